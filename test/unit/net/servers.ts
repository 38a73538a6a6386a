// Servers on loopback that misbehave: a function that gets each raw connection. Closing one destroys what is still open.
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Target = AsyncDisposable & {
  readonly port: number;
  readonly connections: number;
  /** Bytes received so far, as latin1 text. */
  readonly received: string;
  /** Settles at the first connection. */
  readonly connected: Promise<void>;
};

export async function server(behave: (socket: Socket) => void, host = '127.0.0.1'): Promise<Target> {
  const open = new Set<Socket>();
  const first = Promise.withResolvers<void>();
  let connections = 0;
  let received = '';
  const listener = createServer({ noDelay: true }, (socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    behave(socket);
    first.resolve();
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen({ host, port: 0, ipv6Only: host.includes(':') }, resolve);
  });
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    get connections() {
      return connections;
    },
    get received() {
      return received;
    },
    connected: first.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}

/** Sends these bytes at the first bytes of a request, and ends the connection. */
export function http(answer: string | Uint8Array): (socket: Socket) => void {
  return (socket) => socket.once('data', () => socket.end(answer));
}

/** Sends `head` at once and then `piece` again and again, every `everyMs`, until the connection ends. */
export function drip(head: string, piece: string | Uint8Array, everyMs: number): (socket: Socket) => void {
  return (socket) => {
    socket.once('data', () => {
      socket.write(head);
      const timer = setInterval(() => socket.writable && socket.write(piece), everyMs);
      socket.once('close', () => clearInterval(timer));
    });
  };
}

/** Sends `head` and then `piece` as fast as the other side reads. */
export function flood(head: string | Uint8Array, piece: string | Uint8Array): (socket: Socket) => void {
  return (socket) => {
    const pour = () => {
      while (socket.writable && socket.write(piece));
    };
    socket.on('drain', pour);
    socket.once('data', () => {
      socket.write(head);
      pour();
    });
  };
}
