import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { AuditCheckpoint, AuditEntry, AuditStore, NewAuditEntry } from './audit-types.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import type { Schema } from './schema.ts';
import { query, statement } from './statement.ts';

export type AuditEntryRow = {
  sequence: number;
  at: number;
  actor: string;
  action: string;
  object: string;
  details_json: string;
  previous: string;
  hash: string;
};

/** An entry with its values as a statement binds them. */
export type PlainAuditEntry = Omit<NewAuditEntry, 'details'> & { readonly details: string };

/** The step that appends an entry to the chain, for the unit of what it tells: neither is there without the other. */
export function auditStep(driver: Driver): (entry: NewAuditEntry) => Step {
  const append = statement(driver, (db, p: PlainAuditEntry) => appendTo(db, nextEntry(db, p)));
  return (entry) => ({ query: append(plainEntry(entry)) });
}

export function plainEntry(entry: NewAuditEntry): PlainAuditEntry {
  return { ...entry, details: JSON.stringify(entry.details) };
}

/**
 * The row after the last one: its number and digest follow from that, in the statement itself. Where somebody has taken all rows away, there
 * is nothing to follow: the row is refused, and with it the change that it is about.
 */
export function nextEntry(db: Kysely<Schema>, p: PlainAuditEntry) {
  const sequence = sql<number>`last.sequence + 1`;
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('audit_entries as all')
        .select((on) => on.fn.max('all.sequence').as('sequence'))
        .as('end'),
    )
    .leftJoin('audit_entries as last', 'last.sequence', 'end.sequence')
    .select([
      sequence.as('sequence'),
      sql.val(p.at).as('at'),
      sql.val(p.actor).as('actor'),
      sql.val(p.action).as('action'),
      sql.val(p.object).as('object'),
      sql.val(p.details).as('details_json'),
      sql<string>`last.hash`.as('previous'), // null where there is none, which the column refuses
      sql<string>`audit_hash(last.hash, ${sequence}, ${p.at}, ${p.actor}, ${p.action}, ${p.object}, ${p.details})`.as(
        'hash',
      ),
    ]);
}

export function appendTo(db: Kysely<Schema>, entry: ReturnType<typeof nextEntry>) {
  return db
    .insertInto('audit_entries')
    .columns(['sequence', 'at', 'actor', 'action', 'object', 'details_json', 'previous', 'hash'])
    .expression(entry);
}

export function createAuditStore(driver: Driver): AuditStore {
  const statements = auditStatements(driver);
  const step = auditStep(driver);
  return {
    async append(entries) {
      if (entries.length > 0) await driver.write(entries.map(step));
    },
    async walk(after, limit) {
      return (await driver.read(statements.walk({ after, limit: pageLimit({ limit }) }))).map(toEntry);
    },
    async list({ since, before, limit }) {
      let select = driver.db
        .selectFrom('audit_entries')
        .selectAll()
        .orderBy('sequence', 'desc')
        .limit(pageLimit({ limit }));
      if (since !== undefined) select = select.where('at', '>=', since);
      if (before !== undefined) select = select.where('sequence', '<', before);
      return (await driver.read(query(select))).map(toEntry);
    },
    last: () => onlyEntry(driver.read(statements.last({}))),
    addCheckpoint: (checkpoint) =>
      succeeds(driver, [{ query: statements.addCheckpoint(checkpoint), expect: 'one' }]),
    async checkpoints(from, limit) {
      return driver.read(statements.checkpoints({ from, limit: pageLimit({ limit }) }));
    },
    async lastCheckpoint() {
      return (await driver.read(statements.lastCheckpoint({})))[0];
    },
    async standingCheckpoint(before = Number.MAX_SAFE_INTEGER) {
      return (await driver.read(statements.standingCheckpoint({ before })))[0];
    },
    async purge({ sequence, hash }, entry) {
      const result = await driver.write([
        { query: statements.hasCheckpoint({ sequence, hash }), expect: 'one' },
        { query: statements.purgeCheckpoints({ sequence }) },
        step(entry),
      ]);
      if (!result.done) return undefined;
      // in small units, so that nobody waits for it; what a stop leaves is no fault of the chain, and goes with the next purge
      for (let removed = 0; ; ) {
        const round = await driver.write([{ query: statements.purge({ sequence, limit: PURGED_AT_ONCE }) }]);
        const rows = round.done ? Number(round.steps[0]) : 0;
        removed += rows;
        if (rows < PURGED_AT_ONCE) return removed;
      }
    },
    addKey: (sealedKey, createdAt) =>
      succeeds(driver, [{ query: statements.addKey({ sealedKey, createdAt }), expect: 'one' }]),
    async key() {
      return (await driver.read(statements.key({})))[0]?.sealed_key;
    },
  };
}

async function onlyEntry(rows: Promise<readonly AuditEntryRow[]>): Promise<AuditEntry> {
  const [row] = await rows;
  if (row === undefined) throw new Error('the audit has no entry: somebody else took them all away');
  return toEntry(row);
}

/** Rows of one unit: some milliseconds. */
const PURGED_AT_ONCE = 1_000;

function auditStatements(driver: Driver) {
  return {
    walk: statement(driver, (db, p: { after: number; limit: number }) =>
      db
        .selectFrom('audit_entries')
        .selectAll()
        .where('sequence', '>', p.after)
        .orderBy('sequence')
        .limit(p.limit),
    ),
    last: statement(driver, (db) =>
      db.selectFrom('audit_entries').selectAll().orderBy('sequence', 'desc').limit(sql.lit(1)),
    ),
    addCheckpoint: statement(driver, (db, p: AuditCheckpoint) =>
      db
        .insertInto('audit_checkpoints')
        .columns(['sequence', 'at', 'hash', 'signature'])
        .expression(
          db
            .selectFrom('audit_entries as entry')
            .select([
              'entry.sequence',
              sql.val(p.at).as('at'),
              'entry.hash',
              sql.val(p.signature).as('signature'),
            ])
            .where('entry.sequence', '=', p.sequence)
            .where('entry.hash', '=', p.hash),
        )
        .onConflict((conflict) => conflict.doNothing()),
    ),
    checkpoints: statement(driver, (db, p: { from: number; limit: number }) =>
      db
        .selectFrom('audit_checkpoints')
        .selectAll()
        .where('sequence', '>=', p.from)
        .orderBy('sequence')
        .limit(p.limit),
    ),
    lastCheckpoint: statement(driver, (db) =>
      db.selectFrom('audit_checkpoints').selectAll().orderBy('sequence', 'desc').limit(sql.lit(1)),
    ),
    standingCheckpoint: statement(driver, (db, p: { before: number }) =>
      db
        .selectFrom('audit_checkpoints')
        .selectAll()
        .where('at', '<', p.before)
        .where(hasEntry)
        .orderBy('sequence', 'desc')
        .limit(sql.lit(1)),
    ),
    // changes nothing, and so counts the one row that it could change
    hasCheckpoint: statement(driver, (db, p: { sequence: number; hash: string }) =>
      db
        .updateTable('audit_checkpoints')
        .set({ hash: p.hash })
        .where('sequence', '=', p.sequence)
        .where('hash', '=', p.hash)
        .where(hasEntry),
    ),
    purge: statement(driver, (db, p: { sequence: number; limit: number }) =>
      db
        .deleteFrom('audit_entries')
        .where('sequence', 'in', (eb) =>
          eb
            .selectFrom('audit_entries as old')
            .select('old.sequence')
            .where('old.sequence', '<', p.sequence)
            .orderBy('old.sequence')
            .limit(p.limit),
        ),
    ),
    purgeCheckpoints: statement(driver, (db, p: { sequence: number }) =>
      db.deleteFrom('audit_checkpoints').where('sequence', '<', p.sequence),
    ),
    addKey: statement(driver, (db, p: { sealedKey: Uint8Array; createdAt: number }) =>
      db
        .insertInto('audit_keys')
        .values({ id: sql.lit(1), sealed_key: p.sealedKey, created_at: p.createdAt })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    key: statement(driver, (db) => db.selectFrom('audit_keys').select('sealed_key')),
  };
}

/** Of a checkpoint: where the end was cut off, those of it may be left. */
function hasEntry(eb: ExpressionBuilder<Schema, 'audit_checkpoints'>) {
  return eb.exists(
    eb
      .selectFrom('audit_entries as entry')
      .select('entry.sequence')
      .whereRef('entry.sequence', '=', 'audit_checkpoints.sequence')
      .whereRef('entry.hash', '=', 'audit_checkpoints.hash'),
  );
}

function toEntry(row: AuditEntryRow): AuditEntry {
  const { details_json: details, ...entry } = row;
  return { ...entry, details };
}
