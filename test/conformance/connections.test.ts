// A real server with more than a thousand bad connections: others are served meanwhile, and each bad one meets its limit.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { BODY_BYTES_MAX } from '../../src/authority/acme/limits.ts';
import { CHECK_EVERY_MS, HANDSHAKE_MS, HEADERS_MS, REQUEST_MS } from '../../src/cli/serve/limits.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { openLoadClient } from '../support/load-client.ts';
import { serve, sixfour } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const TIMEOUT = { timeout: 120_000 };
const NAME = 'www.lab.test';
const IDLE = 1_000;
const AT_ONCE = 50; // below the backlog, so that no connection waits for a second SYN
const FILES_NEEDED = 2_500; // ours and, in the server's own process, its side of the same connections
const SERVED_MS = 10_000; // generous: an issuance takes milliseconds
const SLACK_MS = 10_000; // a busy machine
const POST = 'POST /acme/new-order HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jose+json\r\n';

suite('connections that want nothing', TIMEOUT, () => {
  test(
    'a thousand idle ones, slow headers and bodies and an endless body: others obtain certificates',
    TIMEOUT,
    async (t) => {
      const files = filesAllowed();
      if (files < FILES_NEEDED) {
        t.skip(`SKIPPED: needs ${FILES_NEEDED} open files, the limit is ${files}: ulimit -n ${FILES_NEEDED}`);
        return;
      }
      const sockets: Socket[] = [];
      t.after(() => sockets.forEach((socket) => socket.destroy())); // first: a stop waits for whoever was being answered
      const { port, web } = await startWorld(t);
      const began = performance.now();
      const silent = keep(sockets, connect(port, '127.0.0.1'));
      const slowHeader = await openTls(sockets, port);
      drip(t, slowHeader, `${POST}X-Slow: `);
      const slowBody = await openTls(sockets, port);
      drip(t, slowBody, `${POST}Content-Length: 1000\r\n\r\n`);
      const endless = await openTls(sockets, port);
      const refused = flood(t, endless);
      const idle: Socket[] = [];
      for (let opened = 0; opened < IDLE; opened += AT_ONCE) {
        idle.push(
          ...(await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => openIdle(sockets, port, n)))),
        );
      }
      assert.equal(idle.length, IDLE);

      const asked = performance.now();
      const client = await openLoadClient(`https://127.0.0.1:${port}/acme/directory`);
      t.after(() => client.close());
      assert.match(await client.issue(NAME, { answer: web.answer }), /BEGIN CERTIFICATE/);
      assert.ok(performance.now() - asked < SERVED_MS, 'a new account and a whole issuance');
      assert.ok(!slowBody.destroyed, 'the slow body was there all the time');

      assert.match(await refused, /^HTTP\/1\.1 413 /, 'more than BODY_BYTES_MAX is refused before it ends');
      await closedBy(endless, performance.now() + SLACK_MS, 'BODY_BYTES_MAX');
      await closedBy(silent, began + HANDSHAKE_MS + SLACK_MS, 'HANDSHAKE_MS');
      await closedBy(slowHeader, began + HEADERS_MS + CHECK_EVERY_MS + SLACK_MS, 'HEADERS_MS');
      const waited = performance.now() - began;
      assert.ok(waited > HEADERS_MS - 1_000, `not closed for another reason, after ${waited} ms`);
      assert.ok(slowBody.destroyed || waited < REQUEST_MS + CHECK_EVERY_MS + SLACK_MS);
    },
  );
});

/** A server that may issue for `NAME`, and the web server that proves it. */
async function startWorld(t: TestContext) {
  const data = join(tempDir(t), 'data');
  const answers = new Map<string, string>();
  const web = createServer((request, response) =>
    response.end(answers.get((request.url ?? '').split('/').at(-1) ?? '') ?? 'nothing'),
  );
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  t.after(() => web.close());
  const dns = await startDnsServer({ names: { [NAME]: { A: ['127.0.0.1'] } }, listen: ['127.0.0.1'] });
  t.after(() => dns.close());
  assert.equal((await sixfour(['init', '--trial', '--test', '--data', data])).code, 0);
  const server = await serve(data, {
    SIXFOUR_VALIDATION_HTTP01_PORT: String((web.address() as AddressInfo).port),
    SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
    SIXFOUR_VALIDATION_ZONES: `{ "lab.test" = ["127.0.0.1:${dns.port}"] }`,
  });
  t.after(() => server.stop());
  assert.equal((await sixfour(['allow', 'lab.test', '--data', data])).code, 0);
  const listener = server.ready.listeners.find(({ scheme, family }) => scheme === 'https' && family === 4);
  return {
    port: listener?.port ?? 0,
    web: { answer: (token: string, text: string) => void answers.set(token, text) },
  };
}

function keep(sockets: Socket[], socket: Socket): Socket {
  socket.on('error', () => {});
  socket.resume();
  sockets.push(socket);
  return socket;
}

async function openTls(sockets: Socket[], port: number): Promise<Socket> {
  const options = { host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false };
  const socket = connectTls(options);
  keep(sockets, socket);
  await once(socket, 'secureConnect');
  return socket;
}

/** Every second one says nothing at all, the others nothing after their TLS handshake. */
async function openIdle(sockets: Socket[], port: number, index: number): Promise<Socket> {
  if (index % 2 === 0) return openTls(sockets, port);
  const socket = keep(sockets, connect(port, '127.0.0.1'));
  await once(socket, 'connect');
  return socket;
}

/** The beginning at once, then a byte a second. */
function drip(t: TestContext, socket: Socket, beginning: string): void {
  socket.write(beginning);
  const timer = setInterval(() => socket.write('x'), 1_000);
  t.after(() => clearInterval(timer));
  socket.once('close', () => clearInterval(timer));
}

/** Chunks without an end, at first just more than a body may have; resolves with what the server says to it. */
async function flood(t: TestContext, socket: Socket): Promise<string> {
  const answer = once(socket, 'data');
  const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`;
  socket.write(`${POST}Transfer-Encoding: chunked\r\n\r\n`);
  socket.write(chunk.repeat(Math.ceil(BODY_BYTES_MAX / 0x1000)));
  const timer = setInterval(() => socket.write(chunk), 200);
  t.after(() => clearInterval(timer));
  socket.once('close', () => clearInterval(timer));
  return String((await answer)[0]);
}

async function closedBy(socket: Socket, deadline: number, limit: string): Promise<void> {
  if (!socket.closed) {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(deadline - performance.now())));
    await once(socket, 'close', { signal }).catch(() => assert.fail(`still open after ${limit}`));
  }
}

function filesAllowed(): number {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const soft = report.userLimits?.open_files?.soft ?? Number.POSITIVE_INFINITY;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}
