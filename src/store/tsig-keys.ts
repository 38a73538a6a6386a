import { auditStep } from './audit.ts';
import type { By } from './audit-types.ts';
import type { Client } from './delegation-types.ts';
import { type Driver, succeeds } from './driver.ts';
import { hasRoom } from './room.ts';
import { statement, valuesOf } from './statement.ts';

/** A key with which a client signs DNS messages (RFC 8945). */
export type StoredTsigKey = {
  /** A domain name in lower case without a dot at its end: known to everybody who hears a message. */
  readonly name: string;
  readonly clientId: string;
  readonly algorithm: string;
  readonly sealedSecret: Uint8Array;
  readonly createdAt: number;
};

export type TsigKeyRow = {
  readonly name: string;
  readonly client_id: string;
  readonly algorithm: string;
  readonly sealed_secret: Uint8Array;
  readonly created_at: number;
};

export type TsigKeyStore = {
  /** False when the name is taken, the client is gone, or it has `keysMax` keys. */
  add(key: StoredTsigKey, keysMax: number, by?: By): Promise<boolean>;
  find(name: string): Promise<{ readonly client: Client; readonly key: StoredTsigKey } | undefined>;
  list(clientId: string): Promise<readonly StoredTsigKey[]>;
  /** Only the client's own. */
  remove(name: string, clientId: string, by: By): Promise<boolean>;
};

export function createTsigKeyStore(driver: Driver): TsigKeyStore {
  const audit = auditStep(driver);
  const insert = statement(driver, (db, p: TsigKeyRow & { keysMax: number }) =>
    db
      .insertInto('tsig_keys')
      .columns(COLUMNS)
      .expression(
        db
          .selectFrom('clients')
          .select(valuesOf(p, COLUMNS))
          .where('clients.id', '=', p.client_id)
          .where(hasRoom('tsig_keys', p.client_id, p.keysMax)),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
  const find = statement(driver, (db, p: { name: string }) =>
    db
      .selectFrom('tsig_keys')
      .innerJoin('clients', 'clients.id', 'tsig_keys.client_id')
      .selectAll('tsig_keys')
      .select(['clients.name as client_name', 'clients.created_at as client_created_at'])
      .where('tsig_keys.name', '=', p.name),
  );
  const list = statement(driver, (db, p: { clientId: string }) =>
    db.selectFrom('tsig_keys').selectAll().where('client_id', '=', p.clientId).orderBy('name'),
  );
  const remove = statement(driver, (db, p: { name: string; clientId: string }) =>
    db.deleteFrom('tsig_keys').where('name', '=', p.name).where('client_id', '=', p.clientId),
  );
  return {
    add(key, keysMax, by = { at: key.createdAt, actor: 'server' }) {
      const { name, clientId, algorithm } = key;
      return succeeds(driver, [
        { query: insert({ ...toRow(key), keysMax }), expect: 'one' },
        audit({
          ...by,
          action: 'tsig-key.add',
          object: `tsig-key:${name}`,
          details: { clientId, algorithm },
        }),
      ]);
    },
    async find(name) {
      const [row] = await driver.read(find({ name }));
      if (row === undefined) return undefined;
      const client = { id: row.client_id, name: row.client_name, createdAt: row.client_created_at };
      return { client, key: toKey(row) };
    },
    async list(clientId) {
      return (await driver.read(list({ clientId }))).map(toKey);
    },
    remove: (name, clientId, by) =>
      succeeds(driver, [
        { query: remove({ name, clientId }), expect: 'one' },
        audit({ ...by, action: 'tsig-key.remove', object: `tsig-key:${name}`, details: { clientId } }),
      ]),
  };
}

const COLUMNS = ['name', 'client_id', 'algorithm', 'sealed_secret', 'created_at'] as const;

function toRow(key: StoredTsigKey): TsigKeyRow {
  return {
    name: key.name,
    client_id: key.clientId,
    algorithm: key.algorithm,
    sealed_secret: key.sealedSecret,
    created_at: key.createdAt,
  };
}

function toKey(row: TsigKeyRow): StoredTsigKey {
  return {
    name: row.name,
    clientId: row.client_id,
    algorithm: row.algorithm,
    sealedSecret: row.sealed_secret,
    createdAt: row.created_at,
  };
}
