import { z } from 'zod';
import { failureOf } from '../http/failure.ts';
import type { ProviderFailure } from '../types.ts';
import { type Answer, readAnswer } from './calls.ts';

/** What an answer of the API without success says: by its status, and by the reason of its first error. */
export function failureOfAnswer(answer: Answer, nowMs: number): ProviderFailure {
  const reason = readAnswer(answer, API_ERROR)?.error.errors?.[0]?.reason;
  const failure = failureOf(answer, reason, nowMs);
  const outcome = answer.status === 412 ? 'conflict' : OUTCOMES.get(reason ?? '');
  return outcome === undefined ? failure : { ...failure, outcome };
}

/** What the library has thrown instead of a token, or of an answer. */
export function explain(error: unknown, nowMs: number): ProviderFailure {
  const { response } = thrownBy(error);
  if (response?.status === undefined) return { ok: false, outcome: 'malformed' };
  const headers = response.headers instanceof Headers ? Object.fromEntries(response.headers) : {};
  const failure = failureOf(
    { status: response.status, headers },
    TOKEN_ERROR.safeParse(response.data).data?.error,
    nowMs,
  );
  // a key that is revoked, or an account that is gone, is a 400 or a 401 (RFC 6749 section 5.2)
  const unauthorized = failure.outcome === 'refused' || failure.outcome === 'no-zone';
  return unauthorized ? { ...failure, outcome: 'unauthorized' } : failure;
}

/** What is read of a `GaxiosError`: only requests for tokens end in one that has a response. */
type Thrown = {
  readonly response?: { readonly status?: number; readonly headers?: unknown; readonly data?: unknown };
};

const API_ERROR = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z.string() })).optional() }),
});
const TOKEN_ERROR = z.object({ error: z.string() });

/** https://cloud.google.com/dns/quotas and https://developers.google.com/webmaster-tools/v1/errors, the reasons of Google's APIs. */
const OUTCOMES = new Map<string, ProviderFailure['outcome']>([
  ['rateLimitExceeded', 'rate-limited'],
  ['userRateLimitExceeded', 'rate-limited'],
  ['quotaExceeded', 'rate-limited'],
  ['dailyLimitExceeded', 'rate-limited'],
]);

function thrownBy(error: unknown): Thrown {
  return error instanceof Error ? (error as Thrown) : {};
}
