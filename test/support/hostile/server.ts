// A process of its own for targets that mean harm, so that what they waste is not counted as what their victim wastes.
// Parent: `{ kind, name }`; this process: `{ port, name }`. It ends with its parent.
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { bindAll } from '../dns-sockets.ts';
import { type Answer, DNS } from './dns.ts';
import { HTTP, type Serve } from './http.ts';
import { TLS } from './tls.ts';

const HOST = '127.0.0.1';

process.on('message', (wanted: { kind: 'http' | 'tls' | 'dns'; name: string }) => {
  const { kind, name } = wanted;
  const port =
    kind === 'dns' ? serveDns(known(DNS, name)) : serveTcp(known(kind === 'http' ? HTTP : TLS, name));
  void port.then((bound) => process.send?.({ port: bound, name }));
});
process.on('disconnect', () => process.exit());

function known<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name];
  if (found === undefined) throw new Error(`no such target: ${name}`);
  return found;
}

async function serveTcp(serve: Serve): Promise<number> {
  serve.prepare?.();
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket, `http://www.hostile.test:${port}`);
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  return port;
}

async function serveDns(answer: Answer): Promise<number> {
  const [bound] = await bindAll([HOST], 0);
  if (bound === undefined) throw new Error('no port');
  const elsewhere = createSocket('udp4');
  bound.udp.on('message', (query, from) => {
    const send = (bytes: Uint8Array) => bound.udp.send(bytes, from.port, from.address, () => {});
    const sendElsewhere = (bytes: Uint8Array) => elsewhere.send(bytes, from.port, from.address, () => {});
    answer(query, { transport: 'udp', send, sendElsewhere, sendRaw: send });
  });
  bound.tcp.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const sendRaw = (bytes: Uint8Array) => void (socket.writable && socket.write(bytes));
    const send = (bytes: Uint8Array) =>
      sendRaw(Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]));
    socket.once('data', (bytes: Buffer) =>
      answer(bytes.subarray(2), { transport: 'tcp', send, sendElsewhere: send, sendRaw }),
    );
  });
  return bound.port;
}
