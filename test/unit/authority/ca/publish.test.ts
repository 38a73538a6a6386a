import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  createCrlJob,
  createOwnChallenges,
  fingerprint,
  publishAuthority,
  readRootCrl,
} from '../../../../src/authority/ca/index.ts';
import type { Crl, Store } from '../../../../src/store/index.ts';
import { makeTestCa } from '../../../support/ca.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

async function served(t: TestContext) {
  const clock = createVirtualClock();
  const { ca, data } = await makeTestCa(t, clock);
  let kept: Crl | undefined;
  let number = 0n;
  const certificates = {
    getCrl: async () => kept,
    nextCrlNumber: async () => ++number,
    listRevoked: async () => [],
    saveCrl: async (crl: Crl) => {
      kept = crl;
    },
  };
  const store = { certificates } as unknown as Store;
  const app = Fastify();
  t.after(() => app.close());
  const own = createOwnChallenges();
  await app.register(own.handler);
  await app.register(
    publishAuthority({
      issuer: ca.issuer,
      rootFingerprint: fingerprint(ca.issuer.root),
      store,
      clock,
      rootCrl: async () => {
        const read = await readRootCrl(data);
        return read.ok ? read.value : undefined;
      },
    }),
  );
  return { app, ca, clock, own, makeCrl: () => createCrlJob({ store, ca, clock }).run(), crl: () => kept };
}

const get = (app: FastifyInstance, url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

test('each published file has its bytes, its content type and a time to keep', async (t) => {
  const { app, ca, makeCrl, crl } = await served(t);
  await makeCrl();
  const { id, certificate, root } = ca.issuer;
  const expected: readonly (readonly [string, string, Uint8Array | undefined])[] = [
    [`/ca/${id}.cer`, 'application/pkix-cert', certificate],
    ['/ca/root.cer', 'application/pkix-cert', root],
    [`/ca/${id}.crl`, 'application/pkix-crl', crl()?.der],
    ['/ca/root.crl', 'application/pkix-crl', undefined],
    ['/ca/root.pem', 'application/x-pem-file', undefined],
  ];
  for (const [url, type, bytes] of expected) {
    const answer = await get(app, url);
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, type], url);
    assert.match(String(answer.headers['cache-control']), /^public, max-age=\d+$/);
    assert.ok(answer.headers.etag && answer.headers['last-modified']);
    if (bytes !== undefined) assert.deepEqual(answer.rawPayload, Buffer.from(bytes), url);
    assert.ok(answer.rawPayload.length > 100, url);
  }
});

test('a client that has the file gets 304, by ETag or by date; HEAD gives the headers', async (t) => {
  const { app } = await served(t);
  const first = await get(app, '/ca/root.cer');
  const etag = String(first.headers.etag);
  const modified = String(first.headers['last-modified']);
  for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    assert.equal((await get(app, '/ca/root.cer', { 'if-none-match': value })).statusCode, 304, value);
  }
  assert.equal((await get(app, '/ca/root.cer', { 'if-none-match': '"other"' })).statusCode, 200);
  assert.equal((await get(app, '/ca/root.cer', { 'if-modified-since': modified })).statusCode, 304);
  const both = { 'if-none-match': '"other"', 'if-modified-since': modified };
  assert.equal((await get(app, '/ca/root.cer', both)).statusCode, 200, 'the ETag decides');
  assert.equal((await get(app, '/ca/root.cer', { 'if-modified-since': 'yesterday' })).statusCode, 200);
  const head = await app.inject({ method: 'HEAD', url: '/ca/root.cer' });
  assert.deepEqual([head.statusCode, head.headers.etag, head.body], [200, etag, '']);
});

test('before the first CRL the address says so; a new CRL is given out within seconds, under a new ETag', async (t) => {
  const { app, ca, clock, makeCrl } = await served(t);
  const url = `/ca/${ca.issuer.id}.crl`;
  const early = await get(app, url);
  assert.deepEqual([early.statusCode, early.headers['retry-after']], [503, '10']);
  await makeCrl();
  const first = await get(app, url);
  assert.equal(first.statusCode, 200);
  await clock.advance(60_000);
  await makeCrl();
  const second = await get(app, url);
  assert.equal(second.statusCode, 200);
  assert.notEqual(second.headers.etag, first.headers.etag);
  assert.notEqual(second.headers['last-modified'], first.headers['last-modified']);
});

test('the page at / says what this is, and that a trial is one', async (t) => {
  const { app, ca } = await served(t);
  const page = await get(app, '/');
  assert.equal(page.headers['content-type'], 'text/plain; charset=utf-8');
  assert.match(page.body, /certificate authority of Test Works \(TRIAL/);
  assert.ok(page.body.includes(fingerprint(ca.issuer.root)) && page.body.includes(`/ca/${ca.issuer.id}.crl`));
});

test('no other path is there, and nothing else of the directory', async (t) => {
  const { app } = await served(t);
  for (const url of [
    '/ca',
    '/ca/',
    '/ca/root.key.sealed',
    '/ca/authority.json',
    '/ca/..%2fat-rest.key',
    '/ca/0.crl',
  ]) {
    assert.equal((await get(app, url)).statusCode, 404, url);
  }
});

for (const [family, host, literal] of [
  ['IPv6', '::1', '[::1]'],
  ['IPv4', '127.0.0.1', '127.0.0.1'],
] as const) {
  test(`the own challenges are answered while they are put, over ${family}`, async (t) => {
    const own = createOwnChallenges();
    own.put('token-one', 'token-one.thumbprint');
    const app = Fastify();
    t.after(() => app.close());
    await app.register(own.handler);
    try {
      await app.listen({ host, port: 0 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') throw error;
      return t.skip(`this machine has no ${family} loopback`);
    }
    const { port } = app.server.address() as AddressInfo;
    const url = `http://${literal}:${port}/.well-known/acme-challenge/token-one`;
    assert.equal(await (await fetch(url)).text(), 'token-one.thumbprint');
    own.remove('token-one');
    assert.equal((await fetch(url)).status, 404);
  });
}

test('only so many own challenges are kept: the oldest goes', async (t) => {
  const { app, own } = await served(t);
  for (let i = 0; i <= 100; i++) own.put(`t${i}`, `a${i}`);
  assert.equal((await get(app, '/.well-known/acme-challenge/t0')).statusCode, 404);
  assert.equal((await get(app, '/.well-known/acme-challenge/t100')).body, 'a100');
});
