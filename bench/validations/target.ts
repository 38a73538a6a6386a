// What the validations meet: DNS that gives every name a black-holed IPv6 address and a good IPv4 one, and the web server on the
// latter. Prints `ready`. The account's key thumbprint is the argument: the key authorization of any token follows from it.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { BLACK_HOLE, WEB_IPV4 } from './network.ts';

const [thumbprint = ''] = process.argv.slice(2);
const PATH = '/.well-known/acme-challenge/';
const SOCKET_BYTES = 4_194_304;
const BACKLOG = 4_096;

const v4 = Buffer.from(WEB_IPV4.split('.').map(Number));
const v6 = Buffer.from(BLACK_HOLE.bytes, 'hex');

const dns = createSocket({ type: 'udp4', recvBufferSize: SOCKET_BYTES });
dns.on('message', (query, from) => {
  let end = 12;
  while (query[end] !== 0) end += (query[end] ?? 0) + 1;
  const type = query.readUInt16BE(end + 1);
  const address = type === 1 ? v4 : type === 28 ? v6 : undefined;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  const parts = [header, query.subarray(12, end + 5)];
  if (address !== undefined) {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(address.length, 10);
    parts.push(record, address);
  }
  dns.send(Buffer.concat(parts), from.port, from.address);
});
await new Promise<void>((resolve) => dns.bind(53, '127.0.0.1', resolve));

const web = createServer((request, response) => {
  const path = request.url ?? '';
  response.statusCode = path.startsWith(PATH) ? 200 : 404;
  response.end(`${path.slice(PATH.length)}.${thumbprint}`);
});
await new Promise<void>((resolve) => web.listen(80, WEB_IPV4, BACKLOG, resolve));
console.log('ready');
