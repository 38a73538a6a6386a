// Rows 5 to 10: redirects whose target is broken over IPv6, and a second address that nobody tries.
import { drop, reset } from './faults.ts';
import {
  ALL_INVALID,
  PER_HOP_ONLY,
  socket,
  https,
  redirect,
  dual,
  once,
  type Scenario,
} from './parity-shape.ts';

export const REDIRECTS: readonly Scenario[] = [
  {
    row: '5',
    what: 'IPv6 dropped on 80 and 443; IPv4 redirects to https and is good',
    dns: dual,
    web: (at) => [redirect([at.v6, at.v4], at.name), https([at.v6, at.v4])],
    fault: (network, at) => drop(network, { to: at.v6 }),
    expect: PER_HOP_ONLY,
    attempts: {
      documented: ['6:80 connect-timeout', '4:80 response', '6:443 connect-timeout'],
      boulder: ['6:80 connect-timeout', '4:80 response', '6:443 connect-timeout'],
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
      // the whole is fetched once more over IPv4, meets the redirect again and takes it for a loop
      boulder: ['6:80 response', '6:443 refused', '4:80 response'],
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
      boulder: ['6:80 response', '6:443 connect-timeout', '4:80 response'],
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
    attempts: {
      documented: ['4:80 response', '6:443 connect-timeout'],
      boulder: ['4:80 response', '6:443 connect-timeout'],
      'per-hop': ['4:80 response', '6:443 connect-timeout', '4:443 response'],
    },
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
    attempts: {
      documented: ['4:80 response', '6:443 connect-timeout'],
      boulder: ['4:80 response', '6:443 connect-timeout'],
      'per-hop': ['4:80 response', '6:443 connect-timeout', '4:443 connect-timeout'],
    },
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
    attempts: once('6:80 response', '6:443 tls-alert'),
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
