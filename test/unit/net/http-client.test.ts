import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { createStop, systemClock } from '../../../src/core/index.ts';
import { createHttpClient, type HttpCall, readBaseUrl } from '../../../src/net/index.ts';
import { startFakeServer } from '../../support/providers/fake-server.ts';
import { drip, http, server } from './servers.ts';

const LIMITS = { answerBytes: 1000, callMs: 20_000, connections: 2 };
const GET: HttpCall = { method: 'GET', path: '/', headers: {} };

describe('the HTTP client', { timeout: 60_000 }, () => {
  test('sends what it is given, and brings status, headers and body', async () => {
    await using target = await server(
      http('HTTP/1.1 207 Multi\r\nX-Word: yes\r\nContent-Length: 4\r\n\r\nbody'),
    );
    const client = open(`http://127.0.0.1:${target.port}/base`);
    const call: HttpCall = { method: 'PUT', path: '/a?b=c', headers: { 'x-key': 'k' }, body: 'text' };
    const called = await client.call(call, soon());
    assert.ok(called.ok);
    assert.deepEqual([called.status, called.headers['x-word'], called.body.toString()], [207, 'yes', 'body']);
    assert.match(target.received, /^PUT \/base\/a\?b=c HTTP\/1\.1\r\n/);
    assert.match(target.received, /\r\nx-key: k\r\n/i);
    assert.match(target.received, /\r\n\r\ntext$/);
    client.close();
  });

  test('uses a connection again, and no more of them than its limit', async () => {
    let most = 0;
    let busy = 0;
    const target = createServer((_, response) => {
      busy++;
      most = Math.max(most, busy);
      setTimeout(() => {
        busy--;
        response.end('x');
      }, 20);
    });
    const connections = new Set<unknown>();
    target.on('connection', (socket) => connections.add(socket));
    await new Promise<void>((resolve) => target.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const client = open(`http://127.0.0.1:${(target.address() as AddressInfo).port}`);
    const all = await Promise.all(Array.from({ length: 6 }, () => client.call(GET, soon())));
    assert.ok(all.every((called) => called.ok && called.status === 200));
    assert.deepEqual([most, connections.size], [2, 2]);
    client.close();
    target.closeAllConnections();
    target.close();
  });

  test('a redirect is an answer', async () => {
    await using other = await server(http('HTTP/1.1 200 OK\r\n\r\n'));
    const location = `http://127.0.0.1:${other.port}/`;
    await using target = await server(
      http(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`),
    );
    const client = open(`http://127.0.0.1:${target.port}`);
    const called = await client.call(GET, soon());
    assert.equal(called.ok && called.status, 302);
    assert.equal(other.connections, 0);
    client.close();
  });

  const endings = [
    ['more bytes than it reads', http(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1001)}`), 'malformed'],
    ['a header that does not end', http(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`), 'malformed'],
    ['no HTTP', http('220 mail.example ESMTP\r\n'), 'malformed'],
    ['an end at once', http(''), 'unreachable'],
    ['half a body', http('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'), 'unreachable'],
    [
      'an upgrade that nobody wanted',
      http('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'unreachable',
    ],
  ] as const;
  for (const [what, behave, outcome] of endings) {
    test(`${what} is ${outcome}`, async () => {
      await using target = await server(behave);
      const client = open(`http://127.0.0.1:${target.port}`);
      assert.deepEqual(await client.call(GET, soon()), { ok: false, outcome });
      client.close();
    });
  }

  test('a body that drips ends by the deadline, by the signal, and by the time of one call', async () => {
    await using target = await server(drip('HTTP/1.1 200 OK\r\n\r\n', 'x', 5));
    const base = `http://127.0.0.1:${target.port}`;
    const timeout = { ok: false, outcome: 'timeout' };
    const client = open(base);
    assert.deepEqual(await client.call(GET, soon(100)), timeout);
    const { signal, stop } = createStop();
    const pending = client.call(GET, { ...soon(), signal });
    setTimeout(stop, 30);
    assert.deepEqual(await pending, timeout);
    assert.deepEqual(await client.call(GET, { ...soon(), signal }), timeout, 'stopped before it began');
    assert.deepEqual(await client.call(GET, soon(-1)), timeout, 'late before it began');
    client.close();
    const hasty = createHttpClient({ base, limits: { ...LIMITS, callMs: 50 }, clock: systemClock });
    assert.deepEqual(await hasty.call(GET, soon()), timeout);
    hasty.close();
  });

  test('over TLS to a server that it trusts, and to no other', async () => {
    const target = await startFakeServer(() => ({ status: 200, body: 'ok' }));
    const trusting = createHttpClient({
      base: target.url,
      limits: LIMITS,
      clock: systemClock,
      ca: target.ca,
    });
    const called = await trusting.call(GET, soon());
    assert.equal(called.ok && called.status, 200);
    const usual = open(target.url);
    assert.deepEqual(await usual.call({ ...GET, headers: { 'x-key': 'secret' } }, soon()), {
      ok: false,
      outcome: 'unreachable',
    });
    assert.equal(target.asked.length, 1, 'nothing was sent');
    trusting.close();
    usual.close();
    await target.close();
  });

  test('whatever the environment says of certificates, it trusts no other', async () => {
    const target = await startFakeServer(() => ({ status: 200, body: 'ok' }));
    const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const client = open(target.url);
    const called = await client.call({ ...GET, headers: { 'x-key': 'secret' } }, soon());
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    assert.deepEqual([called, target.asked.length], [{ ok: false, outcome: 'unreachable' }, 0]);
    client.close();
    await target.close();
  });
});

describe('the address of an API', () => {
  const good = [
    ['https://api.example.com', 'https://api.example.com'],
    ['https://API.example.com:8443/v1//', 'https://api.example.com:8443/v1'],
    ['http://127.0.0.1:8081/', 'http://127.0.0.1:8081'],
    ['http://[::1]:8081/x', 'http://[::1]:8081/x'],
    ['http://localhost/x', 'http://localhost/x'],
  ] as const;
  for (const [text, base] of good) test(text, () => assert.equal(readBaseUrl(text), base));

  const bad = [
    'http://api.example.com',
    'http://192.0.2.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'https://user:secret@api.example.com',
    'https://key@api.example.com',
    'https://api.example.com/?key=secret',
    'https://api.example.com/?',
    'https://api.example.com/#x',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'api.example.com',
    '',
  ];
  for (const text of bad) test(`not ${text}`, () => assert.equal(readBaseUrl(text), undefined));
});

function open(base: string) {
  return createHttpClient({ base, limits: LIMITS, clock: systemClock });
}

function soon(ms = 20_000) {
  return { deadlineMs: systemClock.monotonic() + ms, signal: createStop().signal };
}
