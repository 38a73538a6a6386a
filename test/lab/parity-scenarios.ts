// Rows 1 to 10 of the parity matrix: what is broken, and what each retry rule must say of it. Every scenario has a name and
// addresses of its own on the node `web`, so that all run side by side in one network.
import type { RetryRule } from '../../src/core/index.ts';
import type { Network } from '../support/namespaces.ts';
import { drop, reset, staleAddress, unreachable } from './faults.ts';
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

const ALL_VALID = { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' } as const;
const ALL_INVALID = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;
const NOT_DOCUMENTED = { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' } as const;
const PER_HOP_ONLY = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'valid' } as const;

type Family = 6 | 4;
const socket = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
const webroot = (at: Place, families: readonly Family[] = [6, 4]): Vhost => ({
  listen: families.map((family) => socket(family === 6 ? at.v6 : at.v4, 80)),
  serve: 'webroot',
});
const https = (addresses: readonly string[], tls: Vhost['tls'] = 'certificate'): Vhost => ({
  listen: addresses.map((address) => socket(address, 443)),
  tls: tls ?? 'certificate',
  serve: 'webroot',
});
const redirect = (addresses: readonly string[], host: string): Vhost => ({
  listen: addresses.map((address) => socket(address, 80)),
  serve: { directive: `return 301 https://${host}$request_uri;` },
});
const dual = (at: Place) => [{ name: at.name, v6: [at.v6], v4: [at.v4] }];
const once = (...attempts: string[]) => ({ documented: attempts, boulder: attempts, 'per-hop': attempts });
const retried = (first: string) => ({
  documented: [first],
  boulder: [first, '4:80 response'],
  'per-hop': [first, '4:80 response'],
});

export const SCENARIOS: readonly Scenario[] = [
  {
    row: '0a',
    what: 'both families good',
    dns: dual,
    web: (at) => [webroot(at)],
    expect: ALL_VALID,
    attempts: once('6:80 response'),
  },
  {
    row: '0b',
    what: 'IPv6 only',
    dns: (at) => [{ name: at.name, v6: [at.v6] }],
    web: (at) => [webroot(at, [6])],
    expect: ALL_VALID,
    attempts: once('6:80 response'),
  },
  {
    row: '0c',
    what: 'IPv4 only',
    dns: (at) => [{ name: at.name, v4: [at.v4] }],
    web: (at) => [webroot(at, [4])],
    expect: ALL_VALID,
    attempts: once('4:80 response'),
  },
  {
    row: '0d',
    what: 'IPv6 only, dropped',
    dns: (at) => [{ name: at.name, v6: [at.v6] }],
    web: (at) => [webroot(at, [6])],
    fault: (network, at) => drop(network, { to: at.v6, port: 80 }),
    expect: ALL_INVALID,
    attempts: once('6:80 connect-timeout'),
  },
  {
    row: '1',
    what: 'IPv6 dropped, IPv4 good',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => drop(network, { to: at.v6, port: 80 }),
    expect: ALL_VALID,
    attempts: once('6:80 connect-timeout', '4:80 response'),
  },
  {
    row: '1p',
    what: 'row 1 with the production time limits',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => drop(network, { to: at.v6, port: 80 }),
    expect: ALL_VALID,
    attempts: once('6:80 connect-timeout', '4:80 response'),
    production: true,
  },
  {
    row: '2a',
    what: 'IPv6 refused by a firewall (RST)',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => reset(network, { to: at.v6, port: 80 }),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 refused'),
  },
  {
    row: '2b',
    what: 'web server listens on IPv4 only',
    dns: dual,
    web: (at) => [webroot(at, [4])],
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 refused'),
  },
  {
    row: '2c',
    what: 'ICMPv6 port unreachable',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => unreachable(network, { to: at.v6, port: 80 }, 'port-unreachable'),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 refused'),
  },
  {
    row: '3a',
    what: 'ICMPv6 no route',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => unreachable(network, { to: at.v6, port: 80 }, 'no-route'),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 unreachable'),
  },
  {
    row: '3b',
    what: 'ICMPv6 address unreachable',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => unreachable(network, { to: at.v6, port: 80 }, 'addr-unreachable'),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 unreachable'),
  },
  {
    row: '3c',
    what: 'ICMPv6 administratively prohibited',
    dns: dual,
    web: (at) => [webroot(at)],
    fault: (network, at) => unreachable(network, { to: at.v6, port: 80 }, 'admin-prohibited'),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 prohibited'),
  },
  {
    row: '3d',
    what: 'stale AAAA that nobody owns (late error)',
    dns: dual,
    web: (at) => [webroot(at, [4])],
    unowned: (at) => [at.v6],
    // production values: the router gives up on the neighbour after 3 s, before the timer of 5 s
    fault: (network, at) => staleAddress(network, at.v6),
    expect: NOT_DOCUMENTED,
    attempts: retried('6:80 unreachable'),
    production: true,
  },
  {
    row: '4a',
    what: 'IPv6 accepts, then silence',
    dns: dual,
    web: (at) => [webroot(at, [4])],
    stub: (at) => [{ mode: 'silent', address: at.v6, port: 80 }],
    expect: ALL_INVALID,
    attempts: once('6:80 first-byte-timeout'),
  },
  {
    row: '4b',
    what: 'IPv6 resets after the request',
    dns: dual,
    web: (at) => [webroot(at, [4])],
    stub: (at) => [{ mode: 'reset', address: at.v6, port: 80 }],
    expect: ALL_INVALID,
    attempts: once('6:80 reset'),
  },
  {
    row: '4c',
    what: 'wrong server behind the AAAA (404)',
    dns: dual,
    web: (at) => [webroot(at, [4]), { listen: [socket(at.v6, 80)], serve: { directive: 'return 404;' } }],
    expect: ALL_INVALID,
    attempts: once('6:80 response'),
  },
  {
    row: '4d',
    what: 'wrong server behind the AAAA (200, other content)',
    dns: dual,
    web: (at) => [webroot(at, [4]), { listen: [socket(at.v6, 80)], serve: 'wrong' }],
    expect: ALL_INVALID,
    attempts: once('6:80 response'),
  },
  {
    row: '4e',
    what: 'IPv6 forbids (403)',
    dns: dual,
    web: (at) => [webroot(at, [4]), { listen: [socket(at.v6, 80)], serve: { directive: 'return 403;' } }],
    expect: ALL_INVALID,
    attempts: once('6:80 response'),
  },
  {
    row: '4f',
    what: 'IPv6 speaks HTTP/2 on port 80',
    dns: dual,
    web: (at) => [webroot(at, [4])],
    stub: (at) => [{ mode: 'h2', address: at.v6, port: 80 }],
    expect: ALL_INVALID,
    attempts: once('6:80 malformed'),
  },
  {
    row: '5',
    what: 'IPv6 dropped on 80 and 443; IPv4 redirects to https and is good',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6, at.v4])],
    fault: (network, at) => drop(network, { to: at.v6 }),
    expect: PER_HOP_ONLY,
    attempts: {
      documented: ['6:80 connect-timeout', '4:80 response', '6:443 connect-timeout'],
      'per-hop': ['6:80 connect-timeout', '4:80 response', '6:443 connect-timeout', '4:443 response'],
    },
  },
  {
    row: '6',
    what: 'redirect to https with IPv6:443 refused, IPv4 all good',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6, at.v4])],
    fault: (network, at) => reset(network, { to: at.v6, port: 443 }),
    expect: PER_HOP_ONLY,
    attempts: {
      documented: ['6:80 response', '6:443 refused'],
      'per-hop': ['6:80 response', '6:443 refused', '4:443 response'],
    },
  },
  {
    row: '6d',
    what: 'redirect to https with IPv6:443 dropped, IPv4 all good',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6, at.v4])],
    fault: (network, at) => drop(network, { to: at.v6, port: 443 }),
    expect: PER_HOP_ONLY,
    attempts: {
      documented: ['6:80 response', '6:443 connect-timeout'],
      'per-hop': ['6:80 response', '6:443 connect-timeout', '4:443 response'],
    },
  },
  {
    row: '7',
    what: 'IPv4-only host redirects to a dual-stack host whose IPv6 is dropped',
    dns: (at) => [
      { name: at.name, v4: [at.v4] },
      { name: at.other.name, v6: [at.other.v6], v4: [at.other.v4] },
    ],
    web: (at) => [redirect([at.v4], at.other.name), https([at.other.v6, at.other.v4])],
    fault: (network, at) => drop(network, { to: at.other.v6, port: 443 }),
    expect: PER_HOP_ONLY,
    attempts: { 'per-hop': ['4:80 response', '6:443 connect-timeout', '4:443 response'] },
  },
  {
    row: '8',
    what: 'IPv4-only host redirects to a host dead over both families',
    dns: (at) => [
      { name: at.name, v4: [at.v4] },
      { name: at.other.name, v6: [at.other.v6], v4: [at.other.v4] },
    ],
    web: (at) => [redirect([at.v4], at.other.name), https([at.other.v6, at.other.v4])],
    fault: async (network, at) => {
      await drop(network, { to: at.other.v6, port: 443 });
      await drop(network, { to: at.other.v4, port: 443 });
    },
    expect: ALL_INVALID,
    attempts: { 'per-hop': ['4:80 response', '6:443 connect-timeout', '4:443 connect-timeout'] },
  },
  {
    row: '9a',
    what: 'redirect to https whose IPv6 answers with a TLS alert (no common cipher)',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6], 'no-cipher'), https([at.v4])],
    expect: ALL_INVALID,
    attempts: once('6:80 response', '6:443 tls-alert'),
  },
  {
    row: '9b',
    what: 'redirect to https whose IPv6 never answers the handshake',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v4])],
    stub: (at) => [{ mode: 'silent', address: at.v6, port: 443 }],
    expect: ALL_INVALID,
    attempts: once('6:80 response', '6:443 tls-timeout'),
  },
  {
    row: '9c',
    what: 'redirect to https whose IPv6 answers with a TLS alert (unknown name)',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6], 'reject-name'), https([at.v4])],
    expect: ALL_INVALID,
  },
  {
    row: '10',
    what: 'two AAAA, the first dead, the second good, no A',
    // BIND answers in canonical order: the lower address comes first
    dns: (at) => [{ name: at.name, v6: [at.v6, at.other.v6] }],
    web: (at) => [{ listen: [socket(at.other.v6, 80)], serve: 'webroot' }],
    fault: (network, at) => drop(network, { to: at.v6, port: 80 }),
    expect: ALL_INVALID,
    attempts: once('6:80 connect-timeout'),
  },
];
