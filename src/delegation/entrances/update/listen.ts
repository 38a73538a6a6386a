import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { type Family } from '../../../core/index.ts';
import { listenAll, type NotBound } from '../../../net/index.ts';
import { BIND_TRIES, CONNECTIONS_MAX, IDLE_MS, UPDATE_BYTES_MAX } from './limits.ts';

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
  for (let tries = 1; ; tries++) {
    const opened = await openAll(addresses, port, answer);
    const taken = opened.failed.some(({ errno }) => errno === 'EADDRINUSE');
    if (port !== 0 || !taken || tries === BIND_TRIES) return opened;
    await opened.close();
  }
}

async function openAll(
  addresses: readonly string[],
  port: number,
  answer: AnswerMessage,
): Promise<UpdateListeners> {
  const connections = new Set<Socket>();
  const tcp = await listenAll({ addresses, port }, () => tcpServer(answer, connections));
  const failed: NotBound[] = [...tcp.failed];
  const open: (Server | UdpSocket)[] = [];
  const bound: UpdateListeners['bound'][number][] = [];
  for (const { address, family, port: own, server } of tcp.bound) {
    const udp = await udpSocket(address, own, answer);
    if (typeof udp === 'string') {
      server.close();
      failed.push({ address, family, port: own, errno: udp });
    } else {
      open.push(server, udp);
      bound.push({ address, family, port: own });
    }
  }
  return {
    bound,
    failed,
    async close() {
      for (const socket of connections) socket.destroy();
      await Promise.all(
        open.splice(0).map(async (one) => {
          const closed = once(one, 'close');
          one.close();
          await closed;
        }),
      );
    },
  };
}

async function udpSocket(address: string, port: number, answer: AnswerMessage): Promise<UdpSocket | string> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) });
  try {
    const listening = once(socket, 'listening');
    socket.bind({ address, port, exclusive: true });
    await listening;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  socket.on('error', () => {}); // an ICMP error to an answer: the client asks again
  socket.on('message', (bytes, from) => {
    if (from.port === 0) return; // forged
    void answer(bytes, from.address).then((reply) => {
      if (reply !== undefined && open) socket.send(reply, from.port, from.address);
    });
  });
  return socket;
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
