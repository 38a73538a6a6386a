// Plays the stubs of a JSON file (stubs.ts) inside a node: `stub-server.ts FILE`; prints "listening" when all are open.
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Answer, StubServer } from './stubs.ts';

const SETTINGS_FRAME = Buffer.from('000000040000000000', 'hex'); // RFC 9113 section 6.5, empty
const NOT_FOUND = Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');

const [file = ''] = process.argv.slice(2);
for (const stub of JSON.parse(readFileSync(file, 'utf8')) as readonly StubServer[]) await open(stub);
console.log('listening');

function open(stub: StubServer): Promise<void> {
  const server = serverOf(stub);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: stub.address, port: stub.port, ipv6Only: true }, resolve);
  });
}

function serverOf(stub: StubServer): Server {
  if (stub.mode === 'tls') {
    const { key, cert, protocols } = stub;
    const server = createTlsServer({ key, cert, ALPNProtocols: [...protocols] }, (socket) => {
      socket.on('error', () => {});
    });
    server.on('tlsClientError', () => {});
    return server;
  }
  return createServer((socket) => {
    socket.on('error', () => {});
    if (stub.mode === 'reset') socket.once('data', () => socket.resetAndDestroy());
    if (stub.mode === 'h2') socket.once('data', () => socket.end(SETTINGS_FRAME));
    if (stub.mode === 'http') answerOnce(socket, stub.answers);
  });
}

function answerOnce(socket: Socket, answers: Readonly<Record<string, Answer>>): void {
  let head = '';
  socket.on('data', (chunk) => {
    if (head.includes('\r\n\r\n')) return;
    head += chunk.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    const path = /^GET (\S+) /.exec(head)?.[1] ?? '';
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    const bytes = answer === undefined ? NOT_FOUND : Buffer.from(answer.raw, 'base64');
    if (answer?.hang === true) socket.write(bytes);
    else socket.end(bytes);
  });
}
