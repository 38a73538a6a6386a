import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlValue } from '../driver.ts';
import { CAREFUL_BATCHES, PREPARED_STATEMENTS_MAX } from '../limits.ts';
import { failsBatch } from './errors.ts';
import { type BatchMessage, DONE, ERROR, MODE_ONE, MODE_ROWS, type ResultValue, UNDONE } from './protocol.ts';

/** Which units of a batch are executed in a savepoint, so that they can be undone by themselves. */
type Savepoints = 'none' | 'conditional' | 'all';

/**
 * Executes all units of a batch as one transaction and returns their results after its commit: group commit. A unit whose condition
 * fails, or that meets an error of its own, leaves no trace and does not touch the others. Throws what no unit is to blame for
 * (disk, lock), after undoing all.
 *
 * Without savepoints at first, as each costs a copy of every page that its unit changes: the batch that then needs one is executed
 * again, and those that follow have them for a while.
 */
export function executeBatch(db: DatabaseSync): (batch: BatchMessage) => ResultValue[] {
  const texts: string[] = [];
  const prepared: StatementSync[] = [];
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const save = db.prepare('SAVEPOINT unit');
  const undo = db.prepare('ROLLBACK TO unit');
  const release = db.prepare('RELEASE unit');
  let careful = 0;

  return (batch) => {
    texts.push(...batch.texts);
    if (texts.length > PREPARED_STATEMENTS_MAX) throw new Error('write statements must be few and fixed');
    try {
      try {
        const savepoints = careful > 0 ? 'conditional' : 'none';
        careful = Math.max(0, careful - 1);
        return transaction(batch, savepoints);
      } catch (error) {
        if (failsBatch(error)) throw error;
        // a unit without a savepoint failed half-way: once more, each in its own
        rollback.run();
        careful = CAREFUL_BATCHES;
        return transaction(batch, 'all');
      }
    } catch (error) {
      if (db.isTransaction) rollback.run();
      throw error;
    }
  };

  function transaction({ code, units }: BatchMessage, savepoints: Savepoints): ResultValue[] {
    const results: ResultValue[] = [];
    const cursor = { at: 0 };
    begin.run();
    for (let i = 0; i < units; i++) {
      const steps = Number(code[cursor.at++]);
      const conditional = code[cursor.at++] === 1;
      const saved = savepoints === 'all' || (savepoints === 'conditional' && conditional);
      if (saved) save.run();
      const start = cursor.at;
      const before = results.length;
      let undone = false;
      try {
        undone = !runUnit(code, cursor, steps, results, before);
        if (undone && !saved && results[before + 1] !== 0) throw new Error('a condition needs a savepoint');
      } catch (error) {
        if (savepoints !== 'all' || failsBatch(error)) throw error;
        undone = true;
        results.length = before;
        results.push(ERROR, error instanceof Error ? error.message : String(error));
      }
      if (undone) {
        if (saved) undo.run();
        cursor.at = start;
        skipUnit(code, cursor, steps);
      }
      if (saved) release.run();
    }
    commit.run();
    return results;
  }

  /** False when a condition failed: then the results hold which. */
  function runUnit(
    code: readonly SqlValue[],
    cursor: { at: number },
    steps: number,
    results: ResultValue[],
    before: number,
  ): boolean {
    results.push(DONE);
    for (let step = 0; step < steps; step++) {
      const number = Number(code[cursor.at++]);
      const statement = (prepared[number] ??= db.prepare(texts[number] ?? ''));
      const mode = code[cursor.at++];
      const count = Number(code[cursor.at++]);
      const values = code.slice(cursor.at, (cursor.at += count));
      if (mode === MODE_ROWS) {
        results.push(statement.all(...values));
        continue;
      }
      const changes = Number(statement.run(...values).changes);
      if (mode === MODE_ONE && changes !== 1) {
        if (changes > 1 && step === 0) throw new Error('a condition on one row changed several');
        results.length = before;
        results.push(UNDONE, step);
        return false;
      }
      results.push(changes);
    }
    return true;
  }
}

function skipUnit(code: readonly SqlValue[], cursor: { at: number }, steps: number): void {
  for (let step = 0; step < steps; step++) cursor.at += 3 + Number(code[cursor.at + 2]);
}
