// What a scenario of the parity matrix is, and the words that its rows are written in.
import type { ChallengeType, Evidence, Region, RetryRule } from '../../src/core/index.ts';
import type { LabScript } from '../../src/lab/index.ts';
import { dns01Digest } from '../../src/validation/index.ts';
import type { Network } from '../support/namespaces.ts';
import type { NameRecord } from './bind.ts';
import type { Vhost } from './nginx.ts';
import type { Answer, StubServer } from './stubs.ts';

/** The addresses that a scenario may use; which of them DNS tells and who listens is the scenario's own matter. */
export type Place = {
  readonly name: string;
  readonly v6: string;
  readonly v4: string;
  /** A second host, with a name of its own, for redirects and second addresses. */
  readonly other: { readonly name: string; readonly v6: string; readonly v4: string };
};

/** What the name server that fails on purpose knows: `sixfour lab dns`. */
export type Fakes = {
  readonly zones: LabScript['zones'];
  readonly rules?: NonNullable<LabScript['rules']>;
  /** Answers count only where DNSSEC proves them. */
  readonly dnssec?: true;
};

/** A perspective of the lab, `p1` to `p6`, and what happens to it. */
export type Elsewhere = {
  readonly name: string;
  readonly region: Region;
  /** `blocked`: refused by a firewall; `hanging`: dropped by one; `lying`: answers in the name of another; `hijacked`: told false addresses. */
  readonly does: 'passes' | 'blocked' | 'hanging' | 'lying' | 'hijacked';
};

/** `valid`; `invalid`, however; or the problem type (RFC 8555 section 6.7) with which it is refused. */
export type Expected = 'valid' | 'invalid' | 'connection' | 'unauthorized' | 'dns' | 'caa' | 'tls';

export type Scenario = {
  /** Row of the matrix and a letter for its variant. */
  readonly row: string;
  readonly what: string;
  /** Default http-01. */
  readonly type?: ChallengeType;
  /** The name to be proven; default: the place's own. */
  readonly name?: (at: Place) => string;
  readonly wildcard?: true;
  /** CAA is obeyed, and this CA is `ca.example`. */
  readonly caa?: true;
  /** Names that BIND tells. */
  readonly dns?: (at: Place) => readonly NameRecord[];
  /** Instead of BIND. */
  readonly fakes?: (at: Place) => Fakes;
  readonly web?: (at: Place) => readonly Vhost[];
  readonly stub?: (at: Place) => readonly StubServer[];
  readonly fault?: (network: Network, at: Place) => Promise<void>;
  /** v6 addresses that DNS tells and nobody owns. */
  readonly unowned?: (at: Place) => readonly string[];
  /** Places that are asked besides the CA's own, and what is wrong for each. */
  readonly perspectives?: readonly Elsewhere[];
  readonly expect: Readonly<Record<RetryRule, Expected>>;
  /** Attempts that a rule must have made, as `family:port outcome`, where the row says how many or which. */
  readonly attempts?: Partial<Readonly<Record<RetryRule, readonly string[]>>>;
  /** Things that must have been seen, each matched by some piece of evidence: that the row is played, and not something like it. */
  readonly saw?: readonly Readonly<Record<string, unknown>>[];
  /** Kinds of evidence of which there must be none. */
  readonly never?: readonly Evidence['kind'][];
  /** What the refusal must say besides what every refusal says. */
  readonly says?: RegExp;
  /** Must hold without the scaled timers too: run with production values. */
  readonly production?: true;
};

/** What every scenario is asked with. */
export const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
export const KEY_AUTHORIZATION = `${TOKEN}.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI`;
/** What the TXT record of dns-01 holds. */
export const DIGEST = dns01Digest(KEY_AUTHORIZATION);
/** The name by which CAA records mean this CA. */
export const CA_NAME = 'ca.example';
export const CHALLENGE_PATH = `/.well-known/acme-challenge/${TOKEN}`;

export const all = (expected: Expected): Scenario['expect'] => ({
  documented: expected,
  boulder: expected,
  'per-hop': expected,
});
export const ALL_VALID = all('valid');
export const ALL_INVALID = all('invalid');
export const NOT_DOCUMENTED = { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' } as const;
export const PER_HOP_ONLY = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'valid' } as const;

type Family = 6 | 4;
export const socket = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
export const webroot = (at: Place, families: readonly Family[] = [6, 4]): Vhost => ({
  listen: families.map((family) => socket(family === 6 ? at.v6 : at.v4, 80)),
  serve: 'webroot',
});
export const https = (addresses: readonly string[], tls: Vhost['tls'] = 'certificate'): Vhost => ({
  listen: addresses.map((address) => socket(address, 443)),
  tls: tls ?? 'certificate',
  serve: 'webroot',
});
export const redirect = (addresses: readonly string[], host: string): Vhost => ({
  listen: addresses.map((address) => socket(address, 80)),
  serve: { directive: `return 301 https://${host}$request_uri;` },
});
export const dual = (at: Place): readonly NameRecord[] => [{ name: at.name, v6: [at.v6], v4: [at.v4] }];
/** A scripted web server on both addresses of the place. */
export const stubWeb = (at: Place, answers: Readonly<Record<string, Answer>>): readonly StubServer[] =>
  [at.v6, at.v4].map((address) => ({ mode: 'http', address, port: 80, answers }));
export const once = (...attempts: string[]) => ({
  documented: attempts,
  boulder: attempts,
  'per-hop': attempts,
});
export const retried = (first: string) => ({
  documented: [first],
  boulder: [first, '4:80 response'],
  'per-hop': [first, '4:80 response'],
});
