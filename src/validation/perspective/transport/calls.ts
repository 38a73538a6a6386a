import { type ClientHttp2Session, type ClientHttp2Stream, constants } from 'node:http2';
import type { Clock } from '../../../core/index.ts';
import type { Until } from '../types.ts';
import { ANSWER_BYTES_MAX, STREAMS_MAX } from './limits.ts';
import type { Ask, Call, CallResult } from './types.ts';

/** Asks over a session in which this end is the HTTP/2 client. When the session dies, everything that runs ends as `unreachable`. */
export function createCalls(session: ClientHttp2Session, clock: Clock): Call {
  let open = 0;
  return (ask, until) => {
    if (session.destroyed || session.closed || open >= STREAMS_MAX) return Promise.resolve(UNREACHABLE);
    const leftMs = until.deadlineMs - clock.monotonic();
    if (leftMs <= 0 || until.signal.stopped) return Promise.resolve(TIMEOUT);
    const stream = begin(session, ask);
    if (stream === undefined) return Promise.resolve(UNREACHABLE);
    open++;
    return collect(stream, clock, until, leftMs).finally(() => open--);
  };
}

const UNREACHABLE: CallResult = { answered: false, outcome: 'unreachable' };
const TIMEOUT: CallResult = { answered: false, outcome: 'timeout' };
const MALFORMED: CallResult = { answered: false, outcome: 'malformed' };

/** Undefined where the session takes no more: it is going away. */
function begin(session: ClientHttp2Session, { method, path, body }: Ask): ClientHttp2Stream | undefined {
  try {
    const headers = { ':method': method, ':path': path, 'content-type': 'application/json' };
    const stream = session.request(headers, { endStream: body === undefined });
    stream.on('error', () => {}); // told by its close
    if (body !== undefined) stream.end(body);
    return stream;
  } catch {
    return undefined;
  }
}

function collect(stream: ClientHttp2Stream, clock: Clock, until: Until, leftMs: number): Promise<CallResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let status = 0;
    let whole = false;
    const settle = (result: CallResult) => {
      stopTimer();
      stayOn();
      resolve(result);
      // the other end need not go on: it is told so
      if (!stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    };
    const stopTimer = clock.after(leftMs, () => settle(TIMEOUT));
    const stayOn = until.signal.onStop(() => settle(TIMEOUT));
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) settle(MALFORMED);
      else chunks.push(chunk);
    });
    stream.once('end', () => {
      whole = status !== 0 && !stream.aborted;
    });
    stream.once('close', () => {
      const good = whole && stream.rstCode === constants.NGHTTP2_NO_ERROR;
      settle(good ? { answered: true, status, body: Buffer.concat(chunks).toString() } : UNREACHABLE);
    });
  });
}
