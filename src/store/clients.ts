import { auditStep } from './audit.ts';
import type { By, NewAuditEntry } from './audit-types.ts';
import type { Client, ClientKey, ClientStore } from './delegation-types.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { hasRoom } from './room.ts';
import type { ClientKeyRow } from './schema.ts';
import { statement, valuesOf } from './statement.ts';

/** Clients of the delegation and their keys. */
export function createClientStore(driver: Driver): ClientStore {
  const statements = clientStatements(driver);
  const audit = auditStep(driver);
  return {
    add: (client, key, by = { at: client.createdAt, actor: 'server' }) =>
      succeeds(driver, [
        { query: statements.insert(client), expect: 'one' },
        { query: statements.insertKey({ ...toRow(key), keysMax: 1 }), expect: 'one' },
        audit({
          ...by,
          action: 'client.add',
          object: `client:${client.name}`,
          details: { id: client.id, user: key.user },
        }),
      ]),
    addKey: (key, keysMax, by = { at: key.createdAt, actor: 'server' }) =>
      succeeds(driver, [
        { query: statements.insertKey({ ...toRow(key), keysMax }), expect: 'one' },
        audit(keyAdded(key, by)),
      ]),
    async get(name) {
      return (await driver.read(statements.get({ name }))).map((row) => ({ ...row }))[0];
    },
    async list() {
      return (await driver.read(statements.list({}))).map((row) => ({ ...row }));
    },
    async findKey(sha256) {
      const [row] = await driver.read(statements.findKey({ sha256 }));
      if (row === undefined) return undefined;
      const client = { id: row.client_id, name: row.client_name, createdAt: row.client_created_at };
      return { client, key: toKey(row) };
    },
    async listKeys(clientId, limit) {
      return (await driver.read(statements.keys({ clientId, limit }))).map(toKey);
    },
    removeKey: (user, clientId, by) =>
      succeeds(driver, [
        { query: statements.removeKey({ user, clientId }), expect: 'one' },
        audit({ ...by, action: 'key.remove', object: `key:${user}`, details: { clientId } }),
      ]),
    async keyUsed(sha256, at, before) {
      await driver.write([{ query: statements.keyUsed({ sha256, at, before }) }]);
    },
    async remove(id, { name, ...by }) {
      const result = await driver.write([
        { query: statements.withdraw({ id }), rows: true },
        // its keys and rules go with it
        { query: statements.remove({ id }), expect: 'one' },
        audit({ ...by, action: 'client.remove', object: `client:${name}`, details: { id } }),
      ]);
      return result.done ? challengesOf(result.steps[0]) : undefined;
    },
  };
}

/** The steps by which a key is added, with its entry in the audit, for units that do more. */
export function clientKeySteps(driver: Driver): (key: ClientKey, keysMax: number, by?: By) => Step[] {
  const { insertKey } = clientStatements(driver);
  const audit = auditStep(driver);
  return (key, keysMax, by = { at: key.createdAt, actor: 'server' }) => [
    { query: insertKey({ ...toRow(key), keysMax }), expect: 'one' },
    audit(keyAdded(key, by)),
  ];
}

/** The entry of a new key; of the key itself it says nothing. */
function keyAdded({ user, clientId, challenge, networks, expiresAt }: ClientKey, by: By): NewAuditEntry {
  const details = { clientId, challenge, networks, expiresAt: expiresAt ?? null };
  return { ...by, action: 'key.add', object: `key:${user}`, details };
}

/** The challenges of a statement's RETURNING, each once. */
export function challengesOf(rows: unknown): readonly string[] {
  const found = Array.isArray(rows) ? (rows as readonly { challenge: string }[]) : [];
  return [...new Set(found.map((row) => row.challenge))];
}

function clientStatements(driver: Driver) {
  return {
    insert: statement(driver, (db, p: Client) =>
      db
        .insertInto('clients')
        .values({ id: p.id, name: p.name, created_at: p.createdAt })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    insertKey: statement(driver, (db, p: ClientKeyRow & { keysMax: number }) =>
      db
        .insertInto('client_keys')
        .columns(COLUMNS)
        .expression(
          db
            .selectFrom('clients')
            .select(valuesOf(p, COLUMNS))
            .where('clients.id', '=', p.client_id)
            .where(hasRoom('client_keys', p.client_id, p.keysMax)),
        ),
    ),
    get: statement(driver, (db, p: { name: string }) =>
      db.selectFrom('clients').select(['id', 'name', 'created_at as createdAt']).where('name', '=', p.name),
    ),
    list: statement(driver, (db) =>
      db.selectFrom('clients').select(['id', 'name', 'created_at as createdAt']).orderBy('name'),
    ),
    findKey: statement(driver, (db, p: { sha256: string }) =>
      db
        .selectFrom('client_keys')
        .innerJoin('clients', 'clients.id', 'client_keys.client_id')
        .selectAll('client_keys')
        .select(['clients.name as client_name', 'clients.created_at as client_created_at'])
        .where('client_keys.sha256', '=', p.sha256),
    ),
    keys: statement(driver, (db, p: { clientId: string; limit: number }) =>
      db
        .selectFrom('client_keys')
        .selectAll()
        .where('client_id', '=', p.clientId)
        .orderBy('created_at', 'desc')
        .limit(p.limit),
    ),
    removeKey: statement(driver, (db, p: { user: string; clientId: string }) =>
      db.deleteFrom('client_keys').where('user', '=', p.user).where('client_id', '=', p.clientId),
    ),
    keyUsed: statement(driver, (db, p: { sha256: string; at: number; before: number }) =>
      db
        .updateTable('client_keys')
        .set({ last_used_at: p.at })
        .where('sha256', '=', p.sha256)
        .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', p.before)])),
    ),
    withdraw: statement(driver, (db, p: { id: string }) =>
      db.deleteFrom('challenge_values').where('client_id', '=', p.id).returning('challenge'),
    ),
    remove: statement(driver, (db, p: { id: string }) => db.deleteFrom('clients').where('id', '=', p.id)),
  };
}

const COLUMNS = [
  'sha256',
  'user',
  'client_id',
  'challenge',
  'networks_json',
  'created_at',
  'expires_at',
  'last_used_at',
] as const;

function toRow(key: ClientKey): ClientKeyRow {
  return {
    sha256: key.sha256,
    user: key.user,
    client_id: key.clientId,
    challenge: key.challenge,
    networks_json: JSON.stringify(key.networks),
    created_at: key.createdAt,
    expires_at: key.expiresAt ?? null,
    last_used_at: key.lastUsedAt ?? null,
  };
}

function toKey(row: ClientKeyRow): ClientKey {
  return {
    sha256: row.sha256,
    user: row.user,
    clientId: row.client_id,
    challenge: row.challenge,
    networks: JSON.parse(row.networks_json) as string[],
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}
