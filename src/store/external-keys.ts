import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import type { ExternalKeyRow } from './schema.ts';
import { statement } from './statement.ts';
import type { ExternalKey, ExternalKeyStore } from './types.ts';

/** RFC 8555 section 7.3.4. Binding one to an account is part of the account's creation (`accounts.ts`). */
export function createExternalKeyStore(driver: Driver): ExternalKeyStore {
  const insert = statement(driver, (db, p: ExternalKeyRow) =>
    db.insertInto('external_keys').values({
      id: p.id,
      sealed_key: p.sealed_key,
      label: p.label,
      created_at: p.created_at,
      account_id: p.account_id,
      revoked_at: p.revoked_at,
    }),
  );
  const get = statement(driver, (db, p: { id: string }) =>
    db.selectFrom('external_keys').selectAll().where('id', '=', p.id),
  );
  const list = statement(driver, (db) => db.selectFrom('external_keys').selectAll().orderBy('id', 'desc'));
  const revoke = statement(driver, (db, p: { id: string; now: number }) =>
    db
      .updateTable('external_keys')
      .set({ revoked_at: p.now })
      .where('id', '=', p.id)
      .where('revoked_at', 'is', null),
  );

  return {
    async add(key) {
      await driver.write([
        {
          query: insert({
            id: key.id,
            sealed_key: key.sealedKey,
            label: key.label,
            created_at: key.createdAt,
            account_id: key.accountId,
            revoked_at: key.revokedAt,
          }),
        },
      ]);
    },
    async get(id) {
      return (await driver.read(get({ id }))).map(toExternalKey)[0];
    },
    async list() {
      return (await driver.read(list({}))).map(toExternalKey);
    },
    revoke: (id, now) => succeeds(driver, [{ query: revoke({ id, now }), expect: 'one' }]),
  };
}

function toExternalKey(row: ExternalKeyRow): ExternalKey {
  return {
    id: row.id,
    sealedKey: row.sealed_key,
    label: row.label,
    createdAt: row.created_at,
    accountId: row.account_id,
    revokedAt: row.revoked_at,
  };
}
