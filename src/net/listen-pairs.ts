import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6, type Server } from 'node:net';
import type { Family } from '../core/index.ts';
import { type ListenRequest, listenOnce, type NotBound, untilFree } from './listen.ts';
import { literal } from './literal.ts';

/** TCP and UDP on one address and one port, as a DNS server has them. */
export type Pair = {
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  readonly tcp: Server;
  readonly udp: Socket;
};
type PairNotBound = NotBound & { readonly transport: 'tcp' | 'udp' };
type Listening = { readonly pairs: readonly Pair[]; readonly failed: readonly PairNotBound[] };
type UdpOptions = {
  /** What the kernel may hold for us; it may give less. */
  readonly recvBufferSize?: number;
};

/**
 * As `listenAll`, with a UDP socket on the port of each server: an address gets both or neither. Port 0 takes one that is free
 * for both on all addresses.
 */
export function listenPairs(
  request: ListenRequest,
  makeServer: () => Server,
  options: UdpOptions = {},
): Promise<Listening> {
  return untilFree(
    request.port,
    () => pairsOnce(request, makeServer, options),
    ({ pairs }) => closePairs(pairs),
  );
}

/** No more is accepted from now on; over when all are closed, which TCP servers are after their last connection. */
export async function closePairs(pairs: readonly Pair[]): Promise<void> {
  const sockets = pairs.flatMap(({ udp, tcp }) => [udp, tcp]);
  const closed = sockets.map((one) => once(one, 'close'));
  for (const one of sockets) one.close();
  await Promise.all(closed);
}

/** A bound UDP socket, or the kernel's code for why there is none. An error of a datagram sent is its receiver's matter. */
export async function bindUdp(
  address: string,
  port: number,
  options: UdpOptions = {},
): Promise<Socket | string> {
  const type = isIPv6(address) ? 'udp6' : 'udp4';
  const socket = createSocket({ ...options, type, ipv6Only: isIPv6(address), lookup: literal });
  try {
    const listening = once(socket, 'listening'); // which comes at once, without a look-up
    socket.bind({ address, port, exclusive: true });
    await listening;
    socket.on('error', () => {});
    return socket;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

async function pairsOnce(
  request: ListenRequest,
  makeServer: () => Server,
  options: UdpOptions,
): Promise<Listening> {
  const listening = await listenOnce(request, makeServer);
  const pairs: Pair[] = [];
  const failed: PairNotBound[] = listening.failed.map((one) => ({ ...one, transport: 'tcp' }));
  for (const { address, family, port, server } of listening.bound) {
    const udp = await bindUdp(address, port, options);
    if (typeof udp !== 'string') pairs.push({ address, family, port, tcp: server, udp });
    else {
      server.close();
      failed.push({ address, family, port, errno: udp, transport: 'udp' });
    }
  }
  return { pairs, failed };
}
