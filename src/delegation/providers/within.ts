import type { Clock, StopSignal } from '../../core/index.ts';
import type { Until } from './types.ts';

/** Whether nothing more may be begun. */
export function stopped({ deadlineMs, signal }: Until, clock: Pick<Clock, 'monotonic'>): boolean {
  return signal.stopped || clock.monotonic() >= deadlineMs;
}

/** Resolves after so many milliseconds, or at the signal. */
export function pause(ms: number, clock: Pick<Clock, 'after'>, signal: StopSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.stopped) return resolve();
    const settle = () => {
      cancel();
      forget();
      resolve();
    };
    const cancel = clock.after(ms, settle);
    const forget = signal.onStop(settle);
  });
}
