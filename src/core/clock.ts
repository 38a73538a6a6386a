/**
 * Time, as an effect that comes in from outside. `systemClock` is the real one, `test/support/virtual-clock.ts` the other;
 * both pass `test/contract/clock.ts`.
 * - `now()` is wall time in milliseconds since 1970 (may jump); `monotonic()` is milliseconds that never go backwards.
 * - `after(ms, run)` calls `run` once, `ms` from now; the returned function cancels it. It never keeps the process alive.
 */
export type Clock = {
  now(): number;
  monotonic(): number;
  after(ms: number, run: () => void): Cancel;
};
export type Cancel = () => void;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
