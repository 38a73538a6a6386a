/**
 * RFC 8555 section 9.7.7. A `dns` value is always lower-case A-labels without a trailing dot; in an order it may begin
 * with `*.`, in an authorization it never does (`wildcard` says so instead). An `ip` value (RFC 8738 section 3) is an address
 * in canonical text (RFC 5952 for IPv6).
 */
export type Identifier = { readonly type: 'dns' | 'ip'; readonly value: string };

/** An identifier as texts name it: an address says that it is one, as in openssl's `IP:2001:db8::1`. */
export function identifierText({ type, value }: Identifier): string {
  return type === 'ip' ? `IP:${value}` : value;
}

/** Is the host name the domain itself or below it, by whole labels? Both in lower-case A-labels, without a dot at the end. */
export function isAtOrBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** RFC 8555 section 9.7.8, and the two drafts: `dns-account-01`, `dns-persist-01`. */
export type ChallengeType = 'http-01' | 'dns-01' | 'tls-alpn-01' | 'dns-account-01' | 'dns-persist-01';
export const CHALLENGE_TYPES: readonly ChallengeType[] = [
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'dns-account-01',
  'dns-persist-01',
];

/** The three named retry rules (src/validation/rules.ts): when a failed IPv6 attempt is followed by one over IPv4. */
export type RetryRule = 'documented' | 'boulder' | 'per-hop';
export const RETRY_RULES: readonly RetryRule[] = ['documented', 'boulder', 'per-hop'];

/** What a rule says of the evidence at hand. `not-measured`: it asks for an attempt that nobody made. */
export type Judgement = 'valid' | 'invalid' | 'not-measured';

/** CAA records (RFC 8659): not looked up; looked up and recorded, without effect; obeyed. */
export type CaaMode = 'off' | 'advisory' | 'enforce';

/** The regions of the five registries, by which perspectives count as distinct (BR 3.2.2.9). */
export type Region = 'ARIN' | 'RIPE' | 'APNIC' | 'LACNIC' | 'AFRINIC';
export const REGIONS: readonly Region[] = ['ARIN', 'RIPE', 'APNIC', 'LACNIC', 'AFRINIC'];
