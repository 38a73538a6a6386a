// A DNS server of bytes, over UDP and TCP on both loopback addresses and one port: what it answers is its handler's matter, and what
// came in is kept.
import { once } from 'node:events';
import type { Server as TcpServer, Socket as TcpSocket } from 'node:net';
import type { Socket as UdpSocket } from 'node:dgram';
import { bindAll } from './dns-sockets.ts';

type Received = { readonly bytes: Uint8Array; readonly transport: 'udp' | 'tcp' };

export type RawDns = {
  readonly port: number;
  /** The addresses that this machine has, of ::1 and 127.0.0.1. */
  readonly addresses: readonly string[];
  readonly received: Received[];
  close(): Promise<void>;
};

export async function startRawDns(
  handler: (bytes: Uint8Array, source: string) => Promise<Uint8Array | undefined>,
): Promise<RawDns> {
  const received: Received[] = [];
  const connections = new Set<TcpSocket>();
  const bound = await bindAll(['::1', '127.0.0.1'], 0);
  for (const { udp, tcp } of bound) {
    udp.on('message', (bytes, from) => {
      received.push({ bytes: Uint8Array.from(bytes), transport: 'udp' });
      void handler(bytes, from.address).then((reply) => {
        if (reply !== undefined) udp.send(reply, from.port, from.address);
      });
    });
    tcp.on('connection', (socket) => {
      connections.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => connections.delete(socket));
      let pending = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        pending = Buffer.concat([pending, chunk]);
        while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
          const end = 2 + pending.readUInt16BE(0);
          const bytes = Uint8Array.from(pending.subarray(2, end));
          pending = pending.subarray(end);
          received.push({ bytes, transport: 'tcp' });
          void handler(bytes, socket.remoteAddress ?? '').then((reply) => {
            if (reply === undefined || socket.destroyed) return;
            socket.write(Buffer.concat([Uint8Array.of(reply.length >> 8, reply.length & 0xff), reply]));
          });
        }
      });
    });
  }
  return {
    port: bound[0]?.port ?? 0,
    addresses: bound.map(({ address }) => address),
    received,
    async close() {
      for (const socket of connections) socket.destroy();
      await Promise.all(bound.flatMap(({ udp, tcp }) => [closed(udp), closed(tcp)]));
    },
  };
}

async function closed(server: UdpSocket | TcpServer): Promise<void> {
  const done = once(server, 'close');
  server.close();
  await done;
}
