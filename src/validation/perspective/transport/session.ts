import { connect, constants, type Http2Session, performServerHandshake } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../../core/index.ts';
import { createCalls } from './calls.ts';
import { startHeartbeat } from './heartbeat.ts';
import { GOODBYE_MS, HEADER_BYTES_MAX, HEADER_PAIRS_MAX, SESSION_MEGABYTES, STREAMS_MAX } from './limits.ts';
import { type Serving, serveRequests } from './requests.ts';
import type { Goodbye, Link, LinkEnd } from './types.ts';

/** This end asks over the socket, whoever dialled: it is the HTTP/2 client (RFC 9113 section 3.4). */
export function askOver(socket: TLSSocket, clock: Clock): Link {
  const session = connect('https://perspective', { ...BOUNDS, createConnection: () => socket });
  return { call: createCalls(session, clock), ...endOf(session, socket, clock) };
}

/** This end answers over the socket, whoever dialled: it is the HTTP/2 server. `streams`: at a time; `STREAMS_MAX` by default. */
export function answerOver(
  socket: TLSSocket,
  serving: Serving & { readonly streams?: number },
): Omit<Link, 'call'> {
  const maxConcurrentStreams = serving.streams ?? STREAMS_MAX;
  const session = performServerHandshake(socket, {
    ...BOUNDS,
    settings: { ...BOUNDS.settings, maxConcurrentStreams },
  });
  serveRequests(session, serving);
  return endOf(session, socket, serving.clock);
}

const BOUNDS = {
  maxSessionMemory: SESSION_MEGABYTES,
  maxHeaderListPairs: HEADER_PAIRS_MAX,
  peerMaxConcurrentStreams: STREAMS_MAX,
  settings: {
    maxConcurrentStreams: STREAMS_MAX,
    maxHeaderListSize: HEADER_BYTES_MAX,
    enablePush: false,
  },
};

/** The life of a session: heartbeats, its end and why, and how to end it. */
function endOf(session: Http2Session, socket: TLSSocket, clock: Clock): Omit<Link, 'call'> {
  let why: LinkEnd | undefined;
  let heardAt = clock.now();
  const stopBeating = startHeartbeat(
    {
      ping: (answered) =>
        !session.destroyed &&
        session.ping((error) => {
          if (error !== null) return;
          heardAt = clock.now();
          answered();
        }),
    },
    clock,
    () => {
      why ??= 'silent';
      session.destroy();
    },
  );
  session.on('error', () => {
    why ??= 'failed';
  });
  session.on('goaway', (_code: number, _last: number, data?: Uint8Array) => {
    why ??= goodbyeOf(data);
  });
  const closed = new Promise<LinkEnd>((resolve) => {
    session.once('close', () => {
      stopBeating();
      const over = () => {
        cut();
        resolve(why ?? 'closed');
      };
      // what was last said, the reason above all, may still be on its way
      const cut = clock.after(GOODBYE_MS, () => socket.destroy());
      if (socket.destroyed) over();
      else socket.once('close', over);
    });
  });
  return {
    closed,
    heardAt: () => heardAt,
    close(reason) {
      if (session.destroyed) return;
      why ??= reason;
      session.goaway(constants.NGHTTP2_NO_ERROR, 0, Buffer.from(reason));
      session.close();
      const cancel = clock.after(GOODBYE_MS, () => session.destroy());
      session.once('close', cancel);
    },
  };
}

const GOODBYES: readonly Goodbye[] = ['stopping', 'removed', 'version', 'replaced', 'not-allowed'];

function goodbyeOf(data: Uint8Array | undefined): Goodbye | undefined {
  const text = Buffer.from(data ?? []).toString();
  return GOODBYES.find((one) => one === text);
}
