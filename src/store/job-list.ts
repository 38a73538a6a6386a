import { sql } from 'kysely';
import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import { createPurge } from './purge.ts';
import { statement } from './statement.ts';
import type { Job, JobStore } from './types.ts';

/** The task list. A lease that has passed counts as none: the runner that had it died. */
export function createJobStore(driver: Driver): JobStore {
  const statements = jobStatements(driver);
  return {
    purge: createPurge(driver),

    async schedule(key, kind, dueAt) {
      await driver.write([{ query: statements.schedule({ key, kind, dueAt }) }]);
    },

    async lease(now, leaseUntil, limit) {
      const result = await driver.write([
        { query: statements.lease({ now, leaseUntil, limit }), rows: true },
      ]);
      const rows = result.done ? result.steps[0] : undefined;
      return typeof rows === 'object' ? (rows as readonly Job[]) : [];
    },

    async finish(key, leaseUntil, nextAt) {
      if (nextAt !== null) {
        return succeeds(driver, [{ query: statements.repeat({ key, leaseUntil, nextAt }), expect: 'one' }]);
      }
      // whichever holds: asked for again meanwhile, or done; the first ends the lease, so never both
      const result = await driver.write([
        { query: statements.again({ key, leaseUntil }) },
        { query: statements.remove({ key, leaseUntil }) },
      ]);
      return result.done && result.steps.some((changed) => changed === 1);
    },

    retry: (key, leaseUntil, at) =>
      succeeds(driver, [{ query: statements.retry({ key, leaseUntil, at }), expect: 'one' }]),

    async nextDue() {
      const [row] = await driver.read(statements.nextDue({}));
      return row?.due ?? undefined;
    },
  };
}

function jobStatements(driver: Driver) {
  return {
    schedule: statement(driver, (db, p: { key: string; kind: string; dueAt: number }) =>
      db
        .insertInto('jobs')
        .values({ key: p.key, kind: p.kind, due_at: p.dueAt, attempts: 0 })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            kind: p.kind,
            due_at: sql<number>`case when jobs.lease_until is null and jobs.due_at > ${p.dueAt} then ${p.dueAt} else jobs.due_at end`,
            again_at: sql<number>`case when jobs.lease_until is null then null when jobs.again_at < ${p.dueAt} then jobs.again_at else ${p.dueAt} end`,
          }),
        ),
    ),
    lease: statement(driver, (db, p: { now: number; leaseUntil: number; limit: number }) =>
      db
        .updateTable('jobs')
        .set((eb) => ({ lease_until: p.leaseUntil, attempts: eb('attempts', '+', 1), again_at: null }))
        .where('key', 'in', (eb) =>
          eb
            .selectFrom('jobs')
            .select('jobs.key')
            .where('jobs.due_at', '<=', p.now)
            .where((on) => on.or([on('jobs.lease_until', 'is', null), on('jobs.lease_until', '<=', p.now)]))
            .orderBy('jobs.due_at')
            .limit(p.limit),
        )
        .returning(['key', 'kind', 'due_at as dueAt', 'attempts']),
    ),
    repeat: statement(driver, (db, p: { key: string; leaseUntil: number; nextAt: number }) =>
      db
        .updateTable('jobs')
        .set({ due_at: earlierOf('again_at', p.nextAt), lease_until: null, again_at: null, attempts: 0 })
        .where('key', '=', p.key)
        .where('lease_until', '=', p.leaseUntil),
    ),
    retry: statement(driver, (db, p: { key: string; leaseUntil: number; at: number }) =>
      db
        .updateTable('jobs')
        .set({ due_at: earlierOf('again_at', p.at), lease_until: null, again_at: null })
        .where('key', '=', p.key)
        .where('lease_until', '=', p.leaseUntil),
    ),
    again: statement(driver, (db, p: { key: string; leaseUntil: number }) =>
      db
        .updateTable('jobs')
        .set({ due_at: sql<number>`again_at`, lease_until: null, again_at: null, attempts: 0 })
        .where('key', '=', p.key)
        .where('lease_until', '=', p.leaseUntil)
        .where('again_at', 'is not', null),
    ),
    remove: statement(driver, (db, p: { key: string; leaseUntil: number }) =>
      db.deleteFrom('jobs').where('key', '=', p.key).where('lease_until', '=', p.leaseUntil),
    ),
    nextDue: statement(driver, (db) =>
      db
        .selectFrom('jobs')
        .select(
          sql<number | null>`min(case when lease_until > due_at then lease_until else due_at end)`.as('due'),
        ),
    ),
  };
}

/** The earlier of a column's time and another; the other where the column is empty. */
function earlierOf(column: string, at: number) {
  return sql<number>`case when ${sql.ref(column)} < ${at} then ${sql.ref(column)} else ${at} end`;
}
