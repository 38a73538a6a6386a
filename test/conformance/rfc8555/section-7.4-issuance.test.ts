import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';
import { makeCsr, makeKey } from '../../support/csr.ts';
import { chainOf, createAcmeClient } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';

describe('RFC 8555 section 7.4: applying for certificate issuance', () => {
  const server = useTestAcme();

  test('goes from order to certificate, each answer telling the end at once', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example']);
    assert.equal(order.status, 201);
    assert.equal(order.body.status, 'pending');
    const [challenge] = await client.proveAll(order);
    assert.equal(challenge?.body.status, 'valid');
    assert.equal(challenge?.headers['retry-after'], undefined);

    const key = makeKey();
    const done = await client.finalize(order, makeCsr(['a.example'], key));
    assert.equal(done.status, 200, done.text);
    assert.equal(done.body.status, 'valid');
    const certificate = await client.post(done.body.certificate);
    assert.equal(certificate.headers['content-type'], 'application/pem-certificate-chain');
    const [leaf = '', issuing = ''] = certificate.text.split(/(?<=-----END CERTIFICATE-----\n)/);
    assert.equal(new X509Certificate(leaf).subjectAltName, 'DNS:a.example');
    assert.ok(new X509Certificate(leaf).checkPrivateKey(key.privateKey));
    assert.ok(new X509Certificate(leaf).verify(new X509Certificate(issuing).publicKey));
  });

  test('a wildcard by dns-01, together with its base name', async () => {
    const client = await server().client();
    const order = await client.newOrder(['*.w.example', 'w.example']);
    await client.proveAll(order, 'dns-01');
    const done = await client.finalize(order, makeCsr(['w.example', '*.w.example']));
    const [leaf] = chainOf(await client.post(done.body.certificate));
    assert.equal(new X509Certificate(leaf ?? '').subjectAltName, 'DNS:*.w.example, DNS:w.example');
  });

  test('the order as it is read: expiry, identifiers, profile, addresses', async () => {
    const client = await server().client();
    const order = await client.newOrder(['o.example']);
    const read = await client.post(order.location);
    assert.deepEqual(read.body, order.body);
    assert.match(read.body.expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(read.body.profile, 'default');
    assert.equal(read.body.certificate, undefined);
    assert.equal(read.location, order.location);
  });

  test('the same unfinished order is returned, not made again', async () => {
    const client = await server().client();
    const order = await client.newOrder(['same.example']);
    assert.equal((await client.newOrder(['same.example'])).location, order.location);
    assert.notEqual((await client.newOrder(['same.example'], { profile: 'short' })).location, order.location);
    assert.notEqual((await (await server().client()).newOrder(['same.example'])).location, order.location);
  });

  test('profiles: 45 days or 160 hours, from the directory of that name, or by name', async () => {
    const client = await server().client();
    assert.deepEqual(Object.keys(client.directory.meta.profiles as object), ['default', 'short']);
    const hours = async (profile?: string) => {
      const order = await client.newOrder([`${profile}.example`], profile === undefined ? {} : { profile });
      await client.proveAll(order);
      const done = await client.finalize(order, makeCsr([`${profile}.example`]));
      const [leaf] = chainOf(await client.post(done.body.certificate));
      const { validFromDate, validToDate } = new X509Certificate(leaf ?? '');
      return (validToDate.getTime() - validFromDate.getTime() + 1_000) / 3_600_000;
    };
    assert.equal(await hours(), 45 * 24);
    assert.equal(await hours('short'), 160);

    const short = await createAcmeClient(`${server().base}/acme/short/directory`);
    await short.newAccount();
    assert.match(short.kid, /\/acme\/short\/account\//);
    const order = await short.newOrder(['d.example']);
    assert.equal(order.body.profile, 'short');
    assert.equal(
      (await short.newOrder(['d.example'], { profile: 'default' })).body.type,
      'urn:ietf:params:acme:error:invalidProfile',
    );
    const elsewhere = order.location.replace('/acme/short/', '/acme/');
    assert.equal((await short.post(elsewhere)).status, 404, 'an order lives in its directory');
    short.close();
  });

  test('notBefore and notAfter within the profile are kept', async () => {
    const client = await server().client();
    const [notBefore, notAfter] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 86_400_000)].map(
      (date) => `${date.toISOString().slice(0, 19)}Z`,
    );
    const order = await client.newOrder(['dates.example'], { notBefore, notAfter });
    assert.equal(order.body.notAfter, notAfter);
    await client.proveAll(order);
    const done = await client.finalize(order, makeCsr(['dates.example']));
    const [leaf] = chainOf(await client.post(done.body.certificate));
    assert.equal(new X509Certificate(leaf ?? '').validToDate.toISOString().replace('.000', ''), notAfter);
  });

  test('a finalize sent again is echoed for the same key, refused for another', async () => {
    const client = await server().client();
    const order = await client.newOrder(['twice.example']);
    await client.proveAll(order);
    const csr = makeCsr(['twice.example']);
    const first = await client.finalize(order, csr);
    assert.deepEqual((await client.finalize(order, csr)).body, first.body);
    const other = await client.finalize(order, makeCsr(['twice.example']));
    assert.equal(other.status, 403);
    assert.equal(other.body.type, 'urn:ietf:params:acme:error:orderNotReady');
  });

  test('of finalizes at once with different keys one certificate comes', async () => {
    const client = await server().client();
    const order = await client.newOrder(['storm.example']);
    await client.proveAll(order);
    const csrs = Array.from({ length: 6 }, () => makeCsr(['storm.example']));
    const replies = await Promise.all(csrs.map((csr) => client.finalize(order, csr)));
    assert.equal(replies.filter((reply) => reply.status === 200).length, 1);
    const identifier = { type: 'dns', value: 'storm.example' } as const;
    const rows = await server().store.certificates.list({ identifier }, { limit: 10 });
    assert.equal(rows.length, 1);
  });

  test('section 7.4.2: alternate chains are linked, and only the owner gets any', async () => {
    const client = await server().client();
    const order = await client.newOrder(['chain.example']);
    await client.proveAll(order);
    const url = (await client.finalize(order, makeCsr(['chain.example']))).body.certificate;
    const [main, links] = await client
      .post(url)
      .then((reply) => [chainOf(reply), reply.links.alternate ?? []] as const);
    assert.equal(main.length, 2);
    assert.deepEqual(links, [`${url}/1`]);
    const alternate = await client.post(links[0] ?? '');
    assert.equal(chainOf(alternate).length, 3, 'with the root');
    assert.deepEqual(alternate.links.alternate, [url]);
    for (const bad of ['/2', '/01', '/x', '/-1'])
      assert.equal((await client.post(url + bad)).status, 404, bad);
    const other = await server().client();
    for (const each of [url, ...links]) assert.equal((await other.post(each)).status, 403);
    assert.equal((await client.send('GET', url)).status, 405);
  });
});
