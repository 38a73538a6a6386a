import type { Clock, StopSignal } from '../../core/index.ts';
import {
  CALL_MS,
  CONFLICT_PAUSE_MS,
  CONFLICT_TRIES_MAX,
  RATE_PAUSE_MAX_MS,
  RATE_PAUSE_MIN_MS,
  RATE_PAUSE_MS,
} from './limits.ts';
import type { ProviderFailure, ProviderResult, Until } from './types.ts';
import { pause, stopped } from './within.ts';

/** How one provider is asked: each call with a time of its own, all of them silent while it wants a pause. */
export type Calls = {
  /** Never rejects, and ends by `until`. */
  call<T>(run: (until: Until) => Promise<ProviderResult<T>>, until: Until): Promise<ProviderResult<T>>;
};

export function createCalls(parts: {
  readonly clock: Clock;
  readonly signal: StopSignal;
  /** 0 to 1. */
  readonly random: () => number;
}): Calls {
  const { clock, signal, random } = parts;
  let silentUntil = 0; // monotonic

  return {
    async call(run, until) {
      for (let tries = 1; ; tries++) {
        const wait = silentUntil - clock.monotonic();
        if (wait > 0) {
          if (clock.monotonic() + wait >= until.deadlineMs) return { ...RATE_LIMITED, retryAfterMs: wait };
          await pause(wait, clock, signal);
        }
        if (stopped(until, clock)) return { ok: false, outcome: 'timeout' };
        const deadlineMs = Math.min(until.deadlineMs, clock.monotonic() + CALL_MS);
        const done = await guarded(() => run({ deadlineMs, signal: until.signal }));
        if (done.ok) return done;
        if (done.outcome === 'rate-limited') {
          // a moment that is over is none: clocks differ, and who asks again at once is refused for longer
          const asked = Math.max(done.retryAfterMs ?? RATE_PAUSE_MS, RATE_PAUSE_MIN_MS);
          const wanted = Math.min(asked, RATE_PAUSE_MAX_MS);
          silentUntil = Math.max(silentUntil, clock.monotonic() + wanted);
          continue; // above it is seen whether there is time for that
        }
        if (done.outcome !== 'conflict' || tries >= CONFLICT_TRIES_MAX) return done;
        await pause(random() * CONFLICT_PAUSE_MS, clock, signal);
      }
    },
  };
}

const RATE_LIMITED: ProviderFailure = { ok: false, outcome: 'rate-limited' };

/** A provider does not reject; if one does, it is a bug of one kind, and not the end of the server. */
async function guarded<T>(run: () => Promise<ProviderResult<T>>): Promise<ProviderResult<T>> {
  try {
    return await run();
  } catch (error) {
    const code = (error as { name?: unknown }).name;
    return { ok: false, outcome: 'malformed', ...(typeof code === 'string' && { code: code.slice(0, 100) }) };
  }
}
