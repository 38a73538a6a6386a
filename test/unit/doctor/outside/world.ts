// A site of real servers on loopback, over both families, and a kit whose names lead there.
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import {
  examine,
  type Kit,
  type OutsideReport,
  outsideReport,
} from '../../../../src/doctor/outside/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createFetcher,
  createQuicProber,
  createServerProber,
  createTlsProber,
  type Lookup,
  parseAddress,
  type Resolver,
} from '../../../../src/net/index.ts';
import { createValidator } from '../../../../src/validation/index.ts';
import { sharedPort } from '../../../support/shared-port.ts';
import { challengeCertificate } from '../../../support/tls-alpn.ts';

export const NAME = 'www.example.org';
const BOTH = ['::1', '127.0.0.1'] as const;
type Host = (typeof BOTH)[number];

/** What listens at one address and port: a handler of requests, or a function that gets each raw connection. */
export type Listen =
  | { readonly handle: RequestListener; readonly tls?: TlsOptions }
  | { readonly raw: (socket: Socket) => void };
export type Site = AsyncDisposable & {
  readonly kit: Kit;
  readonly ports: Kit['ports'];
  /** How many connections there were in all, and at most at the same time. */
  readonly connections: { all: number; most: number };
  look(changes?: Partial<Kit>): Promise<OutsideReport>;
};
type Names = Readonly<Record<string, readonly string[]>>;

const POLICY = createAddressPolicy({ allowed: () => [], allowLoopback: true });

/** `http` and `https`: what listens, for each address, or undefined where nothing does; `names`: of other hosts. */
export async function startSite(parts: {
  readonly http?: (host: Host, ports: Kit['ports']) => Listen | undefined;
  readonly https?: (host: Host, ports: Kit['ports']) => Listen | undefined;
  readonly names?: Names;
  readonly timeScale?: number;
}): Promise<Site> {
  const ports = { http: await sharedPort(), https: await sharedPort(), closed: await sharedPort() };
  const connections = { all: 0, most: 0 };
  const open = new Set<Socket>();
  const servers: { close(done: () => void): unknown }[] = [];
  const listen = async (what: Listen | undefined, host: Host, port: number, secure: boolean) => {
    if (what === undefined) return;
    const server = serverOf(what, secure);
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      connections.all++;
      connections.most = Math.max(connections.most, open.size);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    });
    servers.push(server);
    await new Promise<void>((resolve) =>
      server.listen({ host, port, ipv6Only: host.includes(':') }, resolve),
    );
  };
  for (const host of BOTH) {
    await listen(parts.http?.(host, ports), host, ports.http, false);
    await listen(parts.https?.(host, ports), host, ports.https, true);
  }
  const kit = createTestKit(ports, { [NAME]: BOTH, ...parts.names }, parts.timeScale ?? 1);
  return {
    kit,
    ports,
    connections,
    async look(changes = {}) {
      const report = await examine({ name: NAME, vantage: 'here' }, { ...kit, ...changes });
      return outsideReport.parse(JSON.parse(JSON.stringify(report)));
    },
    async [Symbol.asyncDispose]() {
      await kit.validator.close();
      for (const socket of open) socket.destroy();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(resolve))));
    },
  };
}

const CERTIFICATE = challengeCertificate(NAME, 'token.thumbprint');

function serverOf(what: Listen, secure: boolean): Server | ReturnType<typeof createServer> {
  if ('raw' in what) return createServer({ noDelay: true }, what.raw);
  if (!secure) return createHttpServer({ noDelay: true }, what.handle);
  const own = { key: CERTIFICATE.keyPem, cert: CERTIFICATE.pem, ...what.tls };
  return createHttpsServer({ noDelay: true, ...own }, what.handle);
}

/** Answers `/` with this page, everything else with 404. */
export function page(body: string, headers: Readonly<Record<string, string>> = {}): Listen {
  return {
    handle(request, response) {
      const home = request.url === '/';
      const type = home ? 'text/html' : 'text/plain';
      response.writeHead(home ? 200 : 404, { 'Content-Type': type, ...headers });
      response.end(home ? body : 'not found');
    },
  };
}

function createTestKit(ports: Kit['ports'], names: Names, timeScale: number): Kit {
  const clock = systemClock;
  const resolver = scripted(names);
  const parts = { clock, fetcher: createFetcher({ clock }), tlsProber: createTlsProber({ clock }) };
  return {
    clock,
    resolver: () => resolver,
    servers: createServerProber({ clock }),
    dialer: createDialer(clock),
    fetcher: parts.fetcher,
    tls: parts.tlsProber,
    quic: createQuicProber({ clock }),
    policy: POLICY,
    validator: createValidator({
      ...parts,
      resolverFor: () => resolver,
      policyFor: () => POLICY,
      rule: 'documented',
      log: silentLog,
      timeScale,
      http01Port: ports.http,
      tlsAlpn01Port: ports.https,
    }),
    anchors: [],
    ports,
    timeScale,
  };
}

function scripted(names: Names, delayMs = 0): Resolver {
  return {
    async lookup({ name, type, hop }): Promise<Lookup> {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const family = type === 'AAAA' ? 6 : type === 'A' ? 4 : 0;
      const all = (names[name] ?? []).flatMap((text) => parseAddress(text) ?? []);
      const addresses = all.filter((one) => one.family === family);
      const outcome = names[name] === undefined ? 'nxdomain' : addresses.length > 0 ? 'answer' : 'nodata';
      const texts = addresses.map(({ text }) => text);
      const evidence = { kind: 'lookup', at: 0, hop, name, type, outcome, tries: 1, ms: 0 } as const;
      return { evidence: { ...evidence, addresses: texts }, addresses, texts: [], records: [] };
    },
  };
}
