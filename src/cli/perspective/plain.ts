import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readPrivateFile } from '../../authority/signer/index.ts';
import { parseServer } from '../../config/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { listenAll, loopbackOnly, parseAddress } from '../../net/index.ts';
import { ASK_BYTES_MAX, type Handlers, type Place } from '../../validation/index.ts';
import { boundConnections } from '../serve/connections.ts';
import { CHECK_EVERY_MS, HEADERS_MAX, HEADERS_MS, KEEP_ALIVE_MS, REQUEST_MS } from '../serve/limits.ts';

/** Open MPIC's checker over plain HTTP/1.1, for foreign coordinators behind a proxy that brings TLS. */
export type PlainListener = { readonly place: Place; stop(): Promise<void> };

export type PlainOptions = {
  /** `ADDRESS:PORT`. */
  readonly at: string;
  readonly anywhere: boolean;
  readonly apiKeyFile: string | undefined;
  readonly handlers: Handlers;
};

/** Faults: `agentPlainUsage`, `agentPlainExposed`, `listenFailed`, `keyFile*`. */
export async function listenPlain(options: PlainOptions): Promise<Result<PlainListener>> {
  const at = parseServer(options.at);
  const address = at === undefined ? undefined : parseAddress(at.address);
  if (at === undefined || address === undefined) return fail(fault('agentPlainUsage', { reason: 'address' }));
  if (!options.anywhere && !loopbackOnly.check(address).ok) {
    return fail(fault('agentPlainExposed', { address: at.address }));
  }
  if (options.apiKeyFile === undefined) return fail(fault('agentPlainUsage', { reason: 'key' }));
  const file = await readPrivateFile(options.apiKeyFile);
  if (!file.ok) return file;
  const key = Buffer.from(file.value).toString().trim();
  if (key.length < KEY_CHARS_MIN || /\s/.test(key)) return fail(fault('agentPlainUsage', { reason: 'key' }));

  const server = plainServer(key, options.handlers);
  const connections = boundConnections(server);
  const { bound, failed } = await listenAll({ addresses: [at.address], port: at.port }, () => server);
  const [first] = bound;
  if (first === undefined) {
    return fail(fault('listenFailed', { ...at, cause: failed[0]?.errno ?? 'error' }));
  }
  const { family, port } = first;
  return ok({
    place: { address: at.address, family, port },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      connections.drain();
      await closed;
    },
  });
}

const KEY_CHARS_MIN = 16;

function plainServer(key: string, handlers: Handlers): Server {
  const bounds = {
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_EVERY_MS,
  };
  const server = createServer(bounds, (request, response) => void serve(request, response, key, handlers));
  server.maxHeadersCount = HEADERS_MAX;
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
  handlers: Handlers,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const answer = (status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  if (path !== HEALTH && !isKey(request.headers['x-api-key'], key)) {
    request.resume();
    answer(401, '{"error":"x-api-key"}');
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    answer(413, '{"error":"body"}');
    return;
  }
  const reply = await handlers({ method: request.method ?? '', path, body, peer: 'plain' });
  answer(reply.status, reply.body);
}

/** Says nothing but that the process lives: what a proxy looks at. */
const HEALTH = '/healthz';

function isKey(shown: string | string[] | undefined, key: string): boolean {
  if (typeof shown !== 'string') return false;
  const [a, b] = [Buffer.from(shown), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Undefined where it is too large or broken off. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > ASK_BYTES_MAX) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
