import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { handedOn, type HandingOn } from './handing-on.ts';
import { UDP_RECEIVE_BYTES } from './limits.ts';
import { type Attempt, LATER, REPLY_BUFFER_BYTES, type Responder } from './responder.ts';

/** A UDP socket that is bound and waits for `serveUdp`, or the kernel's code for why there is none. */
export async function openUdp(address: string, port: number): Promise<Socket | string> {
  const socket = createSocket({
    type: isIPv6(address) ? 'udp6' : 'udp4',
    ipv6Only: isIPv6(address),
    recvBufferSize: UDP_RECEIVE_BYTES,
    // every address here is a literal: no look-up, and no turn of the event loop to wait for one
    lookup: (literal, _options, callback) => callback(null, literal, isIPv6(literal) ? 6 : 4),
  });
  try {
    const listening = once(socket, 'listening'); // which comes at once, without a look-up
    socket.bind({ address, port, exclusive: true });
    await listening;
    return socket;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

export function serveUdp(socket: Socket, responder: Responder, handing?: HandingOn): void {
  let out = new Uint8Array(REPLY_BUFFER_BYTES);
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  // an ICMP error to an answer, or one that the kernel had no room for, is the client's matter: it asks again
  socket.on('error', () => {});
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
