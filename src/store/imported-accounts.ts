import { challengeStatements } from './challenge-statements.ts';
import { auditStep } from './audit.ts';
import type { By } from './audit-types.ts';
import { clientKeySteps } from './clients.ts';
import type { Client, DelegatedName, Rule } from './delegation-types.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { ruleSteps } from './rules.ts';
import { query, statement, valuesOf } from './statement.ts';

/** The key of an account that was taken over and has not been used since: only whoever knows it can make a digest of it. */
export type WaitingKey = {
  /** A UUID in lower case. */
  readonly user: string;
  /** bcrypt, as `crypt(3)` writes it. */
  readonly hash: string;
  readonly networks: readonly string[];
  readonly createdAt: number;
};

/** One account of a database of acme-dns, as it is taken over: a client of its own. */
export type ImportedAccount = {
  readonly client: Client;
  readonly key: WaitingKey;
  readonly label: DelegatedName;
  readonly rules: readonly Rule[];
};

/** `client-taken`: the client's name. `user-taken`: there is a key with this user. `label-taken`: it stands for another challenge. */
type ImportOutcome = 'added' | 'client-taken' | 'user-taken' | 'label-taken';

export type ImportedKeyRow = {
  readonly user: string;
  readonly client_id: string;
  readonly hash: string;
  readonly networks_json: string;
  readonly created_at: number;
};

export type ImportedAccountStore = {
  /** Client, key, label and rules, all or none. */
  add(account: ImportedAccount, by?: By): Promise<ImportOutcome>;
  /** More rules of a client, all or none. False when it is gone. */
  addRules(rules: readonly Rule[], by?: By): Promise<boolean>;
  /** Whose key has this user: used already, or waiting for its first use. */
  ownerOf(user: string): Promise<Client | undefined>;
  findWaiting(user: string): Promise<{ readonly client: Client; readonly key: WaitingKey } | undefined>;
  listWaiting(clientId: string, limit: number): Promise<readonly WaitingKey[]>;
  /**
   * The hash gives way to the digest of the key that it was a hash of, which whoever calls has seen. False when the hash is gone, as of two
   * that do this at once one is later, or the client has `keysMax` keys.
   */
  upgrade(
    waiting: { readonly user: string; readonly hash: string },
    digest: { readonly sha256: string; readonly at: number; readonly keysMax: number },
  ): Promise<boolean>;
};

export function createImportedAccountStore(driver: Driver): ImportedAccountStore {
  const statements = importStatements(driver);
  const { allocate } = challengeStatements(driver);
  const addRule = ruleSteps(driver);
  const audit = auditStep(driver);
  const addKey = clientKeySteps(driver);
  const findWaiting: ImportedAccountStore['findWaiting'] = async (user) => {
    const [row] = await driver.read(statements.find({ user }));
    if (row === undefined) return undefined;
    const client = { id: row.client_id, name: row.client_name, createdAt: row.client_created_at };
    return { client, key: toKey(row) };
  };
  return {
    async add({ client, key, label, rules }, by = { at: client.createdAt, actor: 'server' }) {
      const { zone, label: own, challenge, clientId, createdAt } = label;
      const row = { zone, label: own, challenge, client_id: clientId, created_at: createdAt };
      const unit: Step[] = [
        { query: statements.insertClient(client), expect: 'one' },
        { query: statements.insert(toRow(client.id, key)), expect: 'one' },
        { query: allocate(row), expect: 'one' },
        ...rules.flatMap((rule) => addRule(rule, by)),
        audit({
          ...by,
          action: 'client.import',
          object: `client:${client.name}`,
          details: { id: client.id, user: key.user, challenge },
        }),
      ];
      const result = await driver.write(unit);
      if (result.done) return 'added';
      return (['client-taken', 'user-taken'] as const)[result.failedStep] ?? 'label-taken';
    },
    addRules: (rules, by) =>
      succeeds(
        driver,
        rules.flatMap((rule) => addRule(rule, by)),
      ),
    async ownerOf(user) {
      const [row] = await driver.read(statements.ownerOf({ user }));
      return row === undefined ? (await findWaiting(user))?.client : { ...row };
    },
    findWaiting,
    async listWaiting(clientId, limit) {
      const select = driver.db
        .selectFrom('imported_keys')
        .selectAll()
        .where('client_id', '=', clientId)
        .limit(limit);
      return (await driver.read(query(select))).map(toKey);
    },
    async upgrade({ user, hash }, { sha256, at, keysMax }) {
      const found = await findWaiting(user);
      if (found === undefined) return false;
      const { id: clientId } = found.client;
      const { networks } = found.key;
      const key = { sha256, user, clientId, challenge: null, networks, createdAt: at };
      return succeeds(driver, [
        { query: statements.take({ user, hash, clientId }), expect: 'one' },
        ...addKey(key, keysMax, { at, actor: `client:${found.client.name}` }),
      ]);
    },
  };
}

function importStatements(driver: Driver) {
  return {
    insertClient: statement(driver, (db, p: Client) =>
      db
        .insertInto('clients')
        .values({ id: p.id, name: p.name, created_at: p.createdAt })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    /** One user, whether its key waits or is known by its digest. */
    insert: statement(driver, (db, p: ImportedKeyRow) =>
      db
        .insertInto('imported_keys')
        .columns(COLUMNS)
        .expression(
          db
            .selectFrom('clients')
            .select(valuesOf(p, COLUMNS))
            .where('clients.id', '=', p.client_id)
            .where((eb) =>
              eb.not(
                eb.exists(
                  eb.selectFrom('client_keys').select('sha256').where('client_keys.user', '=', p.user),
                ),
              ),
            ),
        )
        .onConflict((conflict) => conflict.doNothing()),
    ),
    ownerOf: statement(driver, (db, p: { user: string }) =>
      db
        .selectFrom('client_keys')
        .innerJoin('clients', 'clients.id', 'client_keys.client_id')
        .select(['clients.id', 'clients.name', 'clients.created_at as createdAt'])
        .where('client_keys.user', '=', p.user),
    ),
    find: statement(driver, (db, p: { user: string }) =>
      db
        .selectFrom('imported_keys')
        .innerJoin('clients', 'clients.id', 'imported_keys.client_id')
        .selectAll('imported_keys')
        .select(['clients.name as client_name', 'clients.created_at as client_created_at'])
        .where('imported_keys.user', '=', p.user),
    ),
    take: statement(driver, (db, p: { user: string; hash: string; clientId: string }) =>
      db
        .deleteFrom('imported_keys')
        .where('user', '=', p.user)
        .where('hash', '=', p.hash)
        .where('client_id', '=', p.clientId),
    ),
  };
}

const COLUMNS = ['user', 'client_id', 'hash', 'networks_json', 'created_at'] as const;

function toRow(clientId: string, { user, hash, networks, createdAt }: WaitingKey): ImportedKeyRow {
  return { user, client_id: clientId, hash, networks_json: JSON.stringify(networks), created_at: createdAt };
}

function toKey(row: ImportedKeyRow): WaitingKey {
  const { user, hash, networks_json, created_at } = row;
  return { user, hash, networks: JSON.parse(networks_json) as string[], createdAt: created_at };
}
