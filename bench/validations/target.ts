// What the validations meet: DNS that gives every name a black-holed IPv6 address and a good IPv4 one, and the web server on the
// latter. Prints `ready`. The account's key thumbprint is the argument: the key authorization of any token follows from it.
import { createServer } from 'node:http';
import { startAddressDns } from '../dns.ts';
import { BLACK_HOLE, WEB_IPV4 } from './network.ts';

const [thumbprint = ''] = process.argv.slice(2);
const PATH = '/.well-known/acme-challenge/';
const SOCKET_BYTES = 4_194_304;
const BACKLOG = 4_096;

await startAddressDns({
  v4: Buffer.from(WEB_IPV4.split('.').map(Number)),
  v6: Buffer.from(BLACK_HOLE.bytes, 'hex'),
  recvBufferSize: SOCKET_BYTES,
});

const web = createServer((request, response) => {
  const path = request.url ?? '';
  response.statusCode = path.startsWith(PATH) ? 200 : 404;
  response.end(`${path.slice(PATH.length)}.${thumbprint}`);
});
await new Promise<void>((resolve) => web.listen(80, WEB_IPV4, BACKLOG, resolve));
console.log('ready');
