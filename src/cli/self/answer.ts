import { createServer as createHttpServer } from 'node:http';
import { isIPv6, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { fail, type Family, fault, ok, type Result } from '../../core/index.ts';
import { listenAll } from '../../net/index.ts';
import { isFamilyMissing } from '../serve/listeners.ts';
import { challengeCertificate, type SelfChallenge } from './challenge.ts';
import { CONNECTION_MS, CONNECTIONS_MAX } from './limits.ts';

/** A challenge that this machine answers. */
export type Answering = {
  /** As people read them: `[::]:80`. */
  readonly places: readonly string[];
  /** Families that this machine lacks. */
  readonly missing: readonly { readonly address: string; readonly family: Family }[];
  /** How often it was asked for. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

/**
 * Answers one challenge on every address of both families, and nothing else, until it is closed. Fault `selfListenFailed`, which
 * says what to do instead.
 */
export async function answerHere(what: {
  readonly type: 'http-01' | 'tls-alpn-01';
  readonly name: string;
  readonly challenge: SelfChallenge;
  readonly port: number;
}): Promise<Result<Answering>> {
  const { type, name, challenge, port } = what;
  let asked = 0;
  const count = () => {
    asked++;
  };
  const servers: Server[] = [];
  const make = type === 'http-01' ? httpServer(challenge, count) : tlsServer(name, challenge, count);
  const { bound, failed } = await listenAll({ addresses: EVERYWHERE, port }, () => {
    const server = make();
    server.maxConnections = CONNECTIONS_MAX;
    servers.push(server);
    return server;
  });
  const close = async () => {
    await Promise.all(servers.filter(({ listening }) => listening).map((server) => closed(server)));
  };
  const hard = failed.find((one) => !isFamilyMissing(one)) ?? (bound.length === 0 ? failed[0] : undefined);
  if (hard !== undefined) {
    await close();
    const { token, keyAuthorization } = challenge;
    const { address, port: at, errno: cause } = hard;
    return fail(fault('selfListenFailed', { address, port: at, cause, type, token, keyAuthorization }));
  }
  const places = bound.map((one) => `${isIPv6(one.address) ? `[${one.address}]` : one.address}:${one.port}`);
  return ok({ places, missing: failed, asked: () => asked, close });
}

const EVERYWHERE = ['::', '0.0.0.0'];

/** RFC 8555 section 8.3: one path, nothing else. */
function httpServer({ token, keyAuthorization }: SelfChallenge, count: () => void): () => Server {
  const path = `/.well-known/acme-challenge/${token}`;
  const bounds = { headersTimeout: CONNECTION_MS, requestTimeout: CONNECTION_MS, keepAliveTimeout: 1 };
  return () =>
    createHttpServer(bounds, ({ url, method }, response) => {
      response.setHeader('connection', 'close');
      if (url !== path || method !== 'GET') return response.writeHead(404).end();
      count();
      return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(keyAuthorization);
    });
}

/** RFC 8737 section 3, and RFC 8738 for addresses: one protocol, one certificate. */
function tlsServer(name: string, challenge: SelfChallenge, count: () => void): () => Server {
  const certificate = challengeCertificate(name, challenge, Date.now());
  const options = { ...certificate, ALPNProtocols: ['acme-tls/1'], handshakeTimeout: CONNECTION_MS };
  return () =>
    createTlsServer(options, (socket) => {
      socket.on('error', () => {});
      if (socket.alpnProtocol === 'acme-tls/1') count();
      socket.end();
    });
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeAllConnections' in server) (server as ReturnType<typeof createHttpServer>).closeAllConnections();
  await done;
}
