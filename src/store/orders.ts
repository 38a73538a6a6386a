import { authorizationRow, insertAuthorization } from './authorization-row.ts';
import type { Driver, Step } from './driver.ts';
import { createExpiry } from './expiry.ts';
import { createOrderIssuance } from './order-issuance.ts';
import { newOrderRow, toOrder } from './order-row.ts';
import { orderStatements } from './order-statements.ts';
import { pageLimit } from './page.ts';
import { query } from './statement.ts';
import { lit } from './status.ts';
import { subjectOf } from './subject.ts';
import type { NewOrder, OrderStatus, OrderStore } from './types.ts';

const STATUS = {
  pending: lit('pending'),
  ready: lit('ready'),
  processing: lit('processing'),
  valid: lit('valid'),
  invalid: lit('invalid'),
};
const OPEN: ReadonlySet<OrderStatus> = new Set(['pending', 'ready', 'processing']);

/** RFC 8555 section 7.1.3 and 7.4, without what happens to the certificate (`order-issuance.ts`). */
export function createOrderStore(driver: Driver): OrderStore {
  const sql = orderStatements(driver);
  const insertAuthorizationRow = insertAuthorization(driver);

  return {
    ...createOrderIssuance(driver),
    expire: createExpiry(driver),

    async create(order) {
      const row = newOrderRow(order);
      const result = await driver.write([
        { query: sql.insert({ ...row, pendingMax: order.pendingMax }), expect: 'one' },
        ...order.authorizations.flatMap((_, index) => authorizationSteps(order, index)),
      ]);
      if (result.done) return { outcome: 'created', order: toOrder(row) };
      if (result.failedStep > 0) return { outcome: 'stale-authorization' };
      const [same] = await driver.read(
        sql.findOpen({ accountId: row.account_id, plan: row.plan, now: row.created_at }),
      );
      return same === undefined
        ? { outcome: 'too-many-pending' }
        : { outcome: 'exists', order: toOrder(same) };
    },

    async get(id, accountId) {
      return (await driver.read(sql.getOwned({ id, accountId }))).map(toOrder)[0];
    },

    async find(id) {
      return (await driver.read(sql.find({ id }))).map(toOrder)[0];
    },

    async list({ accountId, status }, page) {
      let select = driver.db.selectFrom('orders').selectAll().orderBy('id', 'desc').limit(pageLimit(page));
      if (accountId !== undefined) select = select.where('account_id', '=', accountId);
      if (status !== undefined) {
        // what is open is found by its own, small index, and sorted then
        const same = STATUS[status];
        select = OPEN.has(status)
          ? select.where('id', 'in', (eb) =>
              eb.selectFrom('orders as open').select('open.id').where('open.status', '=', same),
            )
          : select.where('status', '=', same);
      }
      if (page.before !== undefined) select = select.where('id', '<', page.before);
      return (await driver.read(query(select))).map(toOrder);
    },

    async listIds(accountId, page) {
      const rows =
        page.before === undefined
          ? await driver.read(sql.listIds({ accountId, limit: pageLimit(page) }))
          : await driver.read(sql.listIdsBefore({ accountId, limit: pageLimit(page), before: page.before }));
      return rows.map((row) => row.id);
    },
  };

  function authorizationSteps(order: NewOrder, index: number): Step[] {
    const planned = order.authorizations[index];
    const identifier = order.identifiers[index];
    if (planned === undefined || identifier === undefined) throw new Error('an identifier without its plan');
    if ('create' in planned) {
      const { id } = planned.create;
      const first = order.authorizations.findIndex((one) => 'create' in one && one.create.id === id);
      if (first < index) return [];
      return [
        { query: insertAuthorizationRow(authorizationRow(planned.create, order)) },
        { query: sql.linkNew({ authorizationId: planned.create.id, orderId: order.id }) },
      ];
    }
    // bound to the very name that it proves: a plan that mixes names up is refused
    const link = sql.linkValid({
      authorizationId: planned.reuse,
      orderId: order.id,
      accountId: order.accountId,
      directory: order.directory,
      ...subjectOf(identifier),
      now: order.createdAt,
    });
    return [{ query: link, expect: 'one' }];
  }
}
