import { createServer, type Server, type Socket } from 'node:net';
import { handedOn, type HandingOn } from './handing-on.ts';
import {
  TCP_CONNECTIONS_MAX,
  TCP_CONNECTIONS_PER_NETWORK,
  TCP_IDLE_MS,
  TCP_SWEEP_MS,
  TCP_UNREAD_BYTES,
} from './limits.ts';
import { networkOf } from './rate-limit.ts';
import { LATER, REPLY_BUFFER_BYTES, type Responder } from './responder.ts';

export type TcpTimes = { readonly idleMs: number; readonly sweepMs: number };

/** The connections of all listeners together, so that they share the limits. */
export type TcpService = {
  /** Not listening yet. */
  makeServer(): Server;
  close(): void;
};

type Connection = {
  readonly socket: Socket;
  readonly address: string;
  readonly network: number;
  /** When its last whole question came: bytes alone keep no connection open. */
  askedAt: number;
  /** The beginning of a message whose rest is to come. */
  pending: Buffer;
  /** Answers that are still to come: to questions that wait for a signature or for the other thread, and whole zones. */
  owed: number;
  /** The client has said all (FIN), and may still wait for answers. */
  saidAll: boolean;
};

const LENGTH_BYTES = 2; // RFC 1035 section 4.2.2
const NOTHING = Buffer.alloc(0);

/** DNS over TCP (RFC 7766): any number of questions on a connection, answered in order as they come. */
export function createTcpService(
  responder: Responder,
  times: TcpTimes = { idleMs: TCP_IDLE_MS, sweepMs: TCP_SWEEP_MS },
  handing?: HandingOn,
): TcpService {
  // the one that has been idle longest is first: each whole question moves its connection to the end
  const connections = new Set<Connection>();
  const networks = new Map<number, number>();
  const out = new Uint8Array(REPLY_BUFFER_BYTES);
  const sweep = setInterval(closeIdle, times.sweepMs);
  return {
    makeServer: () => createServer({ allowHalfOpen: true, noDelay: true }, accept),
    close() {
      clearInterval(sweep);
      for (const { socket } of connections) socket.destroy();
    },
  };

  function accept(socket: Socket): void {
    const address = socket.remoteAddress;
    socket.on('error', () => socket.destroy());
    if (address === undefined) return void socket.destroy(); // gone already
    const connection: Connection = {
      socket,
      address,
      network: networkOf(address),
      askedAt: performance.now(),
      pending: NOTHING,
      owed: 0,
      saidAll: false,
    };
    connections.add(connection);
    const ofNetwork = (networks.get(connection.network) ?? 0) + 1;
    networks.set(connection.network, ofNetwork);
    socket.on('close', () => forget(connection));
    socket.on('data', (chunk) => read(connection, chunk));
    socket.on('end', () => {
      connection.saidAll = true;
      endIfDone(connection);
    });
    if (ofNetwork > TCP_CONNECTIONS_PER_NETWORK) closeIdlest((one) => one.network === connection.network);
    else if (connections.size > TCP_CONNECTIONS_MAX) closeIdlest(() => true);
  }

  function read(connection: Connection, chunk: Buffer): void {
    const { socket } = connection;
    let bytes = connection.pending.length === 0 ? chunk : Buffer.concat([connection.pending, chunk]);
    const replies: Buffer[] = [];
    let unread = socket.writableLength;
    while (bytes.length >= LENGTH_BYTES && unread <= TCP_UNREAD_BYTES) {
      const length = bytes.readUInt16BE(0);
      if (bytes.length < LENGTH_BYTES + length) break;
      const message = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
      const size = responder.respond(message, length, connection.address, 'tcp', Date.now(), out);
      if (size === 0) return void socket.destroy(); // no question: nothing sensible follows
      if (size === LATER) {
        // it comes behind those that need no new signature, as RFC 7766 section 6.2.1.1 allows
        const asked = Uint8Array.from(message);
        if (!responder.wait('tcp', () => answerLater(connection, asked))) return void socket.destroy();
        connection.owed++;
        connection.askedAt = performance.now();
        unread += asked.length;
        bytes = bytes.subarray(LENGTH_BYTES + length);
        continue;
      }
      const handed = responder.handsOn();
      if (handed !== 'no') {
        if (!handOver(connection, handed, message, size)) return void socket.destroy();
        connection.askedAt = performance.now();
        unread += size;
        bytes = bytes.subarray(LENGTH_BYTES + length);
        continue;
      }
      replies.push(framed(out, size));
      unread += size;
      bytes = bytes.subarray(LENGTH_BYTES + length);
    }
    // a copy, so that a short rest does not keep a large chunk
    connection.pending = bytes.length === 0 ? NOTHING : Buffer.from(bytes);
    if (replies.length === 0) return;
    connection.askedAt = performance.now();
    connections.delete(connection);
    connections.add(connection);
    // one write for all, so that pipelined answers share segments
    const written = replies.length === 1 ? (replies[0] as Buffer) : Buffer.concat(replies);
    if (unread <= TCP_UNREAD_BYTES) return void socket.write(written);
    socket.pause();
    socket.write(written, (error) => {
      if (error) return;
      socket.resume();
      read(connection, NOTHING);
    });
  }

  /** Its reply comes later than those of questions behind it, as RFC 7766 section 6.2.1.1 allows. */
  function handOver(
    connection: Connection,
    kind: 'update' | 'signed',
    message: Uint8Array,
    size: number,
  ): boolean {
    const { socket, address } = connection;
    const given = handing?.give(
      handedOn(kind, message, out.slice(0, size), address),
      (reply) => {
        if (reply === undefined) return void socket.destroy();
        if (socket.writable) socket.write(framed(reply, reply.length));
        connection.owed--;
        endIfDone(connection);
      },
      (reply) => writeMore(connection, reply),
    );
    if (given === true) connection.owed++;
    return given === true;
  }

  /** One of several messages of a reply: whoever takes it is not idle, whoever does not will be. */
  function writeMore(connection: Connection, reply: Uint8Array): Promise<boolean> {
    const { socket } = connection;
    if (!socket.writable) return Promise.resolve(false);
    return new Promise((resolve) => {
      socket.write(framed(reply, reply.length), (error) => {
        if (!error && connections.delete(connection)) {
          connection.askedAt = performance.now();
          connections.add(connection);
        }
        resolve(!error && socket.writable);
      });
    });
  }

  function answerLater(connection: Connection, message: Uint8Array): void {
    const { socket, address } = connection;
    connection.owed--;
    if (!socket.writable) return;
    const size = responder.respond(message, message.length, address, 'tcp', Date.now(), out, 'again');
    const handed = responder.handsOn();
    if (handed !== 'no') {
      if (!handOver(connection, handed, message, size)) socket.destroy();
    } else if (size > 0) socket.write(framed(out, size));
    endIfDone(connection);
  }

  /** Whoever has said all is told the last answer, and then that there are no more. */
  function endIfDone({ socket, owed, saidAll }: Connection): void {
    if (saidAll && owed === 0) socket.end();
  }

  function closeIdle(): void {
    const before = performance.now() - times.idleMs;
    for (const connection of connections) {
      if (connection.askedAt > before) return;
      connection.socket.destroy();
    }
  }

  function closeIdlest(ofThese: (connection: Connection) => boolean): void {
    for (const connection of connections) {
      if (!ofThese(connection)) continue;
      forget(connection);
      connection.socket.destroy();
      return;
    }
  }

  function forget(connection: Connection): void {
    if (!connections.delete(connection)) return;
    const left = (networks.get(connection.network) ?? 1) - 1;
    if (left === 0) networks.delete(connection.network);
    else networks.set(connection.network, left);
  }
}

function framed(out: Uint8Array, size: number): Buffer {
  const framed = Buffer.allocUnsafe(LENGTH_BYTES + size);
  framed.writeUInt16BE(size, 0);
  framed.set(out.subarray(0, size), LENGTH_BYTES);
  return framed;
}
