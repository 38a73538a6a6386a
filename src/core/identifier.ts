/**
 * RFC 8555 section 9.7.7. A `dns` value is always lower-case A-labels without a trailing dot; in an order it may begin
 * with `*.`, in an authorization it never does (`wildcard` says so instead).
 */
export type Identifier = { readonly type: 'dns'; readonly value: string };

/** RFC 8555 section 9.7.8. */
export type ChallengeType = 'http-01' | 'dns-01';
export const CHALLENGE_TYPES: readonly ChallengeType[] = ['http-01', 'dns-01'];

/** The three named retry rules (src/validation/rules.ts): when a failed IPv6 attempt is followed by one over IPv4. */
export type RetryRule = 'documented' | 'boulder' | 'per-hop';
export const RETRY_RULES: readonly RetryRule[] = ['documented', 'boulder', 'per-hop'];

/** What a rule says of the evidence at hand. `not-measured`: it asks for an attempt that nobody made. */
export type Judgement = 'valid' | 'invalid' | 'not-measured';
