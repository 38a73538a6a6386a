import {
  constants,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Clock } from '../../../core/index.ts';
import type { Handlers, Reply } from '../call.ts';
import { ASK_BYTES_MAX } from '../limits.ts';
import { REQUEST_MS, UNREAD_BYTES_MAX } from './limits.ts';

/** Answers `peer` over a session in which this end is the HTTP/2 server. */
export function serveRequests(session: ServerHttp2Session, serving: Serving): void {
  const unread = { bytes: 0 };
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {}); // told by its close
    void serve(stream, headers, serving, unread);
  });
}

export type Serving = { readonly clock: Clock; readonly peer: string; readonly handlers: Handlers };

/** What one connection has sent of bodies that have not ended. */
type Unread = { bytes: number };

async function serve(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  { clock, peer, handlers }: Serving,
  unread: Unread,
): Promise<void> {
  const body = await readBody(stream, clock, unread);
  if (body === undefined) return respond(stream, TOO_LARGE);
  const path = (headers[':path'] ?? '/').split('?')[0] ?? '/';
  const asked = { method: headers[':method'] ?? '', path, body, peer };
  respond(stream, await handlers(asked).catch(() => BROKEN));
}

const TOO_LARGE: Reply = { status: 413, body: '{"error":"body"}' };
const BROKEN: Reply = { status: 500, body: '{"error":"internal"}' };

/** Undefined where it is too large or too slow, alone or with the others of its connection; then nothing more of it is kept. */
function readBody(stream: ServerHttp2Stream, clock: Clock, unread: Unread): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (body: Uint8Array | undefined) => {
      cancel();
      stream.off('data', onData);
      stream.resume(); // what still comes is thrown away
      unread.bytes -= bytes;
      bytes = 0;
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      unread.bytes += chunk.length;
      if (bytes > ASK_BYTES_MAX || unread.bytes > UNREAD_BYTES_MAX) settle(undefined);
      else chunks.push(chunk);
    };
    const cancel = clock.after(REQUEST_MS, () => settle(undefined));
    stream.on('data', onData);
    stream.once('end', () => settle(Buffer.concat(chunks)));
    stream.once('close', () => settle(undefined));
  });
}

function respond(stream: ServerHttp2Stream, { status, body }: Reply): void {
  if (stream.closed || stream.destroyed || stream.headersSent) return;
  stream.respond({ ':status': status, 'content-type': 'application/json' });
  stream.end(body);
  // a body that was too large is not waited for
  if (status === TOO_LARGE.status) stream.close(constants.NGHTTP2_NO_ERROR);
}
