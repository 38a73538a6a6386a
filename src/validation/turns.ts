import type { Cancel, Clock, StopSignal } from '../core/index.ts';

/** Places for a bounded number at a time, shared out among owners. */
export type Turns = {
  /**
   * Undefined: go on at once. Else a promise: true when the turn has come, false when `untilMs` (monotonic) or the stop came
   * first; then there is nothing to give back. Every turn must be given back.
   */
  take(owner: string, untilMs: number): Promise<boolean> | undefined;
  giveBack(owner: string): void;
  /** How many wait. */
  waiting(): number;
};

type Waiting = {
  readonly owner: string;
  readonly answer: (mine: boolean) => void;
  readonly cancelTimer: Cancel;
};

/**
 * A turn that comes free goes to the waiting owner who has the fewest, and there to who waits longest. So an owner whose targets
 * are slow delays itself, and others by one turn at most.
 */
export function createTurns(places: number, clock: Clock, signal: StopSignal): Turns {
  const queue: Waiting[] = [];
  const active = new Map<string, number>();
  let total = 0;

  signal.onStop(() => {
    for (const one of queue.splice(0)) leave(one);
  });

  function begin(owner: string): void {
    total++;
    active.set(owner, (active.get(owner) ?? 0) + 1);
  }

  function leave({ cancelTimer, answer }: Waiting): void {
    cancelTimer();
    answer(false);
  }

  function queued(owner: string, untilMs: number): Promise<boolean> {
    return new Promise((answer) => {
      const cancelTimer = clock.after(Math.max(0, untilMs - clock.monotonic()), () => {
        queue.splice(queue.indexOf(one), 1);
        answer(false);
      });
      const one: Waiting = { owner, answer, cancelTimer };
      queue.push(one);
    });
  }

  function next(): number {
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [index, { owner }] of queue.entries()) {
      const turns = active.get(owner) ?? 0;
      if (turns >= fewest) continue;
      best = index;
      fewest = turns;
      if (turns === 0) break;
    }
    return best;
  }

  return {
    take(owner, untilMs) {
      if (signal.stopped) return Promise.resolve(false);
      if (total >= places) return queued(owner, untilMs);
      begin(owner);
      return undefined;
    },
    giveBack(owner) {
      total--;
      const left = (active.get(owner) ?? 0) - 1;
      if (left > 0) active.set(owner, left);
      else active.delete(owner);
      const [chosen] = queue.splice(next(), 1);
      if (chosen === undefined) return;
      chosen.cancelTimer();
      begin(chosen.owner);
      chosen.answer(true);
    },
    waiting: () => queue.length,
  };
}
