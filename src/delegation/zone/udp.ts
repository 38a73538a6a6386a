import type { Socket } from 'node:dgram';
import { handedOn, type HandingOn } from './handing-on.ts';
import { type Attempt, LATER, REPLY_BUFFER_BYTES, type Responder } from './responder.ts';

export function serveUdp(socket: Socket, responder: Responder, handing?: HandingOn): void {
  let out = new Uint8Array(REPLY_BUFFER_BYTES);
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  socket.on('message', (bytes, { address, port }) => {
    if (port === 0) return; // forged: there is no such port to answer to
    answer(bytes, address, port, 'first');
  });

  function answer(bytes: Uint8Array, address: string, port: number, attempt: Attempt): void {
    const size = responder.respond(bytes, bytes.length, address, 'udp', Date.now(), out, attempt);
    if (size === 0) return;
    if (size === LATER) {
      const asked = Uint8Array.from(bytes);
      const waits = responder.wait('udp', () => void (open && answer(asked, address, port, 'again')));
      if (!waits) answer(bytes, address, port, 'last');
      return;
    }
    const handed = responder.handsOn();
    if (handed !== 'no') {
      const message = handedOn(handed, bytes, out.slice(0, size), address);
      handing?.give(message, (reply) => {
        if (reply !== undefined && open) socket.send(reply, port, address);
      });
      return;
    }
    socket.send(out, 0, size, port, address);
    // the kernel was not ready, so that this buffer is still to be sent
    if (socket.getSendQueueCount() > 0) out = new Uint8Array(REPLY_BUFFER_BYTES);
  }
}
