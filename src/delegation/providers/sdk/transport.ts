import type { Clock, StopSignal } from '../../../core/index.ts';
import { createHttpClient, type HttpCall, type HttpCalled } from '../../../net/index.ts';
import { API_LIMITS } from '../http/limits.ts';

export type Answer = Pick<Extract<HttpCalled, { ok: true }>, 'status' | 'headers' | 'body'>;

/**
 * What an SDK sends its requests by, in place of its own HTTP: to one server, up to named limits, past every proxy that the environment
 * names, and never after a redirect. Rejects with `TransportError` alone, since that is how an SDK wants it.
 */
export type Transport = {
  send(call: HttpCall, signal: AbortLike | undefined): Promise<Answer>;
  /** The token that was sent last, if there was one: no failure may tell it. */
  tokens(): readonly string[];
  close(): void;
};

/** As much of an AbortSignal as every SDK's own kind of it has. */
type AbortLike = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** Why there is no answer. It goes through the SDK, and comes out as it is or as the cause of another error. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly outcome: 'timeout' | 'unreachable' | 'malformed';

  constructor(outcome: TransportError['outcome']) {
    super(outcome);
    this.outcome = outcome;
  }
}

/** `base`: a URL at the server; the paths of calls are whole. */
export function createTransport(settings: {
  readonly base: string;
  readonly ca?: string | undefined;
  readonly clock: Clock;
}): Transport {
  const { base, ca, clock } = settings;
  const client = createHttpClient({ base: new URL(base).origin, limits: API_LIMITS, clock, ca });
  let token: string | undefined;
  return {
    close: () => client.close(),
    tokens: () => (token === undefined ? [] : [token]),
    async send(call, signal) {
      token = bearerOf(call.headers) ?? token;
      const deadlineMs = clock.monotonic() + API_LIMITS.callMs;
      const called = await client.call(call, { deadlineMs, signal: stopOf(signal) });
      if (!called.ok) throw new TransportError(called.outcome);
      return called;
    },
  };
}

/** Headers as an SDK reads them: one line for each. */
export function flatHeaders(headers: Answer['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function bearerOf(headers: HttpCall['headers']): string | undefined {
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'authorization');
  return /^Bearer (\S+)$/i.exec(headers[name ?? ''] ?? '')?.[1];
}

function stopOf(signal: AbortLike | undefined): StopSignal {
  return {
    get stopped() {
      return signal?.aborted === true;
    },
    onStop(run) {
      signal?.addEventListener('abort', run);
      return () => signal?.removeEventListener('abort', run);
    },
  };
}
