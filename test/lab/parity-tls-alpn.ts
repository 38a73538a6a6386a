// Row 15: tls-alpn-01 with one family broken. There is one handshake per family and no redirect; the documented rule knows no
// retry outside of http-01, Boulder's code tries IPv4 after anything that went wrong before a certificate was shown.
import { challengeCertificate } from '../support/tls-alpn.ts';
import { drop, reset } from './faults.ts';
import {
  ALL_INVALID,
  ALL_VALID,
  dual,
  KEY_AUTHORIZATION,
  NOT_DOCUMENTED,
  once,
  type Place,
  type Scenario,
} from './parity-shape.ts';
import type { StubServer } from './stubs.ts';

const BASE = { type: 'tls-alpn-01', dns: dual } as const;

export const TLS_ALPN: readonly Scenario[] = [
  {
    ...BASE,
    row: '15a',
    what: 'tls-alpn-01, both families good',
    stub: (at) => [right(at, at.v6), right(at, at.v4)],
    expect: ALL_VALID,
    attempts: once('6:443 response'),
  },
  {
    ...BASE,
    row: '15b',
    what: 'tls-alpn-01, IPv6 refuses the protocol (TLS alert), IPv4 right',
    stub: (at) => [{ ...right(at, at.v6), protocols: ['http/1.1'] }, right(at, at.v4)],
    expect: NOT_DOCUMENTED,
    attempts: afterwards('6:443 tls-alert'),
  },
  {
    ...BASE,
    row: '15c',
    what: 'tls-alpn-01, IPv6 silent in the handshake, IPv4 right',
    stub: (at) => [{ mode: 'silent', address: at.v6, port: 443 }, right(at, at.v4)],
    expect: NOT_DOCUMENTED,
    attempts: afterwards('6:443 tls-timeout'),
  },
  {
    ...BASE,
    row: '15d',
    what: 'tls-alpn-01, IPv6 dropped, IPv4 right',
    stub: (at) => [right(at, at.v4)],
    fault: (network, at) => drop(network, { to: at.v6, port: 443 }),
    expect: NOT_DOCUMENTED,
    attempts: afterwards('6:443 connect-timeout'),
  },
  {
    ...BASE,
    row: '15e',
    what: 'tls-alpn-01, IPv6 refused, IPv4 right',
    stub: (at) => [right(at, at.v4)],
    fault: (network, at) => reset(network, { to: at.v6, port: 443 }),
    expect: NOT_DOCUMENTED,
    attempts: afterwards('6:443 refused'),
  },
  {
    ...BASE,
    row: '15f',
    what: 'tls-alpn-01, IPv6 shows a certificate for another challenge, IPv4 right',
    stub: (at) => [right(at, at.v6, 'another.authorization'), right(at, at.v4)],
    expect: ALL_INVALID,
    attempts: once('6:443 response'),
  },
  {
    ...BASE,
    row: '15g',
    what: 'tls-alpn-01, IPv6 only, TLS alert',
    dns: (at) => [{ name: at.name, v6: [at.v6] }],
    stub: (at) => [{ ...right(at, at.v6), protocols: ['http/1.1'] }],
    expect: ALL_INVALID,
    attempts: once('6:443 tls-alert'),
  },
];

type TlsStub = Extract<StubServer, { mode: 'tls' }>;

function right(at: Place, address: string, keyAuthorization = KEY_AUTHORIZATION): TlsStub {
  const { pem, keyPem } = challengeCertificate(at.name, keyAuthorization);
  return { mode: 'tls', address, port: 443, protocols: ['acme-tls/1'], cert: pem, key: keyPem };
}

function afterwards(first: string): NonNullable<Scenario['attempts']> {
  return {
    documented: [first],
    boulder: [first, '4:443 response'],
    'per-hop': [first, '4:443 response'],
  };
}
