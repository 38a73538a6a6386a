import type {
  AttemptEvidence,
  Evidence,
  Family,
  Judgement,
  LookupEvidence,
  RetryRule,
} from '../core/index.ts';
import type { Address } from '../net/index.ts';
import { REDIRECTS_BOULDER, REDIRECTS_DOCUMENTED } from './limits.ts';
import { type RedirectReason, redirectTarget } from './redirect.ts';
import { type AddressType, attemptAt, type Candidates, candidatesAt, type Place } from './seen.ts';

/**
 * What to do next under a retry rule, given everything seen so far: a pure function, the heart of validation.
 *
 * It replays the validation from its beginning over the evidence and stops at the first thing that nobody has looked at yet
 * (`lookup`, `attempt`), or at the end (`verdict`). At every hop the first usable IPv6 address is tried; only the first
 * usable address of each family counts. What follows a failure is the rule:
 * - `documented`: IPv4 only after a connect timeout and only on the first request (Let's Encrypt's documentation);
 * - `boulder`: after any failure to connect, at any hop, the *first* URL is fetched once more over IPv4 (Let's Encrypt's code,
 *   snapshot 2d00c8e27); after a redirect that replay meets the redirect's URL again and ends as a loop;
 * - `per-hop`: after any failure to connect, IPv4 at that same hop (Boulder pull request 8905).
 * No rule retries after a connection stood: not after TLS, a reset, a timeout while reading, or a wrong answer.
 */
export function next(rule: RetryRule, subject: Http01Subject, evidence: readonly Evidence[]): Step {
  const first: Place = { url: subject.url, host: subject.host, hop: 0 };
  let place = first;
  let redirects = 0;
  let replayed = false; // `boulder`: the original target has moved on to IPv4
  let earlier: AttemptEvidence | undefined;
  const visited: string[] = [subject.url];

  // bounded: every pass follows one more redirect (counted) or is the only replay
  for (;;) {
    const found = candidatesAt(evidence, place);
    if (found.missing.length > 0)
      return { do: 'lookup', hop: place.hop, name: place.host, types: found.missing };
    const tried = attemptOver(6, place, found, evidence) ?? attemptOver(4, place, found, evidence);
    if (tried === undefined) return invalid(noAddress(place, found));
    if ('do' in tried) return tried;
    let attempt = tried;

    if (attempt.outcome !== 'response') {
      const way = retryAfter(rule, attempt, place.hop, replayed);
      const second = way === undefined ? undefined : retry(way, first, place, found, evidence);
      if (second === undefined) return invalid({ kind: 'attempt', attempt, earlier });
      if ('do' in second) return second;
      earlier = attempt;
      if (way === 'replay') {
        replayed = true;
        place = first;
        visited.push(subject.url);
      }
      attempt = second;
      if (attempt.outcome !== 'response') return invalid({ kind: 'attempt', attempt, earlier });
    }

    const location = redirectOf(attempt);
    if (location === undefined) {
      const good = attempt.http?.status === 200 && attempt.http.body === 'match';
      return good
        ? { do: 'verdict', verdict: { valid: true } }
        : invalid({ kind: 'answer', attempt, earlier });
    }
    const refuse = (reason: RedirectReason) => invalid({ kind: 'redirect', attempt, reason, earlier });
    if (!subject.followRedirects) return refuse('not-followed');
    if (redirects >= REDIRECTS[rule]) return refuse('too-many');
    redirects++;
    if (attempt.http?.status === 303) return refuse('status');
    const target = redirectTarget(place.url, location, subject.extraPorts);
    if ('reason' in target) return refuse(target.reason);
    if (visited.includes(target.url)) return refuse('loop');
    visited.push(target.url);
    place = { url: target.url, host: hostOf(target.url), hop: place.hop + 1 };
  }
}

/**
 * What a rule says of evidence, by replaying `next`. `not-measured` where the rule asks for something that nobody looked at, or
 * that was given up for want of time: missing evidence is never a verdict.
 */
export function judge(rule: RetryRule, subject: Http01Subject, evidence: readonly Evidence[]): Judgement {
  return judgementOf(next(rule, subject, evidence));
}

/** What the step that a rule has come to says of the evidence it has seen. */
export function judgementOf(step: Step): Judgement {
  if (step.do !== 'verdict') return 'not-measured';
  if (step.verdict.valid) return 'valid';
  const { cause } = step.verdict;
  return cause.kind === 'attempt' && cause.attempt.outcome === 'cancelled' ? 'not-measured' : 'invalid';
}

/** What one http-01 validation begins with. */
export type Http01Subject = {
  /** RFC 8555 section 8.3: `http://<name>/.well-known/acme-challenge/<token>`, with a port where a test setting gives one. */
  readonly url: string;
  /** Of the URL, as `hostOf` gives it. */
  readonly host: string;
  /** Ports that redirects may name besides 80 and 443 (test settings). */
  readonly extraPorts: readonly number[];
  readonly followRedirects: boolean;
};

export type Step =
  | {
      readonly do: 'lookup';
      readonly hop: number;
      readonly name: string;
      readonly types: readonly AddressType[];
    }
  | AttemptStep
  | {
      readonly do: 'verdict';
      readonly verdict: { readonly valid: true } | { readonly valid: false; readonly cause: Cause };
    };

export type AttemptStep = {
  readonly do: 'attempt';
  readonly url: string;
  readonly hop: number;
  readonly address: Address;
  /** Is another family's address waiting at this hop? Then this attempt gets the shorter connect time, under every rule. */
  readonly budget: 'first' | 'last';
};

/** Why a validation failed, with the evidence that shows it. `earlier` is the attempt whose failure led to the last one. */
export type Cause =
  | Because<'attempt'>
  | Because<'answer'>
  | (Because<'redirect'> & { readonly reason: RedirectReason })
  | {
      readonly kind: 'no-address';
      readonly url: string;
      readonly lookups: readonly LookupEvidence[];
      readonly refused: readonly AttemptEvidence[];
    };
type Because<K> = {
  readonly kind: K;
  readonly attempt: AttemptEvidence;
  readonly earlier: AttemptEvidence | undefined;
};

const REDIRECTS: Readonly<Record<RetryRule, number>> = {
  documented: REDIRECTS_DOCUMENTED,
  boulder: REDIRECTS_BOULDER,
  'per-hop': REDIRECTS_BOULDER,
};

/** Is a failed attempt followed by one over IPv4, and which? */
function retryAfter(
  rule: RetryRule,
  attempt: AttemptEvidence,
  hop: number,
  replayed: boolean,
): 'here' | 'replay' | undefined {
  if (attempt.phase !== 'connect' || attempt.outcome === 'cancelled') return undefined;
  if (rule === 'boulder') return replayed ? undefined : 'replay';
  if (attempt.family !== 6) return undefined;
  if (rule === 'per-hop') return 'here';
  return hop === 0 && attempt.outcome === 'connect-timeout' ? 'here' : undefined;
}

/** The attempt over IPv4 that a rule asks for; undefined where there is no IPv4 address to retry on. */
function retry(
  way: 'here' | 'replay',
  first: Place,
  place: Place,
  found: Candidates,
  evidence: readonly Evidence[],
): AttemptEvidence | AttemptStep | undefined {
  if (way === 'here') return attemptOver(4, place, found, evidence);
  const foundFirst = candidatesAt(evidence, first);
  // a target with IPv4 only has already used it
  return foundFirst.first[6] === undefined ? undefined : attemptOver(4, first, foundFirst, evidence);
}

/** The attempt over one family at a place, or the step that would make it; undefined where that family has no address. */
export function attemptOver(
  family: Family,
  { url, hop }: Place,
  { first }: Candidates,
  evidence: readonly Evidence[],
): AttemptEvidence | AttemptStep | undefined {
  const address = first[family];
  if (address === undefined) return undefined;
  const budget = family === 6 && first[4] !== undefined ? 'first' : 'last';
  return attemptAt(evidence, hop, url, address.text) ?? { do: 'attempt', url, hop, address, budget };
}

/** The redirect target of a response that redirects; a 300, a 304 or a redirect without target is an ordinary answer. */
function redirectOf({ http }: AttemptEvidence): string | undefined {
  return http !== undefined && [301, 302, 303, 307, 308].includes(http.status) ? http.location : undefined;
}

function noAddress({ url }: Place, { lookups, refused }: Candidates): Cause {
  return { kind: 'no-address', url, lookups, refused };
}

export function invalid(cause: Cause): Step {
  return { do: 'verdict', verdict: { valid: false, cause } };
}

/** The host of a place: a name in lower case, or a literal, an IPv6 one in brackets. Parsed once: rules are asked again and again. */
export function hostOf(url: string): string {
  return new URL(url).hostname;
}
