import type { Cancel } from './clock.ts';

/**
 * A wish to stop that many can wait for. Instead of AbortSignal, whose listeners are a list that is searched at every
 * removal: with thousands of attempts under way that is quadratic; this is a set.
 */
export type StopSignal = {
  readonly stopped: boolean;
  /** Calls `run` once when the wish comes (never if it has come: look at `stopped` first); the result takes it back. */
  readonly onStop: (run: () => void) => Cancel;
};

/** Stopped as soon as one of the two is. */
export function eitherStop(one: StopSignal, other: StopSignal): StopSignal {
  return {
    get stopped() {
      return one.stopped || other.stopped;
    },
    onStop(run) {
      const forget = () => {
        forgetOne();
        forgetOther();
      };
      const once = () => {
        forget();
        run();
      };
      const forgetOne = one.onStop(once);
      const forgetOther = other.onStop(once);
      return forget;
    },
  };
}

/** A signal, and the one way to give it; giving it again does nothing. */
export function createStop(): { readonly signal: StopSignal; readonly stop: () => void } {
  const waiting = new Set<() => void>();
  let stopped = false;
  return {
    signal: {
      get stopped() {
        return stopped;
      },
      onStop(run) {
        waiting.add(run);
        return () => waiting.delete(run);
      },
    },
    stop() {
      stopped = true;
      const all = [...waiting];
      waiting.clear();
      for (const run of all) run();
    },
  };
}
