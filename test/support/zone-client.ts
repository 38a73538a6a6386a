// Asks a DNS server as it comes over the wire: one question by UDP, or any bytes by TCP.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv6, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeMessage, type Message } from '../../src/wire/dns/index.ts';

const WAIT_MS = 20_000;

export type At = { readonly address: string; readonly port: number };

/** The reply, and where it came from. Asks once. */
export async function askUdp(at: At, bytes: Uint8Array): Promise<{ message: Message; from: At }> {
  const socket = createSocket({ type: isIPv6(at.address) ? 'udp6' : 'udp4' });
  try {
    const reply = once(socket, 'message', { signal: AbortSignal.timeout(WAIT_MS) });
    socket.send(bytes, at.port, at.address);
    const [message, from] = (await reply) as [Buffer, At];
    return { message: decodeMessage(message), from: { address: from.address, port: from.port } };
  } finally {
    socket.close();
  }
}

export function framed(bytes: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}

export async function openTcp({ address, port }: At): Promise<Socket> {
  const socket = connect({ host: address, port });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Waits until somebody listens there: a server that is being started again. */
export async function untilOpen(at: At): Promise<void> {
  for (const limit = performance.now() + WAIT_MS; ; ) {
    try {
      (await openTcp(at)).destroy();
      return;
    } catch (error) {
      if (performance.now() > limit) throw error;
      await sleep(20);
    }
  }
}

/** The next `count` messages of a connection, of which nobody else reads; fewer where it ends before. */
export function readTcp(socket: Socket, count: number): Promise<Message[]> {
  return new Promise((resolve) => {
    const messages: Message[] = [];
    let pending = Buffer.alloc(0);
    const timer = setTimeout(() => socket.destroy(), WAIT_MS);
    socket.on('data', take);
    socket.on('close', done);
    socket.resume();

    function take(chunk: Buffer): void {
      pending = Buffer.concat([pending, chunk]);
      for (;;) {
        const end = pending.length < 2 ? Number.POSITIVE_INFINITY : 2 + pending.readUInt16BE(0);
        if (pending.length < end) return;
        messages.push(decodeMessage(pending.subarray(2, end)));
        pending = pending.subarray(end);
        if (messages.length === count) return done();
      }
    }

    function done(): void {
      clearTimeout(timer);
      socket.off('data', take);
      socket.off('close', done);
      resolve(messages);
    }
  });
}
