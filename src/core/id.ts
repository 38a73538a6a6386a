import { randomFillSync } from 'node:crypto';

const TIME_BYTES = 6;
const RANDOM_BYTES = 10;
const pool = Buffer.alloc(RANDOM_BYTES * 256);
let used = pool.length;

/**
 * A new id: 48 bits of time in ms, then 80 random bits, as 32 lower-case hex digits. Ids sort by time, so indexes grow at
 * one end. Never a secret: access is decided by ownership, not by knowing an id.
 */
export function newId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.toString('hex', used, (used += RANDOM_BYTES));
  return now.toString(16).padStart(TIME_BYTES * 2, '0') + random;
}
