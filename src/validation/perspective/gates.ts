import type { Clock, StopSignal } from '../../core/index.ts';
import { createTurns, type Turns } from '../turns.ts';
import type { CoordinatorLimits } from './limits.ts';

/** A bounded number of questions at a time for each perspective, so that a slow one fills its own places and nobody else's. */
export type Gates = {
  /** Undefined: no place came free until `untilMs` (monotonic), too many wait already, or the signal was given. */
  enter(perspective: string, owner: string, untilMs: number, cut: StopSignal): Promise<Turn | undefined>;
};
type Turn = { giveBack(): void };

export function createGates(
  limits: Pick<CoordinatorLimits, 'perPerspective' | 'waitingPerPerspective'>,
  clock: Clock,
  signal: StopSignal,
): Gates {
  // as many as the administrator has joined since the start
  const gates = new Map<string, Turns>();

  function gateOf(perspective: string): Turns {
    const known = gates.get(perspective);
    if (known !== undefined) return known;
    const made = createTurns(limits.perPerspective, clock, signal);
    gates.set(perspective, made);
    return made;
  }

  return {
    async enter(perspective, owner, untilMs, cut) {
      if (cut.stopped) return undefined;
      const gate = gateOf(perspective);
      const turn = { giveBack: () => gate.giveBack(owner) };
      if (gate.waiting() >= limits.waitingPerPerspective) return undefined;
      const queued = gate.take(owner, untilMs);
      if (queued === undefined) return turn;
      return new Promise((resolve) => {
        let left = false;
        const forget = cut.onStop(() => {
          left = true;
          resolve(undefined);
        });
        void queued.then((mine) => {
          forget();
          if (left && mine) turn.giveBack();
          else resolve(mine ? turn : undefined);
        });
      });
    },
  };
}
