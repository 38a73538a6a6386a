import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { ChallengeType } from '../core/index.ts';
import type { Driver } from './driver.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';
import { isLiveAuthorization, isOpenOrder, lit } from './status.ts';
import type { Subject } from './subject.ts';

/** The fixed statements of `authorizations.ts`. */
export function authorizationStatements(driver: Driver) {
  return {
    getOwned: statement(driver, (db, p: { id: string; accountId: string }) =>
      db
        .selectFrom('authorizations')
        .selectAll()
        .where('id', '=', p.id)
        .where('account_id', '=', p.accountId),
    ),
    find: statement(driver, (db, p: { id: string }) =>
      db.selectFrom('authorizations').selectAll().where('id', '=', p.id),
    ),
    idsOfOrder: statement(driver, (db, p: { orderId: string }) =>
      db.selectFrom('orders').select('authorization_ids_json').where('id', '=', p.orderId),
    ),
    findValid: statement(driver, (db, p: Subject & { accountId: string; directory: string; until: number }) =>
      db
        .selectFrom('authorizations')
        .selectAll()
        .where('account_id', '=', p.accountId)
        .where('directory', '=', p.directory)
        .where('identifier_type', '=', p.type)
        .where('name', '=', p.name)
        .where('wildcard', '=', p.wildcard)
        .where('status', '=', lit('valid'))
        .where('expires_at', '>', p.until)
        .orderBy('expires_at', 'desc')
        .limit(1),
    ),
    claim: statement(driver, (db, p: { id: string; accountId: string; type: ChallengeType; now: number }) =>
      db
        .updateTable('authorizations')
        .set({ attempted_type: p.type, attempted_at: p.now })
        .where('id', '=', p.id)
        .where('account_id', '=', p.accountId)
        .where('status', '=', lit('pending'))
        .where('attempted_type', 'is', null)
        .where('expires_at', '>', p.now),
    ),
    conclude: statement(driver, (db, p: { id: string; type: ChallengeType } & End) =>
      db
        .updateTable('authorizations')
        .set(ended(p))
        .where('id', '=', p.id)
        .where('status', '=', lit('pending'))
        .where('attempted_type', '=', p.type),
    ),
    /** `claim` and `conclude` at once: nobody ever saw this attempt under way. */
    claimAndConclude: statement(
      driver,
      (db, p: { id: string; accountId: string; type: ChallengeType; at: number } & End) =>
        db
          .updateTable('authorizations')
          .set({ ...ended(p), attempted_type: p.type, attempted_at: p.at })
          .where('id', '=', p.id)
          .where('account_id', '=', p.accountId)
          .where('status', '=', lit('pending'))
          .where('attempted_type', 'is', null)
          .where('expires_at', '>', p.at),
    ),
    /** An order ends with the first of its proofs: ready without one, it would stand in the way of the next for the same names. */
    advanceOrders: statement(driver, (db, p: { id: string; expiresAt: number }) =>
      db
        .updateTable('orders')
        .set((eb) => ({
          unproven: eb('unproven', '-', 1),
          status: eb.case().when('unproven', '=', 1).then(lit('ready')).else(lit('pending')).end(),
          expires_at: eb
            .case()
            .when('expires_at', '>', p.expiresAt)
            .then(sql.val(p.expiresAt))
            .else(eb.ref('expires_at'))
            .end(),
        }))
        .where('status', '=', lit('pending'))
        .where('id', 'in', (eb) => ordersOf(eb, p.id)),
    ),
    failOrders: statement(driver, (db, p: { id: string; error_json: string | null }) =>
      db
        .updateTable('orders')
        .set({ status: 'invalid', error_json: p.error_json })
        .where(isOpenOrder)
        .where('id', 'in', (eb) => ordersOf(eb, p.id)),
    ),
    deactivate: statement(driver, (db, p: { id: string; accountId: string }) =>
      db
        .updateTable('authorizations')
        .set({ status: 'deactivated' })
        .where('id', '=', p.id)
        .where('account_id', '=', p.accountId)
        .where(isLiveAuthorization),
    ),
    listAttempted: statement(driver, (db, p: { limit: number }) =>
      db
        .selectFrom('authorizations')
        .selectAll()
        .where('status', '=', lit('pending'))
        .where('attempted_at', 'is not', null)
        // in no order: an ORDER BY would have the whole table read along its key
        .limit(p.limit),
    ),
  };
}

/** How an attempt ended, as columns. */
type End = {
  status: 'valid' | 'invalid';
  validatedAt: number | null;
  error_json: string | null;
  expiresAt: number;
};

function ended({ status, validatedAt, error_json, expiresAt }: End) {
  return { status, validated_at: validatedAt, error_json, expires_at: expiresAt };
}

function ordersOf(
  eb: ExpressionBuilder<Schema, 'orders'>,
  authorizationId: string,
): SelectQueryBuilder<Schema, 'orders' | 'order_authorizations', { order_id: string }> {
  return eb
    .selectFrom('order_authorizations')
    .select('order_authorizations.order_id')
    .where('order_authorizations.authorization_id', '=', authorizationId);
}
