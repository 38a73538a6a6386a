import type { Clock } from '../../../core/index.ts';
import { isEcho } from '../http/api.ts';
import type { ProviderFailure, ProviderResult, Until } from '../types.ts';
import { stopped } from '../within.ts';
import { TransportError } from './transport.ts';

export type Timed = {
  readonly clock: Clock;
  readonly explain: (error: unknown) => ProviderFailure;
  /** What no failure may tell. */
  readonly secrets: () => readonly string[];
};

/**
 * Runs what an SDK does until its deadline or its signal, and not a moment longer, whatever the SDK makes of the abort. An error becomes a
 * failure: what the transport said, or else what `explain` makes of it.
 */
export async function inTime<T>(
  until: Until,
  { clock, explain, secrets }: Timed,
  work: (signal: AbortSignal) => Promise<ProviderResult<T>>,
): Promise<ProviderResult<T>> {
  if (stopped(until, clock)) return TIMEOUT;
  const controller = new AbortController();
  const failed = (error: unknown) => transportFailure(error) ?? explain(error);
  return new Promise((resolve) => {
    const settle = (result: ProviderResult<T>) => {
      cancel();
      stay();
      resolve(result.ok ? result : withoutSecrets(result, secrets()));
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

/** An error's code that a server has made of what it was sent is left out: `HTTP 400` is left. */
function withoutSecrets(failure: ProviderFailure, secrets: readonly string[]): ProviderFailure {
  const words = failure.code?.split(' ') ?? [];
  const told = words.filter((word) => !isEcho(word, secrets));
  return told.length === words.length ? failure : { ...failure, code: told.join(' ') };
}
