// A provider's API, played strictly: a handler that asserts what every request has to be, and now and then something else in its place.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly method: string;
  /** Below the API's base path, decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  /** Exact bytes, as text. */
  readonly body: string;
  /** Path and query as they came. */
  readonly target: string;
};
export type Answered = {
  readonly status: number;
  /** An object is sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Play = (response: ServerResponse) => void;

export type PlayedApi = {
  /** With the base path. */
  readonly url: string;
  readonly port: number;
  readonly asked: readonly Asked[];
  /** The next request, or one so many after it, is not for the handler: it gets this. */
  next(play: Play, after?: number): void;
  /** Runs just before the handler sees the next request of this method: another program does something meanwhile. */
  before(method: string, run: () => void): void;
  /** Asserts that no request was wrong. */
  close(): Promise<void>;
};

/** What the handler does not find as the API's description has it, it throws: the request is refused, and `close` tells of it. */
export async function playApi(
  basePath: string,
  handle: (asked: Asked) => Answered,
  tls?: { readonly key: string; readonly cert: string },
): Promise<PlayedApi> {
  const wrong: string[] = [];
  const all: Asked[] = [];
  const plays: (Play | undefined)[] = [];
  const meanwhile: { method: string; run: () => void }[] = [];

  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const target = request.url ?? '';
    const url = new URL(target, 'http://played.invalid');
    const { method = '', headers } = request;
    const path = decodeURIComponent(url.pathname.slice(basePath.length));
    const asked: Asked = { method, path, query: Object.fromEntries(url.searchParams), headers, body, target };
    all.push(asked);
    const play = plays.shift();
    if (play !== undefined) return play(response);
    try {
      assert.ok(url.pathname.startsWith(`${basePath}/`), `below ${basePath}: ${target}`);
      const index = meanwhile.findIndex((one) => one.method === method);
      if (index !== -1) meanwhile.splice(index, 1)[0]?.run();
      send(response, handle(asked));
    } catch (error) {
      wrong.push(`${method} ${target} ${body}\n${String(error)}`);
      send(response, { status: 400, body: { wrong: true } });
    }
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => answer(request, response, body));
  };
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
  server.unref(); // a test that fails before it closes it must not wait for it
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}${basePath}` : `https://localhost:${port}${basePath}`,
    port,
    asked: all,
    next(play, after = 0) {
      plays[after] = play;
    },
    before: (method, run) => meanwhile.push({ method, run }),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      assert.deepEqual(wrong, []);
    },
  };
}

/** An answer as it is, in place of the handler's. */
export function says(status: number, body?: unknown, headers?: Readonly<Record<string, string>>): Play {
  return (response) => send(response, { status, body, ...(headers && { headers }) });
}

/** A header and a body that never ends. */
export function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(65_536, ' ');
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

/** Takes the question, and never answers. */
export function silent(): void {}

/** The body of a request, that has to be sent as JSON (and as nothing else). */
export function jsonOf(asked: Asked): unknown {
  assert.equal(asked.headers['content-type'], 'application/json', 'content type');
  assert.equal(asked.headers['content-length'], String(Buffer.byteLength(asked.body)), 'content length');
  return JSON.parse(asked.body);
}

/** A request without a body has none of a body's headers that would say something else. */
export function noBody(asked: Asked): void {
  assert.equal(asked.body, '', 'no body');
  assert.equal(asked.headers['content-type'], undefined, 'no content type');
}

function send(response: ServerResponse, { status, body, headers }: Answered): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { ...(text !== '' && { 'content-type': 'application/json' }), ...headers });
  response.end(text);
}
