import type { Clock } from '../../../core/index.ts';
import type { ProviderFailure, ProviderResult, Until } from '../types.ts';
import { stopped } from '../within.ts';
import { TransportError } from './transport.ts';

/**
 * Runs what an SDK does until its deadline or its signal, and not a moment longer, whatever the SDK makes of the abort. An error becomes a
 * failure: what the transport said, or else what `explain` makes of it.
 */
export async function inTime<T>(
  until: Until,
  { clock, explain }: { readonly clock: Clock; readonly explain: (error: unknown) => ProviderFailure },
  work: (signal: AbortSignal) => Promise<ProviderResult<T>>,
): Promise<ProviderResult<T>> {
  if (stopped(until, clock)) return TIMEOUT;
  const controller = new AbortController();
  const failed = (error: unknown) => transportFailure(error) ?? explain(error);
  return new Promise((resolve) => {
    const settle = (result: ProviderResult<T>) => {
      cancel();
      stay();
      resolve(result);
      controller.abort();
    };
    const late = () => settle(TIMEOUT);
    const cancel = clock.after(until.deadlineMs - clock.monotonic(), late);
    const stay = until.signal.onStop(late);
    work(controller.signal).then(settle, (error: unknown) => settle(failed(error)));
  });
}

const TIMEOUT: ProviderFailure = { ok: false, outcome: 'timeout' };
/** Errors around an error: an SDK wraps once or twice. */
const CAUSES_MAX = 5;

function transportFailure(error: unknown): ProviderFailure | undefined {
  let one = error;
  for (let depth = 0; depth < CAUSES_MAX && one instanceof Error; depth++) {
    if (one instanceof TransportError) return { ok: false, outcome: one.outcome };
    one = one.cause;
  }
  return undefined;
}
