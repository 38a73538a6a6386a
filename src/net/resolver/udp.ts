import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock, StopSignal } from '../../core/index.ts';
import { literal } from '../literal.ts';
import { DATAGRAMS_IGNORED_MAX } from './limits.ts';
import type { Asked } from './query.ts';
import { endingOf } from './transport.ts';
import type { Ending } from './transport.ts';
import type { Server } from './types.ts';

/** Sends a query once and waits at most `timeoutMs` for what answers it. Leaves no socket behind; never rejects. */
export type UdpExchange = (
  server: Server,
  query: Asked,
  timeoutMs: number,
  signal?: StopSignal,
) => Promise<Ending>;

/**
 * Questions to one server that are under way at the same time share a socket; it is closed with the last of them, and the next
 * question has a new one. For one validation: others have sockets of their own. Each socket is connected and has a port that the
 * kernel draws, so that only the asked server is heard and a closed port is an error at once.
 */
export function createUdpExchange(clock: Clock): UdpExchange {
  const sockets = new Map<string, Shared>();
  return (server, query, timeoutMs, signal) => {
    const key = `${server.address} ${server.port}`;
    const open = sockets.get(key);
    if (open !== undefined) return open.ask(query, timeoutMs, signal);
    const opened = openShared(server, clock, () => sockets.delete(key));
    sockets.set(key, opened);
    return opened.ask(query, timeoutMs, signal);
  };
}

type Shared = { readonly ask: (query: Asked, timeoutMs: number, signal?: StopSignal) => Promise<Ending> };
type UnderWay = { readonly query: Asked; readonly settle: (ending: Ending) => void; ignored: number };

function openShared(server: Server, clock: Clock, closed: () => void): Shared {
  const socket = createSocket({ type: isIPv6(server.address) ? 'udp6' : 'udp4', lookup: literal });
  const underWay = new Set<UnderWay>();
  let state: 'new' | 'connecting' | 'connected' = 'new';

  const settleAll = (ending: Ending): void => {
    for (const one of underWay) one.settle(ending);
  };
  const send = ({ query, settle }: UnderWay): void =>
    socket.send(query.bytes, (error) => {
      if (error !== null) settle(endingOf(error));
    });
  socket.on('error', (error) => settleAll(endingOf(error)));
  socket.on('connect', () => {
    state = 'connected';
    for (const one of underWay) send(one);
  });
  socket.on('message', (bytes) => {
    let fits = false;
    for (const one of underWay) {
      const judged = one.query.judge(bytes, 'udp');
      if (judged.kind === 'ignore') continue;
      fits = true;
      one.settle(judged);
    }
    if (fits) return;
    for (const one of underWay) {
      if (++one.ignored >= DATAGRAMS_IGNORED_MAX) one.settle({ kind: 'over-tcp', why: 'noise' });
    }
  });

  function connect(): void {
    state = 'connecting';
    try {
      socket.connect(server.port, server.address);
    } catch (error) {
      settleAll(endingOf(error as NodeJS.ErrnoException));
    }
  }

  return {
    ask: (query, timeoutMs, signal) =>
      new Promise((resolve) => {
        const settle = (ending: Ending) => {
          if (!underWay.delete(one)) return;
          stopTimer();
          forget?.();
          if (underWay.size === 0) {
            closed();
            socket.close(); // its error listener stays: a late error must not be thrown
          }
          resolve(ending);
        };
        const one: UnderWay = { query, settle, ignored: 0 };
        const stopTimer = clock.after(timeoutMs, () => settle({ kind: 'timeout' }));
        const forget = signal?.onStop(() => settle({ kind: 'timeout' }));
        underWay.add(one);
        if (state === 'new') connect();
        else if (state === 'connected') send(one);
      }),
  };
}
