import type { Clock } from '../core/index.ts';
import { CROWD, REST_MS, STEPS_PER_TURN, WORK_MS } from './limits.ts';

/** Asks to begin one step. */
export type Pace = (owner: string) => Promise<void> | undefined;

/**
 * Lets a bounded number of steps begin in each turn of the event loop, and, while a crowd waits, only for a part of the time.
 * Thousands of validations that start, or whose timers end, in one moment are then spread out, and whatever else this process
 * serves has its share: of each turn, and of the disk and the core that the store's thread may have to share with this one.
 * Owners take turns, so that one's crowd keeps no other waiting. Undefined: go on at once, as a few validations always may.
 */
export function createPace(clock: Clock): Pace {
  const queues = new Map<string, (() => void)[]>();
  let waiting = 0;
  let begun = 0;
  let counting = false;
  let sinceMs = 0;

  function turn(): void {
    begun = 0;
    if (waiting > CROWD && clock.monotonic() - sinceMs >= WORK_MS) {
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
      const go = next();
      if (go === undefined) break;
      begun++;
      go();
    }
    counting = begun > 0;
    if (counting) setImmediate(turn);
  }

  /** Of the owner whose turn it is, who is then the last. */
  function next(): (() => void) | undefined {
    for (const [owner, queue] of queues) {
      queues.delete(owner);
      const go = queue.shift();
      if (queue.length > 0) queues.set(owner, queue);
      if (go !== undefined) waiting--;
      return go;
    }
    return undefined;
  }

  function queued(owner: string): Promise<void> {
    waiting++;
    return new Promise((go) => {
      const queue = queues.get(owner);
      if (queue === undefined) queues.set(owner, [go]);
      else queue.push(go);
    });
  }

  return (owner) => {
    if (begun >= STEPS_PER_TURN || waiting > 0) return queued(owner);
    begun++;
    if (!counting) {
      counting = true;
      sinceMs = clock.monotonic();
      setImmediate(turn);
    }
    return undefined;
  };
}
