import { REPLAY_MS, REPLAYS_MAX, REPLAYS_PER_KEY_MAX } from './limits.ts';

/**
 * Signed messages of the last ten minutes, by key and whole MAC: TSIG alone lets anyone who saw a message send it again. A message
 * that comes again is given the outcome of the first and changes nothing; so is an honest one that was sent twice over UDP.
 */
export type ReplayGuard<T> = {
  /**
   * `new`: go on, and `T` is kept. `again`: this is what it was the first time. `full`: there is no room to remember it, and what is
   * not remembered must not be done.
   */
  admit(
    message: { readonly key: string; readonly mac: Uint8Array },
    now: number,
    first: () => T,
  ): { readonly outcome: 'new' | 'again'; readonly value: T } | { readonly outcome: 'full' };
  /** A message that had no outcome may come again. */
  forget(message: { readonly key: string; readonly mac: Uint8Array }): void;
};

export function createReplayGuard<T>(): ReplayGuard<T> {
  const keys = new Map<string, Map<string, { readonly at: number; readonly value: T }>>();
  let count = 0;

  // in the order of their coming, so that the oldest are in front
  function drop(seen: Map<string, { readonly at: number }>, now: number): void {
    for (const [mac, { at }] of seen) {
      if (now - at <= REPLAY_MS) return;
      seen.delete(mac);
      count--;
    }
  }

  function dropAll(now: number): void {
    for (const [key, seen] of keys) {
      drop(seen, now);
      if (seen.size === 0) keys.delete(key);
    }
  }

  let sweptAt = -Infinity;
  return {
    admit({ key, mac }, now, first) {
      const id = Buffer.from(mac).toString('latin1');
      let seen = keys.get(key);
      if (seen !== undefined) drop(seen, now);
      const before = seen?.get(id);
      if (before !== undefined) return { outcome: 'again', value: before.value };
      if (count >= REPLAYS_MAX && now - sweptAt >= SWEEP_MS) {
        sweptAt = now;
        dropAll(now);
        seen = keys.get(key);
      }
      if (count >= REPLAYS_MAX || (seen?.size ?? 0) >= REPLAYS_PER_KEY_MAX) return { outcome: 'full' };
      if (seen === undefined) keys.set(key, (seen = new Map()));
      const value = first();
      seen.set(id, { at: now, value });
      count++;
      return { outcome: 'new', value };
    },
    forget({ key, mac }) {
      if (keys.get(key)?.delete(Buffer.from(mac).toString('latin1')) === true) count--;
    },
  };
}

const SWEEP_MS = 1_000; // a full guard is searched for old ones no more often
