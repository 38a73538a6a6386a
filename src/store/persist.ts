import type { Fault } from '../core/index.ts';
import { auditStep } from './audit.ts';
import type { By } from './audit-types.ts';
import { type Driver, succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import { query, statement, valuesOf } from './statement.ts';

/** One record of dns-persist-01 that is to be in the DNS: a CA's account may certify the name for as long as it stands there. */
export type PersistRecord = {
  /** A host name in lower-case A-labels; the record is at `_validation-persist.<name>`. */
  readonly name: string;
  /** Issuer domain name: lower-case A-labels. */
  readonly issuer: string;
  readonly accountUri: string;
  /** Whose form it has. */
  readonly draft: '01' | '02';
  /** `policy=wildcard`. */
  readonly wildcard: boolean;
  /** `persistUntil`, whole seconds in milliseconds since 1970; null: it has none. */
  readonly until: number | null;
  readonly createdAt: number;
};

/** What was found of a name when it was looked at last. */
export type PersistCheck = {
  readonly name: string;
  /** Null: not yet. */
  readonly checkedAt: number | null;
  readonly findings: readonly Fault[];
};

export type PersistRecordRow = {
  readonly name: string;
  readonly issuer: string;
  readonly account_uri: string;
  readonly draft: '01' | '02';
  readonly wildcard: number;
  readonly until: number | null;
  readonly created_at: number;
};

export type PersistCheckRow = {
  readonly name: string;
  readonly checked_at: number | null;
  readonly findings_json: string;
};

export type PersistStore = {
  /** False when the name has this issuer and account already, or `recordsMax` records. */
  add(record: PersistRecord, recordsMax: number, by?: By): Promise<boolean>;
  /** Of one name; of one issuer or account, where they are given. Returns how many. */
  remove(
    name: string,
    filter: { readonly issuer?: string; readonly accountUri?: string },
    by: By,
  ): Promise<number>;
  of(name: string): Promise<readonly PersistRecord[]>;
  /** Names in their order, after the one given, and how each was found. */
  names(filter: { readonly after?: string; readonly limit: number }): Promise<readonly PersistCheck[]>;
  check(name: string): Promise<PersistCheck | undefined>;
  /** Those that were not looked at since, the one whose turn it is first. */
  due(before: number, limit: number): Promise<readonly string[]>;
  /** False when the name has no record any more. */
  saveCheck(check: { name: string; checkedAt: number; findings: readonly Fault[] }): Promise<boolean>;
};

export function createPersistStore(driver: Driver): PersistStore {
  const statements = persistStatements(driver);
  const audit = auditStep(driver);
  return {
    add: ({ name, ...record }, recordsMax, by = { at: record.createdAt, actor: 'server' }) =>
      succeeds(driver, [
        { query: statements.insert({ ...toRow({ name, ...record }), recordsMax }), expect: 'one' },
        // what there is now was not looked at yet
        { query: statements.begin({ name }) },
        audit({ ...by, action: 'persist.add', object: `persist:${name}`, details: record }),
      ]),
    async remove(name, { issuer, accountUri }, by) {
      const meant = (await driver.read(statements.of({ name }))).some(
        (row) => row.issuer === (issuer ?? row.issuer) && row.account_uri === (accountUri ?? row.account_uri),
      );
      if (!meant) return 0; // and nothing in the audit
      let remove = driver.db.deleteFrom('persist_records').where('name', '=', name);
      if (issuer !== undefined) remove = remove.where('issuer', '=', issuer);
      if (accountUri !== undefined) remove = remove.where('account_uri', '=', accountUri);
      const result = await driver.write([
        { query: query(remove) },
        { query: statements.forget({ name }) },
        { query: statements.again({ name }) },
        audit({
          ...by,
          action: 'persist.remove',
          object: `persist:${name}`,
          details: { issuer: issuer ?? null, accountUri: accountUri ?? null },
        }),
      ]);
      return result.done ? Number(result.steps[0]) : 0;
    },
    async of(name) {
      return (await driver.read(statements.of({ name }))).map(toRecord);
    },
    async names({ after, limit }) {
      let select = driver.db
        .selectFrom('persist_checks')
        .selectAll()
        .orderBy('name')
        .limit(pageLimit({ limit }));
      if (after !== undefined) select = select.where('name', '>', after);
      return (await driver.read(query(select))).map(toCheck);
    },
    async check(name) {
      return (await driver.read(statements.check({ name }))).map(toCheck)[0];
    },
    async due(before, limit) {
      // NULL comes before all times
      const never = await driver.read(statements.never({ limit }));
      const left = limit - never.length;
      const old = left > 0 ? await driver.read(statements.due({ before, limit: left })) : [];
      return [...never, ...old].map(({ name }) => name);
    },
    async saveCheck({ name, checkedAt, findings }) {
      const findingsJson = JSON.stringify(findings);
      return succeeds(driver, [{ query: statements.save({ name, checkedAt, findingsJson }), expect: 'one' }]);
    },
  };
}

function persistStatements(driver: Driver) {
  return {
    insert: statement(driver, (db, p: PersistRecordRow & { recordsMax: number }) =>
      db
        .insertInto('persist_records')
        .columns(COLUMNS)
        .expression(
          db
            .selectNoFrom(valuesOf(p, COLUMNS))
            .where(
              (eb) =>
                eb
                  .selectFrom('persist_records as others')
                  .select(eb.fn.countAll<number>().as('records'))
                  .where('others.name', '=', p.name),
              '<',
              p.recordsMax,
            ),
        )
        .onConflict((conflict) => conflict.doNothing()),
    ),
    begin: statement(driver, (db, p: { name: string }) =>
      db
        .insertInto('persist_checks')
        .values({ name: p.name, checked_at: null, findings_json: '[]' })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ checked_at: null, findings_json: '[]' }),
        ),
    ),
    forget: statement(driver, (db, p: { name: string }) =>
      db
        .deleteFrom('persist_checks')
        .where('name', '=', p.name)
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom('persist_records').select('name').where('name', '=', p.name))),
        ),
    ),
    again: statement(driver, (db, p: { name: string }) =>
      db
        .updateTable('persist_checks')
        .set({ checked_at: null, findings_json: '[]' })
        .where('name', '=', p.name),
    ),
    of: statement(driver, (db, p: { name: string }) =>
      db
        .selectFrom('persist_records')
        .selectAll()
        .where('name', '=', p.name)
        .orderBy('issuer')
        .orderBy('account_uri'),
    ),
    check: statement(driver, (db, p: { name: string }) =>
      db.selectFrom('persist_checks').selectAll().where('name', '=', p.name),
    ),
    never: statement(driver, (db, p: { limit: number }) =>
      db
        .selectFrom('persist_checks')
        .select('name')
        .where('checked_at', 'is', null)
        .orderBy('name')
        .limit(p.limit),
    ),
    due: statement(driver, (db, p: { before: number; limit: number }) =>
      db
        .selectFrom('persist_checks')
        .select('name')
        .where('checked_at', '<=', p.before)
        .orderBy('checked_at')
        .limit(p.limit),
    ),
    save: statement(driver, (db, p: { name: string; checkedAt: number; findingsJson: string }) =>
      db
        .updateTable('persist_checks')
        .set({ checked_at: p.checkedAt, findings_json: p.findingsJson })
        .where('name', '=', p.name),
    ),
  };
}

const COLUMNS = ['name', 'issuer', 'account_uri', 'draft', 'wildcard', 'until', 'created_at'] as const;

function toRow(record: PersistRecord): PersistRecordRow {
  const { name, issuer, accountUri, draft, wildcard, until, createdAt } = record;
  return {
    name,
    issuer,
    account_uri: accountUri,
    draft,
    wildcard: wildcard ? 1 : 0,
    until,
    created_at: createdAt,
  };
}

function toRecord(row: PersistRecordRow): PersistRecord {
  const { name, issuer, account_uri, draft, wildcard, until, created_at } = row;
  return {
    name,
    issuer,
    accountUri: account_uri,
    draft,
    wildcard: wildcard === 1,
    until,
    createdAt: created_at,
  };
}

function toCheck({ name, checked_at, findings_json }: PersistCheckRow): PersistCheck {
  return { name, checkedAt: checked_at, findings: JSON.parse(findings_json) as Fault[] };
}
