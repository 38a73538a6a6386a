import { failureOf } from '../http/failure.ts';
import type { ProviderFailure } from '../types.ts';
import { NoTokenError } from './token.ts';

/** What the SDK has thrown, read by the error's code and the answer's status: never by its text. */
export function explain(error: unknown, nowMs: number): ProviderFailure {
  if (error instanceof NoTokenError) return error.failure;
  const { statusCode: status, code, response } = thrownBy(error);
  // no answer, and no error of the transport: the SDK could not read what came
  if (status === undefined) return { ok: false, outcome: 'malformed' };
  if (status >= 200 && status <= 299) return { ok: false, outcome: 'malformed', code: `HTTP ${status}` };
  const retryAfter = response?.headers?.get?.('retry-after');
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  const failure = failureOf({ status, headers }, code, nowMs);
  // RFC 9110 section 15.5.13: If-Match and If-None-Match
  return status === 412 ? { ...failure, outcome: 'conflict' } : failure;
}

/** Whether a set was asked for that is not there, in a zone that is: a zone, group or subscription that is missing has other codes. */
export function isAbsentSet(error: unknown): boolean {
  const { statusCode, code } = thrownBy(error);
  return statusCode === 404 && code === 'NotFound';
}

/** What is read of a `RestError` of @azure/core-rest-pipeline. */
type Thrown = {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers?: { readonly get?: (name: string) => string | undefined } };
};

function thrownBy(error: unknown): Thrown {
  return error instanceof Error ? (error as Thrown) : {};
}
