// What a scenario of the parity matrix is, and the words that its rows are written in.
import type { RetryRule } from '../../src/core/index.ts';
import type { Network } from '../support/namespaces.ts';
import type { Vhost } from './nginx.ts';

/** The addresses that a scenario may use; which of them DNS tells and who listens is the scenario's own matter. */
export type Place = {
  readonly name: string;
  readonly v6: string;
  readonly v4: string;
  /** A second host, with a name of its own, for redirects and second addresses. */
  readonly other: { readonly name: string; readonly v6: string; readonly v4: string };
};

export type Scenario = {
  /** Row of the matrix and a letter for its variant, or a word for a control. */
  readonly row: string;
  readonly what: string;
  readonly dns: (at: Place) => readonly { name: string; v6?: readonly string[]; v4?: readonly string[] }[];
  readonly web: (at: Place) => readonly Vhost[];
  /** Address, port and misbehaviour of a stub server (see stub-server.ts). */
  readonly stub?: (
    at: Place,
  ) => readonly { mode: 'silent' | 'reset' | 'h2'; address: string; port: number }[];
  readonly fault?: (network: Network, at: Place) => Promise<void>;
  /** v6 addresses that DNS tells and nobody owns. */
  readonly unowned?: (at: Place) => readonly string[];
  readonly expect: Readonly<Record<RetryRule, 'valid' | 'invalid'>>;
  /** Attempts that a rule must have made, as `family:port outcome`, where the row says how many or which. */
  readonly attempts?: Partial<Readonly<Record<RetryRule, readonly string[]>>>;
  /** Must hold without the scaled timers too: run with production values. */
  readonly production?: true;
};

export const ALL_VALID = { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' } as const;
export const ALL_INVALID = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;
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
export const dual = (at: Place) => [{ name: at.name, v6: [at.v6], v4: [at.v4] }];
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
