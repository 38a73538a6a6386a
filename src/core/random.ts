import { randomFillSync } from 'node:crypto';

const AT_ONCE = 256;

/**
 * Makes texts of so many random bytes of the system's generator each, drawn for many of them at a time: a call into the system for
 * each would cost more than everything else about a new id or token.
 */
export function randomTexts(bytes: number, encoding: 'hex' | 'base64url'): () => string {
  const pool = Buffer.alloc(bytes * AT_ONCE);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    return pool.toString(encoding, used, (used += bytes));
  };
}
