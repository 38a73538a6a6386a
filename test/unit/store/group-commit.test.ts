import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { type Log, silentLog, systemClock } from '../../../src/core/index.ts';
import { StoreError } from '../../../src/store/index.ts';
import { BATCH_UNITS_MAX, CAREFUL_BATCHES, WAITING_UNITS_MAX } from '../../../src/store/limits.ts';
import type { SqlValue, Step } from '../../../src/store/driver.ts';
import { type GroupCommit, startGroupCommit } from '../../../src/store/sqlite/group-commit.ts';
import { tempDir } from '../../support/temp-dir.ts';

const withFault = (code: string) => (error: unknown) =>
  error instanceof StoreError && error.fault.code === code;
const step = (sql: string, values: SqlValue[] = [], rest: Partial<Step> = {}): Step => ({
  query: { sql, values },
  ...rest,
});
const script = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const insert = (id: number, rest?: Partial<Step>) => step('INSERT INTO t (id) VALUES (?)', [id], rest);
const remove = (id: number) => step('DELETE FROM t WHERE id = ?', [id], { expect: 'one' });

describe('units', () => {
  let commits: GroupCommit | undefined;
  let db: DatabaseSync | undefined;
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (_fields, text) => errors.push(text) };
  const write = (unit: Step[]) => {
    assert.ok(commits);
    return commits.write(unit);
  };
  const ids = () =>
    db
      ?.prepare('SELECT id FROM t ORDER BY id')
      .all()
      .map(({ id }) => id);

  before(async () => {
    const file = join(tempDir({ after }), 'units.sqlite');
    db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT');
    commits = await startGroupCommit({ writer: { file, synchronous: 'FULL' }, clock: systemClock, log });
  });
  after(async () => {
    db?.close();
    await commits?.close();
  });

  test('a unit whose condition fails leaves no trace, and those beside it are kept', async () => {
    const results = await Promise.all([
      write([insert(1)]),
      write([insert(2), remove(99), insert(3)]),
      write([insert(4), remove(1)]),
      write([remove(98), insert(5)]),
      write([insert(6)]),
    ]);
    assert.deepEqual(results, [
      { done: true, steps: [1] },
      { done: false, failedStep: 1 },
      { done: true, steps: [1, 1] },
      { done: false, failedStep: 0 },
      { done: true, steps: [1] },
    ]);
    assert.deepEqual(ids(), [4, 6]);
  });

  test('a unit that breaks a constraint is rejected loudly, and those beside it are kept', async () => {
    const results = await Promise.allSettled([
      write([insert(10)]),
      write([insert(11), insert(10)]),
      write([insert(12)]),
      write([step('INSERT INTO t (id) VALUES (?)', ['not a number'])]),
      write([step('NOT A STATEMENT')]),
      write([insert(13), remove(13)]),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(ids(), [4, 6, 10, 12]);
    assert.equal(errors.length, 3);
  });

  test('a condition that fails again and again undoes its own unit alone, batch after batch', async () => {
    for (let batch = 0; batch < 2 * CAREFUL_BATCHES + 3; batch++) {
      // the first and the last fail by a condition, those between have nothing to undo
      const fails = batch === 0 || batch === 1 || batch > 2 * CAREFUL_BATCHES;
      const results = await Promise.all([
        write([insert(100), remove(fails ? 99 : 100)]),
        write([insert(101), remove(101)]),
      ]);
      assert.deepEqual(
        results.map(({ done }) => done),
        [!fails, true],
      );
      assert.deepEqual(ids(), [4, 6, 10, 12]);
    }
  });

  test('a condition on one row undoes a change of several', async () => {
    const all = step('DELETE FROM t', [], { expect: 'one' });
    const [result] = await Promise.allSettled([write([all])]);
    assert.ok(result?.status === 'rejected' || !result?.value.done);
    assert.deepEqual(ids(), [4, 6, 10, 12]);
  });

  test('RETURNING gives its rows; bytes and large numbers survive the way', async () => {
    const rows = step('SELECT ? AS bytes, ? AS number, ? AS none', [], { rows: true });
    const view = Buffer.from('from a pool');
    const result = await write([
      { ...rows, query: { ...rows.query, values: [view, 2 ** 52, null] } },
      insert(20),
    ]);
    assert.ok(result.done);
    assert.deepEqual(result.steps, [[{ bytes: new Uint8Array(view), number: 2 ** 52, none: null }], 1]);
  });

  test('more than one batch of units keeps their order', async () => {
    const count = BATCH_UNITS_MAX + 100;
    const chain = Array.from({ length: count }, (_, i) =>
      write([insert(1_000 + i), ...(i > 0 ? [remove(999 + i)] : [])]),
    );
    const results = await Promise.all(chain);
    assert.ok(results.every(({ done }) => done));
    assert.deepEqual(ids()?.at(-1), 999 + count);
  });
});

const start = (code: string, log: Log = silentLog) =>
  startGroupCommit({
    writer: { file: '', synchronous: 'FULL' },
    clock: systemClock,
    log,
    script: script(code),
  });
const ready = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'ready' });`;

describe('a writer that', () => {
  test('dies takes everything that waits with it, and says so', async () => {
    const errors: string[] = [];
    const commits = await start(`${ready} parentPort.once('message', () => process.exit(1));`, {
      ...silentLog,
      error: (_fields, text) => errors.push(text),
    });
    const writes = Array.from({ length: BATCH_UNITS_MAX + 1 }, () => commits.write([insert(1)]));
    for (const write of writes) await assert.rejects(write, withFault('storeFailed'));
    await assert.rejects(commits.write([insert(1)]), withFault('storeFailed'));
    assert.equal(errors.length, 1);
    await commits.close();
  });

  test('cannot know what the disk holds says so and ends', async () => {
    const fatal = `${ready} parentPort.once('message', () => {
      parentPort.postMessage({ kind: 'fatal', cause: 'disk I/O error' }); parentPort.close(); });`;
    const commits = await start(fatal);
    await assert.rejects(commits.write([insert(1)]), withFault('storeFailed'));
    await commits.close();
  });

  test('cannot start is an error of the opening', async () => {
    await assert.rejects(start('throw new Error("no such file")'), /no such file/);
  });

  test('is slow makes the store say that it is overloaded', async () => {
    const slow = `${ready} parentPort.on('message', (m) => {
      if (m.kind === 'close') return parentPort.close();
      setTimeout(() => parentPort.postMessage({ kind: 'results', results: Array.from({ length: m.units }, () => [0, 1]).flat() }), 20);
    });`;
    const commits = await start(slow);
    const accepted = Array.from({ length: WAITING_UNITS_MAX }, () => commits.write([insert(1)]));
    await assert.rejects(commits.write([insert(1)]), withFault('storeOverloaded'));
    await Promise.all(accepted);
    assert.equal((await commits.write([insert(1)])).done, true, 'and then it takes more');
    await commits.close();
  });
});
