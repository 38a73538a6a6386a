import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6 } from 'node:net';
import type { Server } from 'node:net';

const PORT_TRIES = 50;

export type BoundPair = {
  readonly address: string;
  readonly port: number;
  readonly udp: Socket;
  readonly tcp: Server;
};

/** Binds UDP and TCP on every address with one port; addresses that this machine lacks are left out. */
export async function bindAll(addresses: readonly string[], port: number): Promise<BoundPair[]> {
  for (let tries = 0; tries < PORT_TRIES; tries++) {
    const bound: BoundPair[] = [];
    let taken = false;
    for (const address of addresses) {
      const udp = await openUdp(address, port === 0 ? (bound[0]?.port ?? 0) : port);
      if (udp === undefined) continue;
      if (udp === 'taken') {
        taken = true;
        break;
      }
      const own = udp.address().port;
      const tcp = await openTcp(address, own);
      if (tcp === undefined) {
        udp.close();
        taken = true;
        break;
      }
      bound.push({ address, port: own, udp, tcp });
    }
    if (!taken && bound.length > 0) return bound;
    for (const { udp, tcp } of bound) {
      udp.close();
      tcp.close();
    }
  }
  throw new Error(`no port that is free on all of ${addresses.join(', ')}`);
}

async function openTcp(address: string, port: number): Promise<Server | undefined> {
  const server = createServer();
  server.listen({ host: address, port, ipv6Only: true });
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

/** A bound socket; `taken` where the port is in use; undefined where this machine has no such address. */
export async function openUdp(address: string, port: number): Promise<Socket | 'taken' | undefined> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) });
  try {
    socket.bind({ address, port });
    await once(socket, 'listening');
    socket.on('error', () => {});
    return socket;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'taken' : undefined;
  }
}
