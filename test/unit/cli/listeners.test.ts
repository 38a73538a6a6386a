// Real sockets: whoever is slow, silent or greedy must not keep others from being served.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { suite, test, type TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import fastify from 'fastify';
import { bootstrapCertificate } from '../../../src/cli/serve/own/bootstrap.ts';
import { boundConnections } from '../../../src/cli/serve/connections.ts';
import { type Listeners, type ListenOptions, openListeners } from '../../../src/cli/serve/listeners.ts';
import type { Warning } from '../../../src/cli/serve/types.ts';

const IDLE = 1_000;
const TIMEOUT = { timeout: 60_000 };
const certificate = bootstrapCertificate(Date.now());

async function open(
  t: TestContext,
  addresses: readonly string[] = ['127.0.0.1'],
  more: { readonly times?: NonNullable<ListenOptions['times']> } = {},
): Promise<Listeners> {
  const app = fastify();
  app.get('/', () => 'served');
  app.post('/', () => 'taken');
  await app.ready();
  const options = { scheme: 'https', addresses, port: 0, app, certificate, ...more } as const;
  const opened = await openListeners(options, () => {});
  if (!opened.ok) throw new Error(opened.fault.code);
  t.after(async () => {
    await opened.value.close();
    await app.close();
  });
  return opened.value;
}

/** Also by a reset, which who still writes is told as an error before. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** One good request on a connection of its own. */
function ask(port: number, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = requestTls(
      { host, port, servername: 'localhost', ca: certificate.cert, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function keep(t: TestContext, socket: Socket): Socket {
  socket.on('error', () => {});
  t.after(() => socket.destroy());
  return socket;
}

suite('listeners', TIMEOUT, () => {
  test('a thousand connections that say nothing do not keep others out', TIMEOUT, async (t) => {
    const { port } = await open(t);
    const idle = Array.from({ length: IDLE }, () => keep(t, connect(port, '127.0.0.1')));
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    assert.equal(await ask(port), 'served');
  });

  test('bodies that never end, and headers that never end, do not keep others out', TIMEOUT, async (t) => {
    const { port } = await open(t);
    const slow = Array.from({ length: 50 }, (_, index) => {
      const socket = connectTls(
        { host: '127.0.0.1', port, servername: 'localhost', ca: certificate.cert },
        () => {
          socket.write('POST / HTTP/1.1\r\nHost: localhost\r\n');
          if (index % 2 === 0) socket.write('Content-Type: text/plain\r\nContent-Length: 10000\r\n\r\nx');
        },
      );
      return keep(t, socket);
    });
    await Promise.all(slow.map((socket) => once(socket, 'secureConnect')));
    assert.equal(await ask(port), 'served');
  });

  test('silence, slow headers, slow bodies and idling each end by their own limit', TIMEOUT, async (t) => {
    const short = { handshakeMs: 400, headersMs: 600, requestMs: 1_200, keepAliveMs: 300, checkEveryMs: 50 };
    const { port } = await open(t, ['127.0.0.1'], { times: short });
    const began = performance.now();
    const opened = async (first: string, drip = '') => {
      const options = { host: '127.0.0.1', port, servername: 'localhost', ca: certificate.cert };
      const socket = keep(
        t,
        connectTls(options, () => socket.write(first)),
      );
      const timer = drip === '' ? undefined : setInterval(() => socket.write(drip), 50);
      socket.resume();
      await closed(socket);
      clearInterval(timer);
      return performance.now() - began;
    };
    const silent = keep(t, connect(port, '127.0.0.1')).resume();
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n';
    const [silence, header, body, idle] = await Promise.all([
      closed(silent).then(() => performance.now() - began),
      opened(`${head}X-Slow: `, 'x'),
      opened(`${head}Content-Length: 10000\r\n\r\n`, 'x'),
      opened('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      ask(port),
    ]);
    // never too early; late is the machine's business, and `TIMEOUT` the bound
    assert.ok(silence >= short.handshakeMs - 50, `handshake: ${silence} ms`);
    assert.ok(header >= short.headersMs - 50, `headers: ${header} ms`);
    assert.ok(body >= short.requestMs - 50, `request: ${body} ms`);
    assert.ok(idle >= short.keepAliveMs - 50, `keep-alive: ${idle} ms`);
    assert.equal(await ask(port), 'served');
  });

  test(
    'TLS connections that are kept open are closed when the listener stops, after their answer',
    TIMEOUT,
    async (t) => {
      const listeners = await open(t);
      const idle = keep(
        t,
        connectTls({
          host: '127.0.0.1',
          port: listeners.port,
          servername: 'localhost',
          ca: certificate.cert,
        }),
      );
      await once(idle, 'secureConnect');
      idle.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await once(idle, 'data');
      const ended = once(idle, 'close');
      idle.resume();
      await listeners.drain();
      await ended;
      await assert.rejects(ask(listeners.port));
    },
  );

  test('what a kept TLS connection asked for is answered while the listener stops', TIMEOUT, async (t) => {
    const app = fastify();
    const held = Promise.withResolvers<string>();
    const asked = Promise.withResolvers<void>();
    app.get('/', () => 'served');
    app.get('/hold', () => {
      asked.resolve();
      return held.promise;
    });
    await app.ready();
    t.after(() => app.close());
    const opened = await openListeners(
      { scheme: 'https', addresses: ['127.0.0.1'], port: 0, app, certificate },
      () => {},
    );
    assert.ok(opened.ok);
    t.after(() => opened.value.close());
    const { port } = opened.value;
    const socket = keep(
      t,
      connectTls({ host: '127.0.0.1', port, servername: 'localhost', ca: certificate.cert }),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, 'secureConnect');
    // the second request finds its connection by the socket alone
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    socket.write('GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await asked.promise;
    const ended = once(socket, 'close');
    const drained = opened.value.drain();
    held.resolve('held to the end');
    await Promise.all([drained, ended]);
    assert.match(text, /served[^]*held to the end/);
  });

  test('one port on both families, each socket for its own family', TIMEOUT, async (t) => {
    const listeners = await open(t, ['::1', '127.0.0.1']);
    assert.deepEqual(
      listeners.views.map(({ family, address }) => [family, address]),
      [
        [6, '::1'],
        [4, '127.0.0.1'],
      ],
    );
    assert.equal(await ask(listeners.port, '::1'), 'served');
    assert.equal(await ask(listeners.port), 'served');
  });

  test('another certificate is served from the next connection on', TIMEOUT, async (t) => {
    const listeners = await open(t);
    const next = bootstrapCertificate(Date.now());
    listeners.setCertificate(next);
    await assert.rejects(ask(listeners.port), /self-signed|certificate/);
    const socket = keep(
      t,
      connectTls({ host: '127.0.0.1', port: listeners.port, servername: 'localhost', ca: next.cert }),
    );
    await once(socket, 'secureConnect');
  });

  test(
    'a port in use and an address of another machine are faults that say what to do',
    TIMEOUT,
    async (t) => {
      const { port } = await open(t);
      const app = fastify();
      const warnings: Warning[] = [];
      const warn = (warning: Warning) => void warnings.push(warning);
      const taken = await openListeners({ scheme: 'http', addresses: ['127.0.0.1'], port, app }, warn);
      assert.deepEqual(!taken.ok && taken.fault.params, { address: '127.0.0.1', port, cause: 'EADDRINUSE' });
      const foreign = await openListeners({ scheme: 'http', addresses: ['192.0.2.1'], port: 0, app }, warn);
      assert.equal(!foreign.ok && foreign.fault.code, 'listenFailed');
      assert.deepEqual(warnings, []);
    },
  );
});

suite('bounded connections', TIMEOUT, () => {
  for (const [name, bounds] of [
    ['of one network', { perNetwork: 2, total: 100 }],
    ['of all networks', { perNetwork: 100, total: 2 }],
  ] as const) {
    test(
      `above the bound ${name} the longest quiet connection makes room, a busy one never`,
      TIMEOUT,
      async (t) => {
        const { port, release } = await bounded(t, bounds);
        const busy = fetched(port, '/hold');
        const quiet = keep(t, connect(port, '127.0.0.1'));
        await once(quiet, 'connect');
        const closed = once(quiet.resume(), 'close');
        // until the server has seen both, the new one may come first
        await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal(await fetched(port, '/'), 'answered');
        await closed;
        release();
        assert.equal(await busy, 'answered');
      },
    );
  }

  for (const [name, bounds] of [
    ['of one network', { perNetwork: 2, total: 100 }],
    ['of all networks', { perNetwork: 100, total: 2 }],
  ] as const) {
    test(`above the bound ${name} a body that drips makes room: only a whole request is busy`, async (t) => {
      const { port, release } = await bounded(t, bounds);
      const busy = fetched(port, '/hold');
      const dripping = keep(t, connect(port, '127.0.0.1'));
      dripping.write('POST /hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx');
      const closed = once(dripping.resume(), 'close');
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await fetched(port, '/'), 'answered');
      await closed;
      release();
      assert.equal(await busy, 'answered');
    });
  }

  const only127 = process.platform === 'linux' ? false : 'needs 127.0.0.2';
  test('one peer port at two of our addresses is two connections', {
    ...TIMEOUT,
    skip: only127,
  }, async (t) => {
    const { port } = await bounded(t, { perNetwork: 2, total: 100 }, '0.0.0.0');
    const first = keep(t, connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1' }));
    await once(first, 'connect');
    const { localPort = 0 } = first;
    const second = keep(t, connect({ port, host: '127.0.0.2', localAddress: '127.0.0.1', localPort }));
    await once(second, 'connect');
    const closed = once(first.resume(), 'close');
    second.resume();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await fetched(port, '/'), 'answered');
    await closed;
  });

  test('where all are busy the new one is closed', TIMEOUT, async (t) => {
    const { port, release } = await bounded(t, { perNetwork: 1, total: 100 });
    const busy = fetched(port, '/hold');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await assert.rejects(fetched(port, '/'));
    release();
    assert.equal(await busy, 'answered');
  });
});

async function bounded(t: TestContext, bounds: { perNetwork: number; total: number }, address = '127.0.0.1') {
  const held: (() => void)[] = [];
  const server = createServer((incoming, response) => {
    if (incoming.url === '/hold') held.push(() => response.end('held'));
    else response.end('served');
  });
  boundConnections(server, bounds);
  server.listen(0, address);
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, release: () => held.forEach((end) => end()) };
}

async function fetched(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve('answered'));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
