import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock, StopSignal } from '../../core/index.ts';
import { literal } from '../literal.ts';
import { DATAGRAMS_IGNORED_MAX } from './limits.ts';
import type { Asked } from './query.ts';
import { endingOf } from './transport.ts';
import type { Ending } from './transport.ts';
import type { Server } from './types.ts';

/**
 * Sends the query once and waits at most `timeoutMs`. The socket is its own (the kernel draws its port) and connected, so
 * that only the asked server is heard and a closed port is an error at once. Always closes its socket; never rejects.
 */
export function exchangeUdp(
  server: Server,
  query: Asked,
  timeoutMs: number,
  clock: Clock,
  signal?: StopSignal,
): Promise<Ending> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: isIPv6(server.address) ? 'udp6' : 'udp4', lookup: literal });
    let ignored = 0;
    let open = true;
    const settle = (ending: Ending) => {
      if (!open) return;
      open = false;
      stopTimer();
      forget?.();
      socket.close(); // its error listener stays: a late error must not be thrown
      resolve(ending);
    };
    const stopTimer = clock.after(timeoutMs, () => settle({ kind: 'timeout' }));
    const forget = signal?.onStop(() => settle({ kind: 'timeout' }));
    socket.on('error', (error) => settle(endingOf(error)));
    socket.on('connect', () => {
      if (!open) return;
      socket.send(query.bytes, (error) => {
        if (error !== null) settle(endingOf(error));
      });
    });
    socket.on('message', (bytes) => {
      const judged = query.judge(bytes, 'udp');
      if (judged.kind !== 'ignore') settle(judged);
      else if (++ignored >= DATAGRAMS_IGNORED_MAX) settle({ kind: 'over-tcp', why: 'noise' });
    });
    try {
      socket.connect(server.port, server.address);
    } catch (error) {
      settle(endingOf(error as NodeJS.ErrnoException));
    }
  });
}
