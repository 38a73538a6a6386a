import { type ExpressionBuilder, sql } from 'kysely';
import type { Driver } from './driver.ts';
import type { OrderRow, Schema } from './schema.ts';
import { statement, valuesOf } from './statement.ts';
import { isOpenOrder, lit } from './status.ts';
import { proves, type Subject } from './subject.ts';

/** The fixed statements of `orders.ts`. */
export function orderStatements(driver: Driver) {
  return {
    /** Only where the account has no open order for the same, and fewer than `pendingMax` pending ones that have not expired. */
    insert: statement(driver, (db, p: OrderRow & { pendingMax: number }) =>
      db
        .insertInto('orders')
        .columns(COLUMNS)
        .expression(
          db
            .selectNoFrom(valuesOf(p, COLUMNS))
            .where(
              (eb) =>
                eb
                  .selectFrom('orders')
                  .select(eb.fn.countAll<number>().as('pending'))
                  .where('orders.account_id', '=', p.account_id)
                  .where('orders.status', '=', lit('pending'))
                  .where('orders.expires_at', '>', p.created_at),
              '<',
              p.pendingMax,
            )
            .where((eb) =>
              eb.not(
                eb.exists(
                  eb
                    .selectFrom('orders')
                    .select('orders.id')
                    .where(isOpenForSame({ accountId: p.account_id, plan: p.plan, now: p.created_at })),
                ),
              ),
            ),
        ),
    ),
    linkNew: statement(driver, (db, p: { authorizationId: string; orderId: string }) =>
      db
        .insertInto('order_authorizations')
        .values({ authorization_id: p.authorizationId, order_id: p.orderId }),
    ),
    linkValid: statement(
      driver,
      (
        db,
        p: Subject & {
          authorizationId: string;
          orderId: string;
          accountId: string;
          directory: string;
          now: number;
        },
      ) =>
        db
          .insertInto('order_authorizations')
          .columns(['authorization_id', 'order_id'])
          .expression(
            db
              .selectFrom('authorizations')
              .select(['authorizations.id', sql.val(p.orderId).as('order_id')])
              .where('authorizations.id', '=', p.authorizationId)
              .where('authorizations.account_id', '=', p.accountId)
              .where('authorizations.directory', '=', p.directory)
              .where(proves(p))
              .where('authorizations.status', '=', lit('valid'))
              .where('authorizations.expires_at', '>', p.now),
          )
          // it may serve several of the order's names: each is checked, and the link stays one
          .onConflict((conflict) =>
            conflict
              .columns(['authorization_id', 'order_id'])
              .doUpdateSet((eb) => ({ order_id: eb.ref('excluded.order_id') })),
          ),
    ),
    getOwned: statement(driver, (db, p: { id: string; accountId: string }) =>
      db.selectFrom('orders').selectAll().where('id', '=', p.id).where('account_id', '=', p.accountId),
    ),
    find: statement(driver, (db, p: { id: string }) =>
      db.selectFrom('orders').selectAll().where('id', '=', p.id),
    ),
    listIds: statement(driver, (db, p: { accountId: string; limit: number }) =>
      db
        .selectFrom('orders')
        .select('id')
        .where('account_id', '=', p.accountId)
        .orderBy('id', 'desc')
        .limit(p.limit),
    ),
    listIdsBefore: statement(driver, (db, p: { accountId: string; limit: number; before: string }) =>
      db
        .selectFrom('orders')
        .select('id')
        .where('account_id', '=', p.accountId)
        .where('id', '<', p.before)
        .orderBy('id', 'desc')
        .limit(p.limit),
    ),
    findOpen: statement(driver, (db, p: { accountId: string; plan: string; now: number }) =>
      db.selectFrom('orders').selectAll().where(isOpenForSame(p)).orderBy('expires_at', 'desc').limit(1),
    ),
  };
}

const COLUMNS = [
  'id',
  'account_id',
  'directory',
  'profile',
  'status',
  'plan',
  'identifiers_json',
  'authorization_ids_json',
  'unproven',
  'not_before',
  'not_after',
  'created_at',
  'expires_at',
] as const;

/** An unexpired order of this account, pending or ready, for the same names, directory, profile and dates. */
function isOpenForSame({ accountId, plan, now }: { accountId: string; plan: string; now: number }) {
  return (eb: ExpressionBuilder<Schema, 'orders'>) =>
    eb.and([
      eb('orders.account_id', '=', accountId),
      eb('orders.plan', '=', plan),
      isOpenOrder(eb),
      eb('orders.expires_at', '>', now),
    ]);
}
