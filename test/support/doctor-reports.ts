// Reports of a host that is well: what the tests of causes change one thing of.
import type { InsideReport } from '../../src/doctor/inside/index.ts';
import type {
  ConnectFact,
  HandshakeFact,
  NameFact,
  OutsideReport,
  ResponseFact,
} from '../../src/doctor/outside/index.ts';

export const NAME = 'www.example.org';
export const SIX = '2001:db8::10';
export const FOUR = '192.0.2.10';
export const NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;

/** Both families answer alike on ports 80 and 443; port 80 redirects to 443; the certificate is young. */
export function healthyReport(over: Partial<OutsideReport> = {}): OutsideReport {
  return {
    kind: 'outside',
    version: 1,
    name: NAME,
    vantage: 'here',
    at: NOW,
    ms: 400,
    unmeasured: [],
    refused: [],
    reach: [
      { family: 6, state: 'works', anchors: [] },
      { family: 4, state: 'works', anchors: [] },
    ],
    names: [nameFact('AAAA', [SIX]), nameFact('A', [FOUR])],
    answers: [],
    connects: both((address, family) => [
      connectFact({ address, family, port: 80, use: 'http' }),
      connectFact({ address, family, port: 443, use: 'https' }),
      connectFact({ address, family, port: 1, use: 'closed', outcome: 'refused', errno: 'ECONNREFUSED' }),
    ]),
    handshakes: both((address, family) => [
      handshakeFact({ address, family }),
      handshakeFact({ address, family, hello: 'large' }),
      handshakeFact({ address, family, serverName: 'not-sent' }),
    ]),
    responses: both((address, family) => [
      responseFact({ address, family, path: 'challenge', status: 404 }),
      responseFact({ address, family, path: 'challenge', status: 404, agent: 'browser' }),
      responseFact({ address, family, path: 'challenge', status: 404, agent: 'bare' }),
      responseFact({
        address,
        family,
        path: 'home',
        agent: 'browser',
        status: 301,
        location: `https://${NAME}/`,
      }),
      responseFact({
        address,
        family,
        path: 'home',
        agent: 'browser',
        scheme: 'https',
        port: 443,
        bytes: 9_000,
      }),
    ]),
    latencies: both((address, family) => [
      { host: NAME, address, family, port: 443, rounds: [20, 21, 20, 22] },
    ]),
    packets: both((address, family) => [
      { host: NAME, address, family, port: 443, outcome: 'response', bytes: 9_000, ms: 60 },
    ]),
    quics: [],
    resources: [],
    traces: [],
    verdicts: [
      {
        challenge: 'http-01',
        rules: { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' },
        families: { 6: 'valid', 4: 'valid' },
        caa: 'absent',
        hops: both((address, family) => [hopFact({ address, family })]),
      },
    ],
    records: [],
    ...over,
  };
}

/** A machine with both families, a default route of each, nginx on both, no packet filter; read by root. */
export function healthyInside(over: Partial<InsideReport> = {}): InsideReport {
  return {
    kind: 'inside',
    version: 1,
    at: NOW,
    ms: 200,
    bootedAt: NOW - 30 * DAY_MS,
    root: true,
    unread: [],
    links: [{ name: 'eth0', up: true, mtu: 1_500, type: 'ether' }],
    addresses: [
      { ifname: 'eth0', address: SIX, family: 6, prefix: 64, scope: 'global', flags: ['permanent'] },
      { ifname: 'eth0', address: 'fe80::1', family: 6, prefix: 64, scope: 'link', flags: ['permanent'] },
      { ifname: 'eth0', address: FOUR, family: 4, prefix: 24, scope: 'global', flags: ['permanent'] },
    ],
    routes: [
      { family: 6, to: 'default', type: 'unicast', via: 'fe80::ff', ifname: 'eth0', protocol: 'static' },
      { family: 4, to: 'default', type: 'unicast', via: '192.0.2.1', ifname: 'eth0', protocol: 'static' },
    ],
    policyRules: [],
    neighbours: [{ family: 6, address: 'fe80::ff', ifname: 'eth0', state: 'REACHABLE', router: true }],
    sysctls: [
      { key: 'net.ipv6.conf.all.disable_ipv6', runtime: '0' },
      { key: 'net.ipv6.conf.default.disable_ipv6', runtime: '0' },
      { key: 'net.ipv6.conf.eth0.disable_ipv6', runtime: '0' },
      { key: 'net.ipv6.conf.all.forwarding', runtime: '0' },
      { key: 'net.ipv6.conf.eth0.accept_ra', runtime: '1' },
    ],
    boot: [],
    counters: [],
    listeners: both((_, family) => [
      listener(family, 80),
      listener(family, 443),
      { ...listener(family, 22), process: 'sshd' },
    ]),
    chains: [],
    savedRules: [],
    firewalls: [],
    listens: both((_, family) => [listen(family, 80), listen(family, 443)]),
    networkManagers: [],
    journal: [],
    certificates: [],
    outbound: both((_, family) => [{ family, to: 'acme-v02.api.letsencrypt.org', outcome: 'response' }]),
    arrivals: [],
    ...over,
  };
}

export function nameFact(type: string, addresses: readonly string[], over: Partial<NameFact> = {}): NameFact {
  const outcome = addresses.length > 0 ? 'answer' : 'nodata';
  return {
    host: NAME,
    role: 'subject',
    type,
    outcome,
    chain: [],
    addresses: [...addresses],
    values: [],
    ms: 20,
    ...over,
  };
}

export function connectFact(over: Partial<ConnectFact>): ConnectFact {
  const { outcome = 'response', errno } = over;
  const ending = { outcome, ...(errno !== undefined && { errno }) };
  const fact: ConnectFact = {
    host: NAME,
    address: SIX,
    family: 6,
    port: 443,
    use: 'https',
    ...ending,
    samples: [{ at: NOW, ...ending, ms: 20 }],
  };
  return { ...fact, ...over };
}

export function handshakeFact(over: Partial<HandshakeFact>): HandshakeFact {
  const done = over.outcome === undefined || over.outcome === 'response';
  return {
    host: NAME,
    address: SIX,
    family: 6,
    port: 443,
    hello: 'small',
    serverName: 'sent',
    outcome: 'response',
    ...(done && { version: 'TLSv1.3', leaf: leafFact(), chain: 'complete' as const }),
    ms: 40,
    ...over,
  };
}

export function leafFact(
  over: Partial<NonNullable<HandshakeFact['leaf']>> = {},
): NonNullable<HandshakeFact['leaf']> {
  return {
    fingerprint: 'ab'.repeat(32),
    notBefore: NOW - 10 * DAY_MS,
    notAfter: NOW + 80 * DAY_MS,
    covers: true,
    names: [NAME],
    issuer: 'CN=Example CA',
    selfSigned: false,
    ...over,
  };
}

export function responseFact(over: Partial<ResponseFact>): ResponseFact {
  return {
    host: NAME,
    address: SIX,
    family: 6,
    port: 80,
    scheme: 'http',
    path: 'home',
    agent: 'validator',
    outcome: 'response',
    phase: 'done',
    status: 200,
    server: 'nginx',
    contentType: 'text/html',
    bytes: 150,
    digest: 'cd'.repeat(32),
    connectMs: 20,
    firstByteMs: 20,
    ms: 45,
    ...over,
  };
}

type Hop = OutsideReport['verdicts'][number]['hops'][number];

export function hopFact(over: Partial<Hop>): Hop {
  return {
    hop: 0,
    host: NAME,
    address: SIX,
    family: 6,
    port: 80,
    scheme: 'http',
    phase: 'done',
    outcome: 'response',
    status: 404,
    body: 'not-read',
    ms: 45,
    ...over,
  };
}

function listener(family: 6 | 4, port: number): InsideReport['listeners'][number] {
  const address = family === 6 ? '::' : '0.0.0.0';
  return {
    protocol: 'tcp',
    family,
    address,
    port,
    ...(family === 6 && { v6only: true }),
    process: 'nginx',
  };
}

function listen(family: 6 | 4, port: number): InsideReport['listens'][number] {
  return {
    software: 'nginx',
    directive: family === 6 ? `listen [::]:${port}` : `listen ${port}`,
    file: '/etc/nginx/sites-enabled/www',
    line: family === 6 ? 3 : 2,
    families: [family],
    address: family === 6 ? '::' : '0.0.0.0',
    port,
    tls: port === 443,
    proxyProtocol: false,
    names: [NAME],
    isDefault: false,
    root: '/srv/www',
  };
}

function both<T>(of: (address: string, family: 6 | 4) => readonly T[]): T[] {
  return [...of(SIX, 6), ...of(FOUR, 4)];
}
