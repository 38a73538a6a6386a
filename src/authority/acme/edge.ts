import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, fault } from '../../core/index.ts';
import type { Acme } from './acme.ts';
import { type Endpoint, runSteps } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Exchange, Reply } from './exchange.ts';
import { StoreError } from '../../store/index.ts';
import { BODY_BYTES_MAX, ECHO_CHARS_MAX, TROUBLE_LOG_MS } from './limits.ts';
import { addressOf, type DirectoryPaths, link } from './paths.ts';
import { entryOf, problemOf, refusalHeaders } from './render.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const EMPTY = Buffer.alloc(0);

/** Registers every endpoint of every directory; the scope's prefix is `/acme`. */
export async function mount(scope: FastifyInstance, acme: Acme): Promise<void> {
  scope.removeAllContentTypeParsers();
  // any type is read raw, so that a wrong one is refused by its step, with a problem document
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.setErrorHandler((error: FastifyError, request, reply) =>
    refuse(faultOf(error, acme), request, reply, acme),
  );
  scope.setNotFoundHandler((request, reply) => {
    const path = request.url.slice(0, ECHO_CHARS_MAX);
    return refuse(fault('resourceUnknown', { path }), request, reply, acme);
  });
  for (const directory of acme.settings.directories) mountDirectory(scope, directory, acme);
}

function mountDirectory(scope: FastifyInstance, directory: DirectoryPaths, acme: Acme): void {
  const below = directory.prefix.slice('/acme'.length);
  for (const endpoint of ENDPOINTS)
    scope.route({
      method: [...endpoint.methods],
      url: below + endpoint.path,
      handler: (request, reply) => answer(endpoint, directory, request, reply, acme),
    });
  for (const [path, methods] of methodsByPath())
    scope.route({
      method: METHODS.filter((method) => !methods.includes(method)),
      url: below + path,
      handler(request, reply) {
        const allowed = methods.join(', ');
        const refusal = fault('methodNotAllowed', { method: request.method, allowed });
        return refuse(refusal, request, reply, acme, directory);
      },
    });
}

function methodsByPath(): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, methods } of ENDPOINTS) paths.set(path, [...(paths.get(path) ?? []), ...methods]);
  return paths;
}

async function answer(
  endpoint: Endpoint,
  directory: DirectoryPaths,
  request: FastifyRequest,
  reply: FastifyReply,
  acme: Acme,
): Promise<FastifyReply> {
  const exchange = beginExchange(directory, request, acme);
  let refusal: Fault | undefined;
  try {
    refusal = await runSteps(endpoint, exchange, acme);
  } catch (error) {
    refusal = thrown(error, endpoint.name, acme);
  }
  if (refusal !== undefined) return refuse(refusal, request, reply, acme, directory);
  return send(exchange, exchange.reply ?? { status: 200 }, endpoint, reply, acme);
}

function beginExchange(directory: DirectoryPaths, request: FastifyRequest, acme: Acme): Exchange {
  const authority = authorityOf(request);
  return {
    directory,
    method: request.method,
    target: request.raw.url ?? '',
    authority,
    base: `${acme.settings.scheme}://${authority}`,
    address: request.ip,
    contentType: request.headers['content-type'] ?? '',
    body: request.body instanceof Uint8Array ? request.body : EMPTY,
    params: request.params as Exchange['params'],
    query: request.query as Exchange['query'],
    now: acme.clock.now(),
  };
}

function send(
  exchange: Exchange,
  { status, body, text, location, links = [], retryAfterSeconds, noStore }: Reply,
  endpoint: Endpoint,
  reply: FastifyReply,
  { nonces }: Acme,
): FastifyReply {
  const headers: OutgoingHttpHeaders = {};
  if (exchange.method === 'POST' || noStore === true) headers['replay-nonce'] = nonces.issue();
  if (noStore === true) headers['cache-control'] = 'no-store';
  if (location !== undefined) headers['location'] = location;
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  const index = endpoint.path === '/directory' ? [] : [link(addressOf.directory(exchange), 'index')];
  const allLinks = [...index, ...links];
  if (allLinks.length > 0) headers['link'] = allLinks;
  if (text !== undefined) return write(reply, status, headers, text.type, text.content);
  return write(reply, status, headers, 'application/json', body === undefined ? '' : JSON.stringify(body));
}

/** Every refusal leaves here: problem document, headers, log. A client's mistake is `debug`: nobody can flood the log. */
function refuse(
  refusal: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  { settings, nonces, log }: Acme,
  directory?: DirectoryPaths,
): FastifyReply {
  const { documentation } = settings;
  const problem = problemOf(refusal, documentation);
  const { links, location, retryAfterSeconds, allow } = refusalHeaders(refusal, documentation);
  const { blame } = entryOf(refusal);
  if (blame !== 'server') log.debug({ code: refusal.code, path: request.url }, 'request refused');

  const headers = { ...reply.getHeaders() } as OutgoingHttpHeaders; // fastify closes after a body that it did not read
  if (request.method === 'POST') headers['replay-nonce'] = nonces.issue();
  if (allow !== undefined) headers['allow'] = allow;
  if (location !== undefined) headers['location'] = location;
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  const base = `${settings.scheme}://${authorityOf(request)}`;
  const index =
    directory && refusal.code !== 'hostNotServed'
      ? [link(addressOf.directory({ base, directory }), 'index')]
      : [];
  const allLinks = [...index, ...links];
  if (allLinks.length > 0) headers['link'] = allLinks;
  return write(reply, problem.status, headers, 'application/problem+json', JSON.stringify(problem));
}

/** Straight to Node: fastify's own way out would add a charset, which these types do not have, and a tenth of a request's time. */
function write(
  reply: FastifyReply,
  status: number,
  headers: OutgoingHttpHeaders,
  type: string,
  text: string,
): FastifyReply {
  if (text !== '') headers['content-type'] = type;
  if (status !== 204) headers['content-length'] = Buffer.byteLength(text); // RFC 9110 section 8.6
  reply.hijack();
  reply.raw.writeHead(status, headers).end(text);
  return reply;
}

function authorityOf(request: FastifyRequest): string {
  const { host, ':authority': authority } = request.headers;
  return (typeof authority === 'string' ? authority : (host ?? '')).toLowerCase();
}

/** What fastify itself refuses before any step runs. */
function faultOf(error: FastifyError, acme: Acme): Fault {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fault('bodyTooLarge', { max: BODY_BYTES_MAX });
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return fault('contentTypeWrong', { contentType: '' });
  if (error.statusCode !== undefined && error.statusCode < 500) return fault('bodyUnreadable', {});
  return thrown(error, 'edge', acme);
}

/** The store's refusal, or a bug. Logged once a second at most: an overload is many requests. */
function thrown(error: unknown, endpoint: string, { log, clock, trouble }: Acme): Fault {
  trouble.count++;
  if (clock.monotonic() - trouble.loggedAt >= TROUBLE_LOG_MS) {
    const stack = error instanceof Error ? error.stack : undefined;
    log.error({ endpoint, error: String(error), stack, requests: trouble.count }, 'requests failed');
    trouble.loggedAt = clock.monotonic();
    trouble.count = 0;
  }
  return error instanceof StoreError ? error.fault : fault('serverInternal', {});
}
