import type { Clock } from '../core/index.ts';
import { CROWD, REST_MS, STEPS_PER_TURN, WORK_MS } from './limits.ts';

/**
 * Lets a bounded number of steps begin in each turn of the event loop, and, while a crowd waits, only for a part of the time.
 * Thousands of validations that start, or whose timers end, in one moment are then spread out, and whatever else this process
 * serves has its share: of each turn, and of the disk and the core that the store's thread may have to share with this one.
 * Undefined: go on at once, as a few validations always may.
 */
export function createPace(clock: Clock): () => Promise<void> | undefined {
  const queue: (() => void)[] = [];
  let begun = 0;
  let counting = false;
  let sinceMs = 0;

  function turn(): void {
    begun = 0;
    if (queue.length > CROWD && clock.monotonic() - sinceMs >= WORK_MS) {
      clock.after(REST_MS, () => {
        sinceMs = clock.monotonic();
        begin();
      });
      begun = STEPS_PER_TURN;
    } else begin();
  }

  function begin(): void {
    begun = 0;
    while (begun < STEPS_PER_TURN) {
      const go = queue.shift();
      if (go === undefined) break;
      begun++;
      go();
    }
    counting = begun > 0;
    if (counting) setImmediate(turn);
  }

  return () => {
    if (begun >= STEPS_PER_TURN || queue.length > 0) return new Promise((go) => queue.push(go));
    begun++;
    if (!counting) {
      counting = true;
      sinceMs = clock.monotonic();
      setImmediate(turn);
    }
    return undefined;
  };
}
