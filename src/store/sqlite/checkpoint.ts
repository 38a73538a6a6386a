import type { DatabaseSync } from 'node:sqlite';
import { CHECKPOINT_ASK_UNITS, CHECKPOINT_FRAMES } from '../limits.ts';

/**
 * Moves the WAL into the database when it has grown, between two batches. PASSIVE waits for nobody. Called with the number of units
 * that were executed since the last call.
 */
export function createCheckpointer(db: DatabaseSync): (units: number) => void {
  const ask = db.prepare('PRAGMA wal_checkpoint(NOOP)'); // row: busy, frames in the WAL, frames moved
  const move = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let units = 0;
  return (executed) => {
    units += executed;
    if (units < CHECKPOINT_ASK_UNITS) return;
    units = 0;
    const frames = ask.get();
    if (Number(frames?.['log']) - Number(frames?.['checkpointed']) >= CHECKPOINT_FRAMES) move.get();
  };
}
