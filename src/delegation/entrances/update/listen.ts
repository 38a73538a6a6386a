import type { Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { type Family } from '../../../core/index.ts';
import { closePairs, listenPairs, type NotBound } from '../../../net/index.ts';
import { CONNECTIONS_MAX, IDLE_MS, UPDATE_BYTES_MAX } from './limits.ts';

/** Answers one message that came from an address; undefined where nothing may be answered. */
export type AnswerMessage = (bytes: Uint8Array, source: string) => Promise<Uint8Array | undefined>;

export type UpdateListeners = {
  readonly bound: readonly { readonly address: string; readonly family: Family; readonly port: number }[];
  readonly failed: readonly NotBound[];
  close(): Promise<void>;
};

/** UDP and TCP on each address and one port, each address with both or not at all. It never throws for what the kernel says. */
export async function listenForUpdates(
  addresses: readonly string[],
  port: number,
  answer: AnswerMessage,
): Promise<UpdateListeners> {
  const connections = new Set<Socket>();
  const { pairs, failed } = await listenPairs({ addresses, port }, () => tcpServer(answer, connections));
  for (const { udp } of pairs) serveUdp(udp, answer);
  return {
    bound: pairs.map(({ address, family, port: own }) => ({ address, family, port: own })),
    failed,
    async close() {
      for (const socket of connections) socket.destroy();
      await closePairs(pairs);
    },
  };
}

function serveUdp(socket: UdpSocket, answer: AnswerMessage): void {
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  socket.on('message', (bytes, from) => {
    if (from.port === 0) return; // forged
    void answer(bytes, from.address).then((reply) => {
      if (reply !== undefined && open) socket.send(reply, from.port, from.address);
    });
  });
}

/** One message of a connection after the other (RFC 7766 section 6.2.1.1 lets answers be late, and a client here has hardly two). */
function tcpServer(answer: AnswerMessage, connections: Set<Socket>): Server {
  return createServer((socket) => {
    if (connections.size >= CONNECTIONS_MAX) return void socket.destroy();
    connections.add(socket);
    let pending = Buffer.alloc(0);
    let busy = false;
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => connections.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      void work();
    });

    async function work(): Promise<void> {
      if (busy) return;
      busy = true;
      while (pending.length >= 2) {
        const length = pending.readUInt16BE(0);
        if (length > UPDATE_BYTES_MAX) return void socket.destroy();
        if (pending.length < 2 + length) break;
        const message = Uint8Array.from(pending.subarray(2, 2 + length));
        pending = pending.subarray(2 + length);
        socket.pause(); // no more is read than is answered
        const reply = await answer(message, socket.remoteAddress ?? '');
        if (reply === undefined || socket.destroyed) return void socket.destroy();
        socket.write(Buffer.concat([Uint8Array.of(reply.length >> 8, reply.length & 0xff), reply]));
        socket.resume();
      }
      busy = false;
    }
  });
}
