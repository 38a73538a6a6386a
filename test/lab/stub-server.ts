// What no real web server does on purpose: listens on the given addresses and misbehaves. Run inside a node:
// stub-server.ts MODE ADDRESS PORT [MODE ADDRESS PORT ...]; prints "listening" when all are open.
import { createServer, type Socket } from 'node:net';

const SETTINGS_FRAME = Buffer.from('000000040000000000', 'hex'); // RFC 9113 section 6.5, empty

const MODES: Record<string, (socket: Socket) => void> = {
  /** Accepts and never says anything. */
  silent: () => {},
  /** Accepts, and resets when the request arrives. */
  reset: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  /** Answers in HTTP/2 to a request in HTTP/1.1. */
  h2: (socket) => socket.once('data', () => socket.end(SETTINGS_FRAME)),
};

const args = process.argv.slice(2);
for (let at = 0; at + 2 < args.length; at += 3) {
  const [mode = '', host, port] = args.slice(at, at + 3);
  const behave = MODES[mode];
  if (behave === undefined) throw new Error(`no mode ${mode}: one of ${Object.keys(MODES).join(', ')}`);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    behave(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: Number(port), ipv6Only: true }, resolve);
  });
}
console.log('listening');
