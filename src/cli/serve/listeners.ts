import { constants } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
  type Server as HttpServer,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { ListenerView } from '../../console/api/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { type Bound, listenAll, type NotBound } from '../../net/index.ts';
import { boundConnections, type Connections } from './connections.ts';
import {
  CHECK_EVERY_MS,
  HANDSHAKE_MS,
  HEADERS_MAX,
  HEADERS_MS,
  KEEP_ALIVE_MS,
  REQUEST_MS,
  REQUESTS_PER_CONNECTION_MAX,
} from './limits.ts';
import type { Warning } from './types.ts';

export type ListenOptions = {
  readonly scheme: 'https' | 'http';
  readonly addresses: readonly string[];
  /** 0: the system chooses one that is free on every address. */
  readonly port: number;
  /** Ready (`await app.ready()`), not listening by itself. */
  readonly app: HttpApp;
  /** PEM, for https. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** PEM. Clients are asked for a certificate of theirs; who shows none, or another, is let in, and the application judges. */
  readonly clientCas?: readonly string[];
  /** Those of `limits.ts`, unless a test wants to see them end. In milliseconds. */
  readonly times?: ListenTimes;
};
/** Takes every request of its sockets: a Fastify application, or several of them. */
export type HttpApp = Pick<FastifyInstance, 'routing'>;
type ListenTimes = {
  readonly handshakeMs: number;
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly checkEveryMs: number;
};

/** Sockets of one scheme, one for each address, all on one port. */
export type Listeners = {
  readonly port: number;
  readonly views: readonly ListenerView[];
  readonly families: readonly (6 | 4)[];
  /** For https: from the next connection on. */
  setCertificate(certificate: { key: string; cert: string }): void;
  /** No new connections; those that are idle are closed, the others after their answer. Resolves when none is left. */
  drain(): Promise<void>;
  /** Whatever is still open is cut off. */
  close(): Promise<void>;
};

/**
 * Opens one socket for each address (IPv6 sockets take IPv6 only). A family that this machine lacks is left out with a
 * warning, as long as another address is there; any other failure is a fault.
 */
export async function openListeners(
  options: ListenOptions,
  warn: (warning: Warning) => void,
): Promise<Result<Listeners>> {
  const { scheme, addresses, port } = options;
  const servers: Bounded[] = [];
  const { bound, failed } = await listenAll({ addresses, port }, () => {
    const server = createServer(options);
    servers.push({ server, connections: boundConnections(server) });
    return server;
  });
  const open = servers.filter(({ server }) => server.listening);
  const failure = listenFailures({ bound, failed }, scheme, warn);
  if (failure !== undefined) {
    await closeAll(open);
    return failure;
  }
  return ok(toListeners(open, bound, options));
}

type Server = HttpServer | HttpsServer;
type Bounded = { readonly server: Server; readonly connections: Connections };

const TIMES: ListenTimes = {
  handshakeMs: HANDSHAKE_MS,
  headersMs: HEADERS_MS,
  requestMs: REQUEST_MS,
  keepAliveMs: KEEP_ALIVE_MS,
  checkEveryMs: CHECK_EVERY_MS,
};

function createServer(options: ListenOptions): Server {
  const { scheme, app, certificate, clientCas, times = TIMES } = options;
  const handler = (request: IncomingMessage, response: ServerResponse) => app.routing(request, response);
  const bounds = {
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.keepAliveMs,
    connectionsCheckingInterval: times.checkEveryMs,
  };
  const server =
    scheme === 'http'
      ? createHttpServer(bounds, handler)
      : createHttpsServer(
          {
            ...bounds,
            ...certificate,
            ...contextOf(options),
            ...(clientCas && { requestCert: true, rejectUnauthorized: false }),
            handshakeTimeout: times.handshakeMs,
            minVersion: 'TLSv1.2',
          },
          handler,
        );
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION_MAX;
  server.maxHeadersCount = HEADERS_MAX;
  return server;
}

/** With client certificates nothing is resumed, so that every connection shows its key anew. */
function contextOf({ clientCas }: ListenOptions): { ca?: string[]; secureOptions?: number } {
  return clientCas === undefined ? {} : { ca: [...clientCas], secureOptions: constants.SSL_OP_NO_TICKET };
}

/**
 * What becomes of addresses that could not be bound: a family that this machine lacks is a warning, as long as another address is
 * there; anything else is a fault.
 */
export function listenFailures(
  { bound, failed }: { readonly bound: readonly unknown[]; readonly failed: readonly NotBound[] },
  what: string,
  warn: (warning: Warning) => void,
): Failure | undefined {
  const [hard] = failed.filter((one) => !isFamilyMissing(one));
  if (hard !== undefined) {
    return fail(fault('listenFailed', { address: hard.address, port: hard.port, cause: hard.errno }));
  }
  if (bound.length === 0) return fail(fault('noListener', { what }));
  for (const family of new Set(failed.map((one) => one.family))) warn({ kind: 'family-missing', family });
  return undefined;
}
type Failure = Extract<Result<never>, { ok: false }>;

/** Has this machine nothing of this family at all? */
export function isFamilyMissing({ family, errno }: NotBound): boolean {
  if (errno === 'EAFNOSUPPORT') return true;
  if (errno !== 'EADDRNOTAVAIL') return false;
  return !Object.values(networkInterfaces()).some((list) =>
    list?.some((one) => one.family === `IPv${family}`),
  );
}

function toListeners(
  servers: readonly Bounded[],
  bound: readonly Bound[],
  options: ListenOptions,
): Listeners {
  const { scheme } = options;
  const views = bound.map(({ family, address, port }) => ({ scheme, family, address, port }));
  return {
    views,
    port: views[0]?.port ?? 0,
    families: [...new Set(views.map((view) => view.family))],
    setCertificate(certificate) {
      for (const { server } of servers)
        if ('setSecureContext' in server) server.setSecureContext({ ...certificate, ...contextOf(options) });
    },
    drain: () => closeEach(servers, ({ connections }) => connections.drain()),
    close: () => closeAll(servers),
  };
}

function closeAll(servers: readonly Bounded[]): Promise<void> {
  return closeEach(servers, ({ connections }) => connections.closeAll());
}

async function closeEach(servers: readonly Bounded[], end: (one: Bounded) => void): Promise<void> {
  await Promise.all(
    servers.map(async (one) => {
      const closed = new Promise((resolve) => one.server.close(resolve)); // also called where it is closed already
      end(one);
      await closed;
    }),
  );
}
