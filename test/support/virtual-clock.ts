import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/core/index.ts';

export type VirtualClock = Clock & {
  /** Moves time on by `ms`: timers that come due run in order of their times, and what they started settles in between. */
  advance(ms: number): Promise<void>;
  /** Timers that have not run. */
  readonly pending: number;
};

/** Turns of the event loop after which promises without real I/O have settled. */
const SETTLE_TURNS = 5;
/** A timer that sets itself again without a delay would never let `advance` end. */
const TIMERS_PER_ADVANCE_MAX = 1_000_000;

/**
 * A clock that stands still until it is advanced. `settle` waits for what timers started: by default some turns of the event
 * loop; give one that waits for a real store or socket where there is one.
 */
export function createVirtualClock(startMs: number, settle: () => Promise<void> = settled): VirtualClock {
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
    get pending() {
      return timers.size;
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let i = 0; i < TIMERS_PER_ADVANCE_MAX; i++) {
        const next = [...timers]
          .filter((timer) => timer.at <= end)
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (next === undefined) {
          now = end;
          await settle();
          // what settled just now may have set a timer for this very moment
          if (![...timers].some((timer) => timer.at <= end)) return;
          continue;
        }
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      throw new Error('timers without end');
    },
  };
}

async function settled(): Promise<void> {
  for (let i = 0; i < SETTLE_TURNS; i++) await turn();
}
