// RFC 8738 section 3: what an IP identifier is, who may have one, and that it is never taken for a name.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';
import { addressBytes } from '../../../src/net/index.ts';
import { type GeneralName, subjectAltName } from '../../../src/wire/x509/index.ts';
import { type AcmeClient, chainOf } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeKey, makeOddCsr } from '../../support/csr.ts';

const V6 = '2001:db8:1::7';
const V4 = '192.0.2.7';

describe('RFC 8738: IP identifiers', () => {
  const server = useTestAcme({ testAddresses: true });
  const client = async () => {
    await server().allow('address', '2001:db8:1::/48');
    await server().allow('address', '192.0.2.0/28');
    return server().client();
  };

  test('an order for addresses of both families and a name: certified as they were ordered', async () => {
    const one = await client();
    const ordered = [ip(V6), ip(V4), { type: 'dns', value: 'www.example' }];
    const order = await newOrder(one, ordered);
    assert.equal(order.status, 201, order.text);
    assert.deepEqual(order.body.identifiers, ordered);
    for (const [index, url] of order.body.authorizations.entries()) {
      const { body } = await one.post(url);
      assert.deepEqual(body.identifier, ordered[index]);
      assert.equal(body.wildcard, undefined);
    }
    await one.proveAll(order);
    const last = await one.finalize(order, csrFor(ordered));
    assert.equal(last.body.status, 'valid', last.text);
    const [leaf] = chainOf(await one.post(last.body.certificate));
    assert.ok(leaf);
    const certificate = new X509Certificate(leaf);
    assert.equal(certificate.subject, undefined, 'an empty one');
    assert.equal(certificate.checkIP(V6), V6);
    assert.equal(certificate.checkIP(V4), V4);
    assert.equal(certificate.checkIP('192.0.2.8'), undefined);
    assert.equal(certificate.checkHost('www.example'), 'www.example');
  });

  test('section 4: http-01 and tls-alpn-01 are offered, and no challenge over DNS', async () => {
    const one = await client();
    for (const value of [V6, V4]) {
      const order = await newOrder(one, [ip(value)]);
      const { body } = await one.post(order.body.authorizations[0]);
      const types = body.challenges.map(({ type }: { type: string }) => type);
      assert.deepEqual(types, ['http-01', 'tls-alpn-01']);
      assert.equal((await one.post(body.challenges[0].url.replace(/http-01$/, 'dns-01'), {})).status, 404);
    }
  });

  test('no CAA record is asked for: an address has none', async () => {
    const one = await client();
    await one.proveAll(await newOrder(one, [ip(V6)]));
    const request = server().validator.requests.at(-1);
    assert.deepEqual(request?.identifier, ip(V6));
    assert.equal(request?.caa.mode, 'off');
  });

  for (const [written, canonical] of [
    ['2001:DB8:1::7', V6],
    ['2001:db8:1:0::7', V6],
    ['2001:db8:1:0:0:0:0:7', V6],
    ['2001:0db8:1::7', V6],
    ['2001:db8:1::0.0.0.7', V6],
  ] as const)
    test(`${written} is refused, and the refusal says ${canonical}`, async () => {
      const reply = await newOrder(await client(), [ip(written)]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
      assert.match(reply.body.detail, new RegExp(`Order it as ${canonical.replaceAll('.', '\\.')}\\.$`));
    });

  for (const written of [
    '192.0.2.07',
    '192.0.2',
    '3221225991',
    '0xc0.0.2.7',
    '[2001:db8:1::7]',
    `${V6}/128`,
    `${V6}%eth0`,
    ` ${V4}`,
    'www.example',
    '',
    `*.${V4}`,
  ])
    test(`"${written}" is no address`, async () => {
      const reply = await newOrder(await client(), [ip(written)]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
      assert.match(reply.body.detail, /is not an IPv6 or IPv4 address/);
    });

  test('an address that nobody allowed is refused, and the refusal says how it is allowed', async () => {
    const one = await client();
    for (const value of ['2001:db8:2::7', '192.0.2.16', 'fd00::7']) {
      const reply = await newOrder(one, [ip(value)]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
      assert.match(reply.body.detail, new RegExp(`sixfour allow --address ${value} .*--network ${value}`));
    }
  });

  test('that validation may connect to a network allows no certificate for it', async () => {
    await server().allow('network', 'fd00:9::/32');
    const reply = await newOrder(await client(), [ip('fd00:9::7')]);
    assert.match(reply.body.detail, /may not issue for the address fd00:9::7/);
  });

  test('an allowance that was taken back counts at finalize', async () => {
    const one = await client();
    await server().allow('address', '2001:db8:3::/48');
    const order = await newOrder(one, [ip('2001:db8:3::7')]);
    await one.proveAll(order);
    await server().store.allowances.remove('address', '2001:db8:3::/48', { at: 0, actor: 'administrator' });
    server().acme.allowancesChanged();
    const reply = await one.finalize(order, csrFor([ip('2001:db8:3::7')]));
    assert.match(reply.body.detail, /may not issue for the address/);
  });

  for (const value of [
    '0.0.0.0',
    '169.254.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '169.254.169.254',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:192.0.2.7',
    '2002:a9fe:a9fe::1',
  ])
    test(`${value} is never issued, whatever is allowed`, async () => {
      await server().store.allowances.add({
        kind: 'address',
        value: value.includes(':') ? '::/0' : '0.0.0.0/0',
        createdAt: 0,
      });
      server().acme.allowancesChanged();
      const reply = await newOrder(await client(), [ip(value)]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
      assert.match(reply.body.detail, /No certificate is ever issued for/);
      await server().store.allowances.remove('address', value.includes(':') ? '::/0' : '0.0.0.0/0', {
        at: 0,
        actor: 'administrator',
      });
      server().acme.allowancesChanged();
    });

  test('incident 6: a name that is spelled like an address is refused as a name, and told the type', async () => {
    const one = await client();
    for (const value of [V4, V6, '0xc0000207', '192.0.2.7.']) {
      const reply = await newOrder(one, [{ type: 'dns', value }]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier', value);
    }
    const reply = await newOrder(one, [{ type: 'dns', value: V4 }]);
    assert.match(reply.body.detail, /with the type "ip"/);
  });

  test('several bad ones are parts, each with its own identifier', async () => {
    const reply = await newOrder(await client(), [ip('2001:DB8:1::7'), ip('x'), ip(V4)]);
    assert.deepEqual(
      reply.body.subproblems.map(({ identifier }: { identifier: unknown }) => identifier),
      [ip('2001:DB8:1::7'), ip('x')],
    );
  });

  for (const [what, asked] of [
    ['a host name that is spelled like the address', [{ type: 'dns', value: V4 }]],
    ['another address', [ip('192.0.2.8')]],
    ['the address and one more', [ip(V4), ip('192.0.2.8')]],
    ['its IPv4-mapped form', [ip('::ffff:192.0.2.7')]],
  ] as const)
    test(`a CSR with ${what} is refused`, async () => {
      const one = await client();
      const order = await newOrder(one, [ip(V4)]);
      await one.proveAll(order);
      const reply = await one.finalize(order, csrFor(asked));
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:badCSR');
      assert.equal((await one.post(order.location)).body.status, 'ready');
    });

  test('RFC 8555 section 7.6: who holds authorizations for all addresses may revoke; for a name that is spelled so, not', async () => {
    const owner = await client();
    const order = await newOrder(owner, [ip(V6)]);
    await owner.proveAll(order);
    const { body } = await owner.finalize(order, csrFor([ip(V6)]));
    const [leaf] = chainOf(await owner.post(body.certificate));
    const certificate = leaf?.toString('base64url');
    const other = await client();
    const refused = await other.post(other.directory.revokeCert ?? '', { certificate });
    assert.equal(refused.body.type, 'urn:ietf:params:acme:error:unauthorized');
    await other.proveAll(await newOrder(other, [ip(V6)]));
    assert.equal((await other.post(other.directory.revokeCert ?? '', { certificate })).status, 200);
  });
});

describe('outside of tests', () => {
  const server = useTestAcme();
  for (const value of ['127.0.0.1', '::1', '192.0.2.7', '2001:db8::7', '3fff::7'])
    test(`${value} is never issued, whatever is allowed`, async () => {
      await server().store.allowances.add({ kind: 'address', value: '::/0', createdAt: 0 });
      await server().store.allowances.add({ kind: 'address', value: '0.0.0.0/0', createdAt: 0 });
      server().acme.allowancesChanged();
      const reply = await newOrder(await server().client(), [ip(value)]);
      assert.match(reply.body.detail, /No certificate is ever issued for/);
    });
});

describe('a directory without a challenge that can prove an address', () => {
  const server = useTestAcme({
    testAddresses: true,
    directories: [{ name: 'default', profile: 'default', profiles: ['default'], challengeTypes: ['dns-01'] }],
  });
  test('refuses the order instead of making one that cannot be fulfilled', async () => {
    await server().allow('address', '192.0.2.0/24');
    const reply = await newOrder(await server().client(), [ip(V4)]);
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
    assert.match(
      reply.body.detail,
      /No challenge type that this directory offers can prove "IP:192\.0\.2\.7"/,
    );
  });
});

type Asked = { readonly type: string; readonly value: string };

function ip(value: string): Asked {
  return { type: 'ip', value };
}

function newOrder(client: AcmeClient, identifiers: readonly Asked[]) {
  return client.post(client.directory.newOrder ?? '', { identifiers });
}

function csrFor(identifiers: readonly Asked[]): Uint8Array {
  const names = identifiers.map(({ type, value }): GeneralName => {
    const bytes = addressBytes(value);
    return type === 'ip' && bytes !== undefined ? { kind: 'ip', bytes } : { kind: 'dns', value };
  });
  return makeOddCsr({ key: makeKey(), names: [], extensions: [subjectAltName(names, false)] });
}
