import type { Cancel, Clock, StopSignal } from '../../core/index.ts';
import type { Until } from './types.ts';

/** Whether nothing more may be begun. */
export function stopped({ deadlineMs, signal }: Until, clock: Pick<Clock, 'monotonic'>): boolean {
  return signal.stopped || clock.monotonic() >= deadlineMs;
}

/** What a promise comes to, or undefined where it has not by then, or at the signal. */
export async function within<T>(
  ms: number,
  promise: Promise<T>,
  { clock, signal }: { readonly clock: Pick<Clock, 'after'>; readonly signal: StopSignal },
): Promise<T | undefined> {
  let cancel: Cancel | undefined;
  let forget: Cancel | undefined;
  const over = new Promise<undefined>((resolve) => {
    if (signal.stopped) return resolve(undefined);
    cancel = clock.after(ms, () => resolve(undefined));
    forget = signal.onStop(() => resolve(undefined));
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    cancel?.();
    forget?.();
  }
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
