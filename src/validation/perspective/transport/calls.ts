import { type ClientHttp2Session, type ClientHttp2Stream, constants } from 'node:http2';
import type { Clock } from '../../../core/index.ts';
import type { Call, Called } from '../call.ts';
import { ANSWER_BYTES_MAX } from '../limits.ts';
import { STREAMS_MAX } from './limits.ts';

/** Asks over a session in which this end is the HTTP/2 client. When the session dies, everything that runs ends as `unreachable`. */
export function createCalls(session: ClientHttp2Session, clock: Clock): Call {
  let open = 0;
  return (path, body, until) => {
    if (session.destroyed || session.closed || open >= STREAMS_MAX) return Promise.resolve(UNREACHABLE);
    const leftMs = until.deadlineMs - clock.monotonic();
    if (leftMs <= 0 || until.signal.stopped) return Promise.resolve(TIMEOUT);
    const stream = begin(session, path, body);
    if (stream === undefined) return Promise.resolve(UNREACHABLE);
    open++;
    return collect(stream, clock, until, leftMs).finally(() => open--);
  };
}

const UNREACHABLE: Called = { ok: false, outcome: 'unreachable' };
const TIMEOUT: Called = { ok: false, outcome: 'timeout' };
const MALFORMED: Called = { ok: false, outcome: 'malformed' };

/** Undefined where the session takes no more: it is going away. */
function begin(
  session: ClientHttp2Session,
  path: string,
  body: Uint8Array | undefined,
): ClientHttp2Stream | undefined {
  try {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { ':method': method, ':path': path, 'content-type': 'application/json' };
    const stream = session.request(headers, { endStream: body === undefined });
    stream.on('error', () => {}); // told by its close
    if (body !== undefined) stream.end(body);
    return stream;
  } catch {
    return undefined;
  }
}

function collect(
  stream: ClientHttp2Stream,
  clock: Clock,
  { signal, bytesMax = ANSWER_BYTES_MAX }: Parameters<Call>[2],
  leftMs: number,
): Promise<Called> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let status = 0;
    let whole = false;
    const settle = (result: Called) => {
      stopTimer();
      stayOn();
      resolve(result);
      // the other end need not go on: it is told so
      if (!stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    };
    const stopTimer = clock.after(leftMs, () => settle(TIMEOUT));
    const stayOn = signal.onStop(() => settle(TIMEOUT));
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) settle(MALFORMED);
      else chunks.push(chunk);
    });
    stream.once('end', () => {
      whole = status !== 0 && !stream.aborted;
    });
    stream.once('close', () => {
      const good = whole && stream.rstCode === constants.NGHTTP2_NO_ERROR;
      settle(good ? { ok: true, status, body: Buffer.concat(chunks) } : UNREACHABLE);
    });
  });
}
