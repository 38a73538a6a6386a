// A look at a site: what a validation would not read, and hellos of three kinds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createTlsProber,
  FETCH_LIMITS,
  type FetchRequest,
  type Hello,
} from '../../../src/net/index.ts';
import { challengeCertificate, startResponder } from '../../support/tls-alpn.ts';
import { drip, flood, http, server } from './servers.ts';

const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
const address = { text: '127.0.0.1', family: 4 } as const;
const fetcher = createFetcher({ clock: systemClock });
const prober = createTlsProber({ clock: systemClock });

describe('a look over HTTP', { timeout: 60_000 }, () => {
  test('reads the body of any status, with the headers', async () => {
    await using target = await server(
      http('HTTP/1.1 404 Not Found\r\nServer: x\r\nContent-Length: 5\r\n\r\nhello'),
    );
    const { evidence, body, headers } = await look(target.port);
    assert.equal(evidence.outcome, 'response');
    assert.deepEqual(evidence.http, { status: 404, bodyBytes: 5, body: 'not-read' });
    assert.equal(Buffer.from(body).toString(), 'hello');
    assert.equal(headers?.['server'], 'x');
  });

  test('keeps the beginning of a body that never ends', async () => {
    await using target = await server(flood('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(65_536, 'a')));
    const { evidence, body } = await look(target.port, { limits: { ...FETCH_LIMITS, bodyBytes: 1_000 } });
    assert.deepEqual([evidence.outcome, evidence.http?.body], ['response', 'too-long']);
    assert.equal(body.length, 1_000);
  });

  test('says how much came of a body that stopped, or was dripped', async () => {
    const limits = { ...FETCH_LIMITS, bodyMs: 60, bodyBytes: 1_000 };
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n';
    await using stopped = await server((socket) => socket.once('data', () => socket.write(`${head}12345`)));
    const { evidence, body } = await look(stopped.port, { limits });
    assert.deepEqual([evidence.outcome, evidence.http?.bodyBytes], ['body-timeout', 5]);
    assert.equal(body.length, 0);
    await using cut = await server(http(`${head}123`));
    const closed = await look(cut.port, { limits });
    assert.deepEqual([closed.evidence.outcome, closed.evidence.http?.bodyBytes], ['closed', 3]);
    await using dripped = await server(drip(head, 'a', 5));
    assert.equal((await look(dripped.port, { limits })).evidence.outcome, 'body-timeout');
  });

  test('sends the headers that it is given in place of the validator’s', async () => {
    await using target = await server(http('HTTP/1.1 204 No Content\r\n\r\n'));
    await look(target.port, { headers: { 'User-Agent': 'somebody' } });
    const names = target.received.split('\r\n').map((line) => line.split(':')[0]);
    assert.deepEqual(names.filter(Boolean).slice(1), ['Host', 'User-Agent', 'Connection']);
    assert.match(target.received, /User-Agent: somebody/);
  });
});

describe('hellos', { timeout: 60_000 }, () => {
  test('a small one fits one packet, a large one does not', async () => {
    const [small, large] = [await helloBytes('small'), await helloBytes('large')];
    assert.ok(small < 600, `${small} bytes`);
    assert.ok(large > 1_500, `${large} bytes`);
  });

  test('bring the version and the issuers, and the name only where it is given', async () => {
    const leaf = challengeCertificate('www.example', 'token.thumbprint');
    await using target = await startResponder(leaf, { ALPNProtocols: ['http/1.1'] });
    const named = await shake(target.port, 'large', 'www.example');
    assert.deepEqual([named.version, named.issuers], ['TLSv1.3', []]);
    assert.ok(named.certificate);
    await shake(target.port, 'small');
    while (target.seen.length < 2) await new Promise((seen) => setTimeout(seen, 5)); // the server is told a little later
    assert.deepEqual(
      target.seen.map(({ name }) => name),
      ['www.example', false],
    );
  });

  test('an old one speaks TLS 1.1 at most', async () => {
    const leaf = challengeCertificate('www.example', 'token.thumbprint');
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using target = await startResponder(leaf, { ...old, ALPNProtocols: ['http/1.1'] });
    assert.equal((await shake(target.port, 'old')).version, 'TLSv1.1');
    assert.equal((await shake(target.port, 'small')).evidence.outcome, 'tls-alert');
  });
});

function look(port: number, changes: Partial<FetchRequest> = {}) {
  return fetcher.fetch({
    url: `http://www.example:${port}/`,
    hop: 0,
    address,
    limits: { ...FETCH_LIMITS, bodyBytes: 10_000 },
    policy,
    reads: 'look',
    ...changes,
  });
}

function shake(port: number, hello: Hello, serverName?: string) {
  return prober.probe({
    url: `tls://www.example:${port}`,
    hop: 0,
    address,
    serverName,
    protocol: 'http/1.1',
    hello,
    limits: FETCH_LIMITS,
    policy,
  });
}

async function helloBytes(hello: Hello): Promise<number> {
  await using target = await server((socket) => socket.once('data', () => socket.destroy()));
  await shake(target.port, hello);
  return Buffer.byteLength(target.received, 'latin1');
}
