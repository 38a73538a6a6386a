import {
  constants,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type Clock, createStop } from '../../../core/index.ts';
import { REQUEST_BYTES_MAX, REQUEST_MS } from './limits.ts';
import type { Answer, Handler } from './types.ts';

/** Answers over a session in which this end is the HTTP/2 server. A request that is taken back tells its handler so. */
export function serveRequests(session: ServerHttp2Session, clock: Clock, handler: Handler): void {
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {}); // told by its close
    void serve(stream, headers, clock, handler);
  });
}

async function serve(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  clock: Clock,
  handler: Handler,
): Promise<void> {
  const { signal, stop } = createStop();
  stream.once('close', stop);
  const method = headers[':method'];
  const path = headers[':path'] ?? '/';
  if (method !== 'GET' && method !== 'POST') return respond(stream, NO_METHOD);
  const body = await readBody(stream, clock);
  if (body === undefined) return respond(stream, TOO_LARGE);
  if (signal.stopped) return;
  const answer = await handler({ method, path, ...(method === 'POST' && { body }), signal }).catch(
    () => BROKEN,
  );
  respond(stream, answer);
}

const NO_METHOD: Answer = { status: 405, body: '{"error":"method"}' };
const TOO_LARGE: Answer = { status: 413, body: '{"error":"body"}' };
const BROKEN: Answer = { status: 500, body: '{"error":"internal"}' };

/** Undefined where it is too large or too slow; then nothing more of it is read. */
function readBody(stream: ServerHttp2Stream, clock: Clock): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (body: string | undefined) => {
      cancel();
      resolve(body);
    };
    const cancel = clock.after(REQUEST_MS, () => settle(undefined));
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > REQUEST_BYTES_MAX) settle(undefined);
      else chunks.push(chunk);
    });
    stream.once('end', () => settle(Buffer.concat(chunks).toString()));
    stream.once('close', () => settle(undefined));
  });
}

function respond(stream: ServerHttp2Stream, { status, body }: Answer): void {
  if (stream.closed || stream.destroyed || stream.headersSent) return;
  stream.respond({ ':status': status, 'content-type': 'application/json' });
  stream.end(body);
  // a body that was too large is not waited for
  if (status === TOO_LARGE.status) stream.close(constants.NGHTTP2_NO_ERROR);
}
