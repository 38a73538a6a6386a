import type { Driver } from './driver.ts';
import { statement } from './statement.ts';
import { isOpenOrder, lit } from './status.ts';
import type { OrderStore } from './types.ts';

/**
 * What has run out of time: open orders become invalid, pending and valid authorizations expired (RFC 8555 section 7.1.6). Reads
 * never wait for it: whoever judges an order or authorization compares its `expiresAt` too.
 */
export function createExpiry(driver: Driver): OrderStore['expire'] {
  const orders = statement(driver, (db, p: { now: number; limit: number }) =>
    db
      .updateTable('orders')
      .set({ status: 'invalid' })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('orders')
          .select('orders.id')
          .where(isOpenOrder)
          .where('orders.expires_at', '<=', p.now)
          .limit(p.limit),
      ),
  );
  const authorizations = (status: 'pending' | 'valid') =>
    statement(driver, (db, p: { now: number; limit: number }) =>
      db
        .updateTable('authorizations')
        .set({ status: 'expired' })
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('authorizations')
            .select('authorizations.id')
            .where('authorizations.status', '=', lit(status))
            .where('authorizations.expires_at', '<=', p.now)
            .limit(p.limit),
        ),
    );
  const steps = [orders, authorizations('pending'), authorizations('valid')];

  return async (now, limit) => {
    const result = await driver.write(steps.map((step) => ({ query: step({ now, limit }) })));
    return result.done ? result.steps.reduce<number>((sum, changed) => sum + Number(changed), 0) : 0;
  };
}
