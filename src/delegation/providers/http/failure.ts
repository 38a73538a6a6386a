import type { HttpCalled } from '../../../net/index.ts';
import type { ProviderFailure } from '../types.ts';
import { ERROR_CODE_CHARS, RETRY_AFTER_MAX_MS } from './limits.ts';

type Answer = Pick<Extract<HttpCalled, { ok: true }>, 'status' | 'headers'>;

/**
 * What an answer without success says, by its status alone (RFC 9110 section 15). A redirect is followed by nobody, as it might
 * lead a credential elsewhere; after a 5xx nobody knows whether it was done. `error`: the provider's own code for it.
 */
export function failureOf(
  { status, headers }: Answer,
  error: string | number | undefined,
  nowMs: number,
): ProviderFailure {
  const retryAfterMs = status === 429 || status === 503 ? retryAfter(headers, nowMs) : undefined;
  return {
    ok: false,
    outcome: outcomeOf(status),
    code: `HTTP ${status}${isCode(error) ? ` ${error}` : ''}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function outcomeOf(status: number): ProviderFailure['outcome'] {
  if (status < 400) return 'malformed';
  if (status >= 500) return 'unreachable';
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized';
    case 404:
      return 'no-zone';
    case 408:
      return 'timeout';
    case 409:
    case 423:
      return 'conflict';
    case 429:
      return 'rate-limited';
    default:
      return 'refused';
  }
}

/** Codes are words and numbers; anything else might be a sentence with what was sent in it. */
function isCode(error: string | number | undefined): boolean {
  return error !== undefined && CODE.test(String(error)) && String(error).length <= ERROR_CODE_CHARS;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;

/** `Retry-After` (RFC 9110 section 10.2.3), or the second of the epoch at which one may ask again, as some have it. */
function retryAfter(headers: Answer['headers'], nowMs: number): number | undefined {
  const after = headers['retry-after'];
  const reset = headers['ratelimit-reset'];
  const ms = after === undefined ? Number(reset ?? Number.NaN) * 1000 - nowMs : afterMs(after, nowMs);
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.ceil(ms)), RETRY_AFTER_MAX_MS) : undefined;
}

/** Seconds, or an HTTP date. */
function afterMs(text: string, nowMs: number): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) - nowMs : Number.NaN;
}
