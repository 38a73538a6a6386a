import { connect } from 'node:net';
import type { Clock, StopSignal } from '../../core/index.ts';
import type { Asked } from './query.ts';
import { endingOf } from './transport.ts';
import type { Ending } from './transport.ts';
import type { Server } from './types.ts';

const LENGTH_BYTES = 2;

/**
 * One query over one connection (RFC 7766), at most `timeoutMs` in all. Reads no more than the one message, which its
 * 16-bit length bounds. Always destroys its socket; never rejects.
 */
export function exchangeTcp(
  server: Server,
  query: Asked,
  timeoutMs: number,
  clock: Clock,
  signal?: StopSignal,
): Promise<Ending> {
  return new Promise((resolve) => {
    const socket = connect({
      host: server.address,
      port: server.port,
      autoSelectFamily: false,
      noDelay: true,
    });
    const chunks: Buffer[] = [];
    let received = 0;
    let end = 0; // known once the length is there
    let open = true;
    const settle = (ending: Ending) => {
      if (!open) return;
      open = false;
      stopTimer();
      forget?.();
      socket.destroy(); // its error listener stays: a late error must not be thrown
      resolve(ending);
    };
    const stopTimer = clock.after(timeoutMs, () => settle({ kind: 'timeout' }));
    const forget = signal?.onStop(() => settle({ kind: 'timeout' }));
    socket.on('error', (error) => settle(endingOf(error)));
    socket.on('close', () => settle({ kind: 'error', errno: 'CLOSED' }));
    socket.on('connect', () => {
      const framed = new Uint8Array(LENGTH_BYTES + query.bytes.length);
      framed[0] = query.bytes.length >> 8;
      framed[1] = query.bytes.length & 0xff;
      framed.set(query.bytes, LENGTH_BYTES);
      socket.write(framed);
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      received += chunk.length;
      if (end === 0 && received >= LENGTH_BYTES) {
        end = LENGTH_BYTES + Buffer.concat(chunks, LENGTH_BYTES).readUInt16BE(0);
      }
      if (end === 0 || received < end) return;
      const bytes = Buffer.concat(chunks); // once: a server that drips bytes costs no more than another
      const judged = query.judge(bytes.subarray(LENGTH_BYTES, end), 'tcp');
      settle(judged.kind === 'reply' ? judged : { kind: 'malformed' });
    });
  });
}
