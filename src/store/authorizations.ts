import { toAuthorization } from './authorization-row.ts';
import { authorizationStatements } from './authorization-statements.ts';
import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import { createStandingAuthorizations } from './standing-authorizations.ts';
import type { AuthorizationStore } from './types.ts';
import { insertValidation } from './validations.ts';

/** RFC 8555 section 7.1.4 and 7.5, and what an authorization's end does to its orders (section 7.1.6). */
export function createAuthorizationStore(driver: Driver): AuthorizationStore {
  const sql = authorizationStatements(driver);
  const insertRecord = insertValidation(driver);

  return {
    ...createStandingAuthorizations(driver),

    async get(id, accountId) {
      return (await driver.read(sql.getOwned({ id, accountId }))).map(toAuthorization)[0];
    },

    async find(id) {
      return (await driver.read(sql.find({ id }))).map(toAuthorization)[0];
    },

    async listByOrder(orderId) {
      const [order] = await driver.read(sql.idsOfOrder({ orderId }));
      const ids = order === undefined ? [] : (JSON.parse(order.authorization_ids_json) as string[]);
      const rows = await Promise.all([...new Set(ids)].map((id) => driver.read(sql.find({ id }))));
      return rows.flat().map(toAuthorization);
    },

    async findValid(accountId, directory, identifiers, until) {
      const rows = await Promise.all(
        identifiers.map(({ identifier, wildcard }) =>
          driver.read(
            sql.findValid({
              accountId,
              directory,
              type: identifier.type,
              name: identifier.value,
              wildcard: wildcard ? 1 : 0,
              until,
            }),
          ),
        ),
      );
      return rows.map(([row]) => (row === undefined ? undefined : toAuthorization(row)));
    },

    claim: (id, accountId, type, now) =>
      succeeds(driver, [{ query: sql.claim({ id, accountId, type, now }), expect: 'one' }]),

    conclude(id, { valid, error, expiresAt, validation }, claim) {
      const error_json = error === null ? null : JSON.stringify(error);
      const { type, finishedAt } = validation;
      const end = valid
        ? { status: 'valid' as const, validatedAt: finishedAt, error_json: null, expiresAt }
        : { status: 'invalid' as const, validatedAt: null, error_json, expiresAt };
      const conclusion =
        claim === undefined
          ? sql.conclude({ id, type, ...end })
          : sql.claimAndConclude({ id, type, ...end, ...claim });
      return succeeds(driver, [
        { query: conclusion, expect: 'one' },
        { query: insertRecord(validation) },
        { query: valid ? sql.advanceOrders({ id, expiresAt }) : sql.failOrders({ id, error_json }) },
      ]);
    },

    deactivate: (id, accountId) =>
      succeeds(driver, [
        { query: sql.deactivate({ id, accountId }), expect: 'one' },
        { query: sql.failOrders({ id, error_json: null }) },
      ]),

    async listAttempted(limit) {
      return (await driver.read(sql.listAttempted({ limit }))).map(toAuthorization);
    },
  };
}
