import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';
import { chainOf, makeAccountKey } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeCsr, makeKey, makeOddCsr } from '../../support/csr.ts';
import { fault } from '../../../src/core/index.ts';

const problem = (type: string) => `urn:ietf:params:acme:error:${type}`;

/** What happened to other ACME servers, and must not happen here. Revocation's are in section-7.6, names' in bad-orders. */
describe('incidents of other servers', () => {
  const server = useTestAcme();

  test('CVE-2025-44005, CVE-2026-30836: what matches no branch is refused, never let through', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example']);
    const [url] = order.body.authorizations;
    for (const [target, payload] of [
      [`${url.replace('/authorization/', '/challenge/')}/device-attest-01`, {}],
      [`${url.replace('/authorization/', '/challenge/')}/`, {}],
      [url, { status: 'valid' }],
      [url, { status: null }],
      [client.kid, { status: 'valid ' }],
      [order.location, { status: 'ready' }],
    ]) {
      const reply = await client.post(target, payload);
      assert.ok(reply.status >= 400, `${target}: ${reply.status}`);
    }
    assert.equal((await client.post(order.location)).body.status, 'pending');
    assert.equal(server().validator.requests.length, 0);
  });

  test('CVE-2026-40097: an empty list in a CSR extension ends one request, not the process', async () => {
    const client = await server().client();
    for (const oid of ['2.5.29.37', '2.5.29.17', '2.5.29.15', '2.5.29.19']) {
      const order = await client.newOrder(['empty.example']);
      await client.proveAll(order);
      const csr = makeOddCsr({
        names: [],
        extensions: [{ oid, critical: false, value: Buffer.from('3000', 'hex') }],
      });
      assert.equal((await client.finalize(order, csr)).body.type, problem('badCSR'), oid);
    }
    assert.equal((await client.newOrder(['after.example'])).status, 201);
  });

  test('dogtag#5406: an IP literal is no dns identifier, and no resolver is asked', async () => {
    const client = await server().client();
    const before = server().validator.requests.length;
    for (const value of ['127.0.0.1', '::1', '0x7f000001', '2130706433', '127.1', '0177.0.0.1'])
      assert.equal((await client.newOrder([value])).body.type, problem('rejectedIdentifier'), value);
    assert.equal(server().validator.requests.length, before);
  });

  test('UCM: the CSR gives the key and nothing else', async () => {
    const client = await server().client();
    const order = await client.newOrder(['plain.example']);
    await client.proveAll(order);
    const key = makeKey('P-384');
    const done = await client.finalize(order, makeCsr(['plain.example'], key, 'plain.example'));
    const [der] = chainOf(await client.post(done.body.certificate));
    const leaf = new X509Certificate(der ?? '');
    assert.equal(leaf.subject, undefined, 'the common name was not copied');
    assert.equal(leaf.subjectAltName, 'DNS:plain.example');
    assert.ok(leaf.checkPrivateKey(key.privateKey));
  });

  test('UCM: no order, authorization, challenge or certificate is readable without a signature', async () => {
    const client = await server().client();
    const order = await client.newOrder(['secret.example']);
    const [challenge] = await client.proveAll(order);
    const done = await client.finalize(order, makeCsr(['secret.example']));
    const [authorization] = order.body.authorizations;
    for (const url of [
      order.location,
      authorization,
      challenge?.body.url,
      done.body.certificate,
      client.kid,
    ]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const reply = await client.send(method, url);
        assert.equal(reply.status, 405, `${method} ${url}`);
        assert.doesNotMatch(reply.text, /secret\.example/);
      }
      assert.equal(
        (await client.send('POST', url, '', { 'content-type': 'application/jose+json' })).status,
        400,
      );
    }
  });

  test('UCM: an order needs an account; a bare key, known or not, cannot order', async () => {
    const client = await server().client();
    const payload = { identifiers: [{ type: 'dns', value: 'a.example' }] };
    for (const key of [client.key, makeAccountKey()]) {
      const reply = await client.post(client.directory.newOrder ?? '', payload, { key, reference: 'jwk' });
      assert.equal(reply.body.type, problem('malformed'));
    }
  });

  test('UCM: the thumbprint is of the canonical key: another spelling is the same account', async () => {
    const client = await server().client();
    const { kty, crv, x, y } = client.key.jwk as Record<string, string>;
    const key = { ...client.key, jwk: { use: 'sig', y, x, kid: 'mine', crv, kty } };
    const again = await (await server().stranger(key)).newAccount();
    assert.equal(again.status, 200);
    assert.equal(again.location, client.kid);
  });

  test('UCM: a key that is too weak is refused for accounts and for certificates alike', async () => {
    const client = await server().client();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const order = await client.newOrder(['weak.example']);
    await client.proveAll(order);
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const reply = await client.finalize(order, makeCsr(['weak.example'], { privateKey, spki }));
    assert.equal(reply.body.type, problem('badCSR'));
    const account = { algorithm: 'RS256', privateKey, jwk: publicKey.export({ format: 'jwk' }) };
    assert.equal((await (await server().stranger(account)).newAccount()).body.type, problem('badPublicKey'));
  });

  test('Let’s Encrypt 2020-02-29: each of N names is validated, and each failure is its own', async () => {
    const { validator } = server();
    const names = Array.from({ length: 12 }, (_, n) => `n${n}.example`);
    const before = validator.requests.length;
    validator.script = ({ identifier }) =>
      fault('rejectedIdentifier', { name: identifier.value, reason: 'it is not there at all.' });
    const client = await server().client();
    const replies = await client.proveAll(await client.newOrder(names));
    validator.script = () => undefined;
    const asked = validator.requests.slice(before);
    assert.deepEqual(
      asked.map(({ identifier }) => identifier.value),
      names,
    );
    assert.equal(new Set(asked.map(({ token }) => token)).size, names.length);
    replies.forEach((reply, n) => assert.match(reply.body.error.detail, new RegExp(`"${names[n]}"`)));
  });

  test('Let’s Encrypt 2023-06-15: the profile of the order is the profile of the certificate', async () => {
    const client = await server().client();
    const order = await client.newOrder(['pinned.example'], { profile: 'short' });
    await client.proveAll(order);
    await client.finalize(order, makeCsr(['pinned.example']));
    const identifier = { type: 'dns', value: 'pinned.example' } as const;
    const [row] = await server().store.certificates.list({ identifier }, { limit: 1 });
    assert.equal(row?.profile, 'short');
    assert.equal((row?.notAfter ?? 0) - (row?.notBefore ?? 0) + 1_000, 160 * 3_600_000);
  });

  test('OpenBao, Caddy: a new server issues nothing but localhost until names are allowed', async () => {
    for (const value of ['example', 'test'])
      await server().store.allowances.remove('name', value, { at: 0, actor: 'administrator' });
    server().acme.allowancesChanged();
    const client = await server().client();
    const reply = await client.newOrder(['a.example']);
    assert.match(reply.body.detail, /sixfour allow a\.example/);
    assert.equal((await client.newOrder(['localhost'])).status, 201);
    for (const value of ['example', 'test']) await server().allow('name', value);
  });

  test('an allowance that is withdrawn before finalize ends the issuance', async () => {
    await server().allow('exact', 'short.lived');
    const client = await server().client();
    const order = await client.newOrder(['short.lived']);
    await client.proveAll(order);
    await server().store.allowances.remove('exact', 'short.lived', { at: 0, actor: 'administrator' });
    server().acme.allowancesChanged();
    const reply = await client.finalize(order, makeCsr(['short.lived']));
    assert.equal(reply.body.type, problem('rejectedIdentifier'));
  });
});
