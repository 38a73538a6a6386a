// A process of its own: a site behind a relay that takes half a round trip each way, over both families. Prints its ports as JSON.
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { sharedPort } from '../../test/support/shared-port.ts';
import { challengeCertificate } from '../../test/support/tls-alpn.ts';
import { hostOf, NAME, SHAPE } from './shape.ts';

const HALF_MS = SHAPE.roundTripMs / 2;
/** All of 127.0.0.0/8, so that hosts have addresses of their own; over IPv6 loopback has one. */
const ADDRESSES = ['::1', '0.0.0.0'];

const images = Array.from({ length: SHAPE.resources }, (_, n) => {
  const host = n % SHAPE.hosts;
  return `<img src="https://${hostOf(host)}/${n}.png" alt="">`;
});
const text = '<p>text</p>'.repeat(800);
const pages = { plain: `<!doctype html>${text}`, crowded: `<!doctype html>${images.join('')}${text}` };
const certificate = challengeCertificate(NAME, 'token.thumbprint');

const ports = { http: await sharedPort(ADDRESSES), https: await sharedPort(ADDRESSES) };
const plain = createHttpServer((request, response) => {
  if (request.url === '/')
    response
      .writeHead(301, { Location: `https://${request.headers.host?.split(':')[0]}:${ports.https}/` })
      .end();
  else response.writeHead(404).end('not found');
});
const secure = createHttpsServer({ key: certificate.keyPem, cert: certificate.pem }, (request, response) => {
  response.end(request.headers.host?.startsWith('crowded.') ? pages.crowded : pages.plain);
});
const behind = { http: await anyPort(plain), https: await anyPort(secure) };
for (const host of ADDRESSES) {
  await relay(host, ports.http, behind.http);
  await relay(host, ports.https, behind.https);
}
console.log(JSON.stringify(ports));

function anyPort(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

/** Bytes arrive half a round trip later; the connection itself is as slow by whoever dials it. */
function relay(host: string, port: number, to: number): Promise<void> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ host: '127.0.0.1', port: to, noDelay: true, allowHalfOpen: true });
    pass(near, far);
    pass(far, near);
  });
  return new Promise((resolve) => server.listen({ host, port, ipv6Only: host === '::1' }, () => resolve()));
}

function pass(from: Socket, to: Socket): void {
  from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
  from.on('close', () => later(() => to.destroySoon()));
}

function later(run: () => void): void {
  setTimeout(run, HALF_MS);
}
