import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/core/index.ts';

export type VirtualClock = Clock & {
  /** Moves time on by `ms`: timers that come due run in order of their times, and what they started settles in between. */
  advance(ms: number): Promise<void>;
  /** Moves time on, from timer to timer, until `work` has an end; resolves or rejects with it. */
  drive<T>(work: Promise<T>): Promise<T>;
  /** Timers that have not run. */
  pending(): number;
};

/** Turns of the event loop after which promises without real I/O have settled. */
const SETTLE_TURNS = 5;
/** A timer that sets itself again without a delay would never let time move on. */
const TIMERS_MAX = 1_000_000;
const SOME_TIME = Date.UTC(2026, 10, 20, 12);

/**
 * A clock that stands still until it is advanced. `settle` waits for what timers started: by default some turns of the event
 * loop; give one that waits for a real store or socket where there is one.
 */
export function createVirtualClock(
  startMs: number = SOME_TIME,
  settle: () => Promise<void> = settled,
): VirtualClock {
  let now = startMs;
  let order = 0;
  const timers = new Set<{ at: number; order: number; run: () => void }>();

  return {
    now: () => now,
    monotonic: () => now - startMs,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pending: () => timers.size,

    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let i = 0; i < TIMERS_MAX; i++) {
        if (runNext(end)) await settle();
        else {
          now = end;
          return;
        }
      }
      throw new Error('timers without end');
    },

    async drive(work) {
      let ended = false;
      const end = () => {
        ended = true;
      };
      work.then(end, end);
      for (let i = 0; i < TIMERS_MAX; i++) {
        await settle();
        if (ended) return work;
        if (!runNext(Number.POSITIVE_INFINITY)) throw new Error('waits for something that no timer brings');
      }
      throw new Error('timers without end');
    },
  };

  /** Runs the earliest timer that is due until `end`; false when there is none. */
  function runNext(end: number): boolean {
    let next: { at: number; order: number; run: () => void } | undefined;
    for (const timer of timers) {
      if (timer.at > end) continue;
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) {
        next = timer;
      }
    }
    if (next === undefined) return false;
    timers.delete(next);
    now = Math.max(now, next.at);
    next.run();
    return true;
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < SETTLE_TURNS; i++) await turn();
}
