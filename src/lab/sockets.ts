import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server as TcpServer } from 'node:net';
import type { Family } from '../core/index.ts';
import { listenAll } from '../net/index.ts';
import { PORT_TRIES } from './limits.ts';

/** UDP and TCP on one address and one port. */
export type Pair = {
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  readonly udp: UdpSocket;
  readonly tcp: TcpServer;
};
export type NotOpened = { readonly address: string; readonly port: number; readonly cause: string };

/** Opens UDP and TCP on every address with one port (0: any that is free on all), and says which address did not open, and why. */
export async function openPairs(
  addresses: readonly string[],
  port: number,
): Promise<{ readonly pairs: readonly Pair[]; readonly failed: readonly NotOpened[] }> {
  for (let tries = 1; ; tries++) {
    const opened = await openOnce(addresses, port);
    const taken = opened.failed.some(({ cause }) => cause === 'EADDRINUSE');
    if (port !== 0 || !taken || tries === PORT_TRIES) return opened;
    for (const { udp, tcp } of opened.pairs) {
      udp.close();
      tcp.close();
    }
  }
}

/** A UDP socket, or the kernel's code for why there is none. */
export async function openUdp(address: string, port: number): Promise<UdpSocket | string> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) });
  try {
    socket.bind({ address, port });
    await once(socket, 'listening');
    // an ICMP error to an answer is the client's matter
    socket.on('error', () => {});
    return socket;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

async function openOnce(addresses: readonly string[], port: number) {
  const tcp = await listenAll({ addresses, port }, () => createServer());
  const pairs: Pair[] = [];
  const failed: NotOpened[] = tcp.failed.map(({ address, port, errno }) => ({ address, port, cause: errno }));
  for (const bound of tcp.bound) {
    const { address, family, port } = bound;
    const udp = await openUdp(address, port);
    if (typeof udp !== 'string') pairs.push({ address, family, port, udp, tcp: bound.server });
    else {
      bound.server.close();
      failed.push({ address, port, cause: udp });
    }
  }
  return { pairs, failed };
}
