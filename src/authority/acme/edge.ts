import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Fault, fault } from '../../core/index.ts';
import { StoreError } from '../../store/index.ts';
import type { Acme } from './acme.ts';
import { readBody } from './body.ts';
import { type Endpoint, runSteps } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Exchange, Reply } from './exchange.ts';
import { BODY_BYTES_MAX, ECHO_CHARS_MAX, TROUBLE_LOG_MS } from './limits.ts';
import { addressOf, type DirectoryPaths, link } from './paths.ts';
import { entryOf, problemOf, refusalHeaders } from './render.ts';
import { createRoutes, type Place, readTarget } from './routes.ts';

/**
 * Takes every request of the ACME server, straight from Node's: reads its body, finds its endpoint, runs its steps and writes the
 * reply. Nothing else stands between, as each of a certificate's requests would pay for it.
 */
export function createEdge(acme: Acme): (request: IncomingMessage, response: ServerResponse) => void {
  const routes = createRoutes(acme.settings.directories, ENDPOINTS);
  return (request, response) => {
    const { path, query } = readTarget(request.url ?? '');
    const place = routes(path);
    const about: About = { request, response, acme, ...(place && { directory: place.directory }) };
    answer(place, query, about).catch((error: unknown) => {
      thrown(error, 'edge', acme); // a reply that cannot be written is a bug
      response.destroy();
    });
  };
}

/** A request with what is needed to reply to it. */
type About = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acme: Acme;
  readonly directory?: DirectoryPaths;
};

async function answer(place: Place | undefined, query: string, about: About): Promise<void> {
  const { request, response, acme } = about;
  const { method = '', url = '' } = request;
  const body = await readBody(request, BODY_BYTES_MAX);
  if (!body.ok) {
    response.setHeader('connection', 'close'); // what follows of the body is not read
    return refuse(body.fault, about);
  }
  if (place === undefined)
    return refuse(fault('resourceUnknown', { path: url.slice(0, ECHO_CHARS_MAX) }), about);
  const endpoint = place.endpoints.get(method);
  if (endpoint === undefined) {
    const allowed = [...place.endpoints.keys()].join(', ');
    return refuse(fault('methodNotAllowed', { method, allowed }), about);
  }
  const exchange = beginExchange(place, body.value, query, about);
  let refusal: Fault | undefined;
  try {
    refusal = await runSteps(endpoint, exchange, acme);
  } catch (error) {
    refusal = thrown(error, endpoint.name, acme);
  }
  if (refusal !== undefined) return refuse(refusal, about);
  return send(exchange, exchange.reply ?? { status: 200 }, endpoint, about);
}

function beginExchange(
  { directory, params }: Place,
  body: Uint8Array,
  query: string,
  { request, acme }: About,
): Exchange {
  const authority = authorityOf(request);
  return {
    directory,
    method: request.method ?? '',
    target: request.url ?? '',
    authority,
    base: `${acme.settings.scheme}://${authority}`,
    address: request.socket.remoteAddress ?? '',
    contentType: request.headers['content-type'] ?? '',
    body,
    params,
    query,
    now: acme.clock.now(),
  };
}

function send(
  exchange: Exchange,
  { status, body, text, location, links = [], retryAfterSeconds, noStore }: Reply,
  endpoint: Endpoint,
  { response, acme: { nonces } }: About,
): void {
  const headers: OutgoingHttpHeaders = {};
  if (exchange.method === 'POST' || noStore === true) headers['replay-nonce'] = nonces.issue();
  if (noStore === true) headers['cache-control'] = 'no-store';
  if (location !== undefined) headers['location'] = location;
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  const index = endpoint.path === '/directory' ? [] : [link(addressOf.directory(exchange), 'index')];
  const allLinks = [...index, ...links];
  if (allLinks.length > 0) headers['link'] = allLinks;
  if (text !== undefined) return write(response, status, headers, text.type, text.content);
  return write(response, status, headers, 'application/json', body === undefined ? '' : JSON.stringify(body));
}

/** Every refusal leaves here: problem document, headers, log. A client's mistake is `debug`: nobody can flood the log. */
function refuse(refusal: Fault, { request, response, directory, acme }: About): void {
  const { settings, nonces, log } = acme;
  const { documentation } = settings;
  const problem = problemOf(refusal, documentation);
  const { links, location, retryAfterSeconds, allow } = refusalHeaders(refusal, documentation);
  const { blame } = entryOf(refusal);
  if (blame !== 'server') log.debug({ code: refusal.code, path: request.url }, 'request refused');

  const headers: OutgoingHttpHeaders = {};
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
  write(response, problem.status, headers, 'application/problem+json', JSON.stringify(problem));
}

function write(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  type: string,
  text: string,
): void {
  if (text !== '') headers['content-type'] = type;
  if (status !== 204) headers['content-length'] = Buffer.byteLength(text); // RFC 9110 section 8.6
  response.writeHead(status, headers).end(text);
}

function authorityOf({ headers: { host, ':authority': authority } }: IncomingMessage): string {
  return (typeof authority === 'string' ? authority : (host ?? '')).toLowerCase();
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
