import type { Socket } from 'node:net';
import { TCP_IDLE_MS, TCP_WAITING_MAX } from './limits.ts';

const LENGTH_BYTES = 2; // RFC 1035 section 4.2.2

/**
 * Reads questions from a TCP connection and writes what `answer` sends for each. The connection ends when it is silent for too long,
 * or when it asks more than it lets us answer.
 */
export function serveStream(
  socket: Socket,
  answer: (bytes: Uint8Array, send: (replies: readonly Uint8Array[]) => void) => void,
): void {
  let pending = Buffer.alloc(0);
  let waiting = 0;
  socket.setTimeout(TCP_IDLE_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + pending.readUInt16BE(0);
      if (pending.length < end) return;
      const bytes = Uint8Array.from(pending.subarray(LENGTH_BYTES, end));
      pending = pending.subarray(end);
      if (waiting >= TCP_WAITING_MAX || socket.writableNeedDrain) return void socket.destroy();
      waiting++;
      answer(bytes, (replies) => {
        waiting--;
        if (socket.destroyed) return;
        for (const reply of replies) socket.write(framed(reply));
      });
    }
  });
}

function framed(reply: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + reply.length);
  bytes[0] = reply.length >> 8;
  bytes[1] = reply.length & 0xff;
  bytes.set(reply, LENGTH_BYTES);
  return bytes;
}
