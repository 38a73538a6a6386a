import type { Clock } from '../../core/index.ts';
import type { Until } from './types.ts';

/** Whether nothing more may be begun. */
export function stopped({ deadlineMs, signal }: Until, clock: Pick<Clock, 'monotonic'>): boolean {
  return signal.stopped || clock.monotonic() >= deadlineMs;
}
