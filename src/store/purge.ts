import type { Driver } from './driver.ts';
import { statement } from './statement.ts';
import { lit } from './status.ts';
import type { JobStore } from './types.ts';

/**
 * Retention, oldest first, at most `limit` rows of each kind in a call. Certificates keep their rows for ever: an expired one loses
 * only its bytes, so a revoked, unexpired one cannot be dropped (private CAs lost revocations that way: HCSEC-2021-09).
 */
export function createPurge(driver: Driver): JobStore['purge'] {
  const sql = purgeStatements(driver);
  return async (limits) => {
    const { limit } = limits;
    const result = await driver.write([
      { query: sql.orders({ ...idsBefore(limits.ordersBefore), limit }) },
      {
        query: sql.authorizations({
          ...idsBefore(limits.authorizationsBefore),
          before: limits.authorizationsBefore,
          limit,
        }),
      },
      {
        query: sql.validations({
          ...idsBefore(limits.validationsBefore),
          before: limits.validationsBefore,
          limit,
        }),
      },
      { query: sql.certificateBytes({ before: limits.certificateDerBefore, limit }) },
    ]);
    return result.done ? result.steps.reduce<number>((sum, changed) => sum + Number(changed), 0) : 0;
  };
}

/** Ids begin with their time, so the age of a row is a range of the primary key and needs no index of its own. */
function idsBefore(time: number): { belowId: string } {
  return { belowId: Math.max(0, Math.floor(time)).toString(16).padStart(12, '0') };
}

function purgeStatements(driver: Driver) {
  return {
    orders: statement(driver, (db, p: { belowId: string; limit: number }) =>
      db.deleteFrom('orders').where('id', 'in', (eb) =>
        eb
          .selectFrom('orders')
          .select('orders.id')
          .where('orders.id', '<', p.belowId)
          .where((on) =>
            on.or([on('orders.status', '=', lit('valid')), on('orders.status', '=', lit('invalid'))]),
          )
          .orderBy('orders.id')
          .limit(p.limit),
      ),
    ),
    /** Not while it proves or awaits something, and not while an order that is still kept shows it. */
    authorizations: statement(driver, (db, p: { belowId: string; before: number; limit: number }) =>
      db.deleteFrom('authorizations').where('id', 'in', (eb) =>
        eb
          .selectFrom('authorizations')
          .select('authorizations.id')
          .where('authorizations.id', '<', p.belowId)
          .where('authorizations.status', '!=', lit('pending'))
          .where((on) =>
            on.or([
              on('authorizations.status', '!=', lit('valid')),
              on('authorizations.expires_at', '<', p.before),
            ]),
          )
          .where((on) =>
            on.not(
              on.exists(
                on
                  .selectFrom('order_authorizations')
                  .innerJoin('orders', 'orders.id', 'order_authorizations.order_id')
                  .select('orders.id')
                  .whereRef('order_authorizations.authorization_id', '=', 'authorizations.id'),
              ),
            ),
          )
          .orderBy('authorizations.id')
          .limit(p.limit),
      ),
    ),
    validations: statement(driver, (db, p: { belowId: string; before: number; limit: number }) =>
      db
        .deleteFrom('validations')
        .where('number', 'in', (eb) =>
          eb
            .selectFrom('validations')
            .select('validations.number')
            .where('validations.authorization_id', '<', p.belowId)
            .where('validations.finished_at', '<', p.before)
            .orderBy('validations.authorization_id')
            .limit(p.limit),
        ),
    ),
    certificateBytes: statement(driver, (db, p: { before: number; limit: number }) =>
      db
        .updateTable('certificates')
        .set({ der: null, tbs: null })
        .where('number', 'in', (eb) =>
          eb
            .selectFrom('certificates')
            .select('certificates.number')
            // as in the index `certificates_with_bytes`
            .where((on) =>
              on.or([on('certificates.der', 'is not', null), on('certificates.tbs', 'is not', null)]),
            )
            .where('certificates.not_after', '<', p.before)
            .where('certificates.state', '!=', lit('reserved'))
            .limit(p.limit),
        ),
    ),
  };
}
