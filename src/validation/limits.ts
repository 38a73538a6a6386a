import { FETCH_LIMITS, type FetchLimits } from '../net/index.ts';

/** Every bound of one validation. Times in milliseconds; `timeScale` of the validator multiplies them for tests. */
export type ValidationLimits = {
  /** Connect time of the first of two families, of the only or last family. */
  readonly connectFirstMs: number;
  readonly connectLastMs: number;
  /** One hop's lookups (AAAA and A together). */
  readonly lookupMs: number;
  /** The whole validation, from the moment it is asked for: waiting in the queue counts. */
  readonly overallMs: number;
  /** The other phases of one attempt. */
  readonly fetch: FetchLimits;
  /** Validations that run at the same time, and that wait for it. */
  readonly concurrent: number;
  readonly waiting: number;
  /** DNS questions of all validations under way at the same time. */
  readonly lookups: number;
};

export const VALIDATION_LIMITS: ValidationLimits = {
  connectFirstMs: 5_000, // half of the last, so that the other family's retry always fits; SYN is resent after 1 s and 3 s
  connectLastMs: 10_000, // as Let's Encrypt's test configuration
  lookupMs: 15_000, // a few servers tried in turn, both types at once
  overallMs: 45_000, // lookups, 5 s + 10 s of connecting and one slow answer still fit: docs/divergences.md
  fetch: FETCH_LIMITS,
  concurrent: 4_096, // as many as can be asked for, so that none waits for another's slow target; most only wait for a SYN-ACK
  waiting: 4_096, // where fewer may run, as open files allow
  lookups: 2_048, // a socket each, at most; silent name servers hold one for 6 s and more, and two rounds of that fit
};

/**
 * The same for a process that may have only so many files open: half of them are for validations, an attempt or a lookup each, the
 * others for clients, the store and all else.
 */
export function withinOpenFiles(limits: ValidationLimits, openFiles: number): ValidationLimits {
  const third = Math.max(1, Math.floor(openFiles / 6));
  return {
    ...limits,
    concurrent: Math.min(limits.concurrent, 2 * third),
    lookups: Math.min(limits.lookups, third),
  };
}

/**
 * The pace (`pace.ts`): lookups asked together, or connections, that begin in one turn of the event loop, a third of a millisecond of work each. Four
 * made ACME requests wait ten times as long, and 2,000 validations end no sooner.
 */
export const STEPS_PER_TURN = 1;
/** Questions of one validation that begin as one step: both families of a name, or a name and its ancestors for CAA. */
export const QUESTIONS_PER_STEP = 4;
/** So many waiting steps are a crowd: more than 32 clients that order without a pause ever cause. */
export const CROWD = 64;
/**
 * In a crowd, milliseconds of beginning steps, and of not doing so. With 2,000 black-holed names at once they end after 15 s instead of
 * 7, and the ACME API's p99 is 1.5 times its idle value; with a rest of 1 ms after 10 s, and 2.5 times; with 5 ms after 21 s, and the same.
 */
export const WORK_MS = 0.5;
export const REST_MS = 3;

/** Redirects that are followed: the documented number; and one more, as Boulder's code counts (its 12th fails). */
export const REDIRECTS_DOCUMENTED = 10;
export const REDIRECTS_BOULDER = 11;

/** Characters of a redirect's path (Boulder's maxPathSize). */
export const REDIRECT_PATH_CHARS = 2_000;

/** Addresses of one family that the policy is asked about at one hop, until one may be used. */
export const ADDRESSES_CONSIDERED = 16;

/** Addresses of one lookup kept as evidence; an answer over TCP can hold 4,000, and every hop has two of them. */
export const ADDRESSES_RECORDED = 64;

/** Steps of one rule at most: each hop takes a lookup and an attempt for each address considered, and one replay doubles it. */
export const STEPS_MAX = 2 * (REDIRECTS_BOULDER + 1) * (2 + 2 * ADDRESSES_CONSIDERED);

/** How long a dns-persist-01 record proves at most, once looked at: Baseline Requirements 3.2.2.4.22. */
export const PERSIST_LASTS_MS = 10 * 86_400_000;

/** Seconds after which a client may ask again when the queue was full or the server stopped. */
export const RETRY_AFTER_SECONDS = 30;

/** How much too early a timer may fire: Node rounds to whole milliseconds of a cached clock. */
export const TIMER_SLACK_MS = 5;

/** Every time limit multiplied (`timeScale`); sizes and counts stay. */
export function scaled(limits: ValidationLimits, factor: number): ValidationLimits {
  const { fetch } = limits;
  return {
    ...limits,
    connectFirstMs: limits.connectFirstMs * factor,
    connectLastMs: limits.connectLastMs * factor,
    lookupMs: limits.lookupMs * factor,
    overallMs: limits.overallMs * factor,
    fetch: {
      ...fetch,
      connectMs: fetch.connectMs * factor,
      tlsMs: fetch.tlsMs * factor,
      firstByteMs: fetch.firstByteMs * factor,
      headersMs: fetch.headersMs * factor,
      bodyMs: fetch.bodyMs * factor,
      totalMs: fetch.totalMs * factor,
    },
  };
}
