// HTTP servers that mean harm. Each gets a raw connection; `url` is where the server itself is reached.
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** `prepare`: what takes long to make, before anybody waits for it. */
export type Serve = ((socket: Socket, url: string) => void) & { readonly prepare?: () => void };

const KIB = 1_024;
const JUNK = Buffer.alloc(64 * KIB, 'a');
const CHUNK = Buffer.concat([Buffer.from('10000\r\n'), JUNK, Buffer.from('\r\n')]);
const HEADER = Buffer.from(`X-Junk: ${'a'.repeat(1_000)}\r\n`.repeat(64));
const OK = 'HTTP/1.1 200 OK\r\n';
const DRIP_MS = 5;
/** Of what must not be whole before its time is over. */
const SLOW_DRIP_MS = 100;

export const HTTP: Readonly<Record<string, Serve>> = {
  'endless body': afterRequest(`${OK}\r\n`, flood(JUNK)),
  'endless chunked body': afterRequest(`${OK}Transfer-Encoding: chunked\r\n\r\n`, flood(CHUNK)),
  'a body that says it is a terabyte': afterRequest(
    `${OK}Content-Length: 1099511627776\r\n\r\n`,
    flood(JUNK),
  ),
  'endless chunk extensions': afterRequest(`${OK}Transfer-Encoding: chunked\r\n\r\n1;`, flood(JUNK)),
  'endless trailers': afterRequest(`${OK}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n`, flood(HEADER)),
  'endless headers': afterRequest(OK, flood(HEADER)),
  'one header without end': afterRequest(`${OK}X-Junk: `, flood(JUNK)),
  'a status line without end': afterRequest('HTTP/1.1 200 ', flood(JUNK)),
  'endless provisional responses': afterRequest(
    '',
    flood('HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n'.repeat(512)),
  ),
  'a gzip bomb': gzipped(() => gzipSync(Buffer.alloc(64 * KIB * KIB), { level: 9 })),
  'a gzip bomb of many members': gzipped(() => {
    const member = gzipSync(Buffer.alloc(4 * KIB));
    return Buffer.concat(Array.from({ length: 64 }, () => member));
  }),
  'a small gzip bomb': gzipped(() => gzipSync(Buffer.alloc(3 * KIB * KIB), { level: 9 })),
  'no first byte': afterRequest('', () => {}),
  'a drip of headers': afterRequest(`${OK}X-Drip: `, drip('a')),
  'a drip of whole headers': afterRequest(OK, drip('X-Drip: a\r\n')),
  'a drip of the body': afterRequest(`${OK}Content-Length: 100\r\n\r\n`, drip('a', SLOW_DRIP_MS)),
  'a redirect loop': afterRequest('', (socket, url) => redirect(socket, url)),
  'a redirect to itself over two': (socket, url) =>
    void socket.once('data', (request: Buffer) =>
      redirect(socket, request.includes('GET /a ') ? `${url}/b` : `${url}/a`),
    ),
  'a redirect chain without end': (socket, url) =>
    void socket.once('data', () => redirect(socket, `${url}/${Math.random()}`)),
  'redirects that are as long as can be': (socket, url) =>
    void socket.once('data', () =>
      redirect(socket, `${url}/${Math.random()}?${'q'.repeat(3_900 - url.length)}`),
    ),
  'a redirect of 60 kB': afterRequest('', (socket, url) => redirect(socket, `${url}/${'a'.repeat(60_000)}`)),
  'a redirect with a flood behind it': afterRequest('', (socket, url) => {
    socket.write(`HTTP/1.1 302 Found\r\nLocation: ${url}/next\r\n\r\n`);
    flood(JUNK)(socket, url);
  }),
};

/** Sends `head` at the first bytes of a request, and goes on with `then`. */
function afterRequest(head: string, act: Serve): Serve {
  return (socket, url) =>
    void socket.once('data', () => {
      if (head !== '') socket.write(head);
      act(socket, url);
    });
}

/** A body that is small on the way and large at its end. */
function gzipped(make: () => Uint8Array): Serve {
  let body: Uint8Array | undefined;
  const serve: Serve = (socket, url) => {
    const bytes = (body ??= make());
    const head = `${OK}Content-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\n\r\n`;
    afterRequest(head, (connection) => void connection.write(bytes))(socket, url);
  };
  return Object.assign(serve, { prepare: () => (body ??= make()) });
}

/** As fast as the other side reads. */
export function flood(piece: string | Uint8Array): Serve {
  return (socket) => {
    const pour = () => {
      while (socket.writable && socket.write(piece));
    };
    socket.on('drain', pour);
    pour();
  };
}

/** One piece every few milliseconds: never late by the byte, always by the whole. */
export function drip(piece: string | Uint8Array, ms = DRIP_MS): Serve {
  return (socket) => {
    const timer = setInterval(() => socket.writable && socket.write(piece), ms);
    socket.once('close', () => clearInterval(timer));
  };
}

function redirect(socket: Socket, location: string): void {
  socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
}
