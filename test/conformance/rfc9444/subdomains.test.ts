// RFC 9444: one proof of a domain serves the names below it, where the directory says so, and nothing else ever does.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fault } from '../../../src/core/index.ts';
import type { AcmeClient, AcmeReply } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeCsr } from '../../support/csr.ts';
import { type DnsAcme, proveByDns01, useDnsAcme } from '../../support/dns-acme.ts';

const PLAIN = { profile: 'default', profiles: ['default'] } as const;
const DIRECTORY = { ...PLAIN, name: 'default', subdomainAuthorizations: true } as const;
const OTHER = { ...PLAIN, name: 'other', subdomainAuthorizations: true } as const;
const CLOSED = { ...PLAIN, name: 'closed' } as const;
const DAY = 86_400_000;

describe('RFC 9444 where it is off, as by default', () => {
  const server = useTestAcme();

  test('nothing is offered, and newAuthz is refused', async () => {
    const client = await server().client();
    assert.equal(client.directory.newAuthz, undefined);
    assert.equal(client.directory.meta['subdomainAuthAllowed'], undefined);
    const reply = await client.post(`${server().base}/acme/new-authz`, {
      identifier: { type: 'dns', value: 'a.example' },
    });
    assert.equal(reply.status, 403);
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:unauthorized');
  });

  test('ancestorDomain is an unknown member: the name itself is to be proven', async () => {
    const client = await server().client();
    for (const ancestorDomain of ['example', 'not.above']) {
      const order = await newOrder(client, [
        { type: 'dns', value: `a.${ancestorDomain}.b.example`, ancestorDomain },
      ]);
      const { body } = await client.post(order.body.authorizations[0]);
      assert.equal(body.identifier.value, `a.${ancestorDomain}.b.example`);
      assert.equal(body.subdomainAuthAllowed, undefined);
    }
  });
});

describe('RFC 9444 section 4.2: new orders', () => {
  const server = useTestAcme({ directories: [DIRECTORY, CLOSED], builtInNames: ['localhost', 'ca.example'] });

  test('the authorization is for the ancestor, over DNS only, and says that it serves the names below', async () => {
    const client = await server().client();
    const order = await newOrder(client, [
      { type: 'dns', value: 'a.b.one.example', ancestorDomain: 'one.example' },
    ]);
    assert.equal(order.status, 201, order.text);
    assert.deepEqual(order.body.identifiers, [{ type: 'dns', value: 'a.b.one.example' }]);
    const { body } = await client.post(order.body.authorizations[0]);
    assert.deepEqual(body.identifier, { type: 'dns', value: 'one.example' });
    assert.equal(body.subdomainAuthAllowed, true);
    assert.equal(body.wildcard, undefined);
    assert.deepEqual(
      body.challenges.map(({ type }: { type: string }) => type),
      ['dns-01'],
    );
    await client.proveAll(order, 'dns-01');
    const last = await client.finalize(order, makeCsr(['a.b.one.example']));
    assert.equal(last.body.status, 'valid', last.text);
    assert.deepEqual(server().validator.requests.at(-1)?.identifier, { type: 'dns', value: 'one.example' });
  });

  test('names under one ancestor share one authorization, which the order lists once', async () => {
    const client = await server().client();
    const names = ['a.two.example', 'b.two.example', '*.c.two.example'];
    const order = await newOrder(client, [
      ...names.map((value) => ({ type: 'dns', value, ancestorDomain: 'two.example' })),
      { type: 'dns', value: 'own.example' },
    ]);
    assert.equal(order.body.authorizations.length, 2);
    await client.proveAll(order, 'dns-01');
    const last = await client.finalize(order, makeCsr([...names, 'own.example']));
    assert.equal(last.body.status, 'valid', last.text);
  });

  test('once proven, it serves later orders for names below it, without an offer', async () => {
    const client = await server().client();
    const first = await newOrder(client, [
      { type: 'dns', value: 'a.three.example', ancestorDomain: 'three.example' },
    ]);
    await client.proveAll(first, 'dns-01');
    for (const name of ['b.three.example', 'c.d.three.example', '*.three.example', 'three.example']) {
      const order = await client.newOrder([name]);
      assert.equal(order.body.status, 'ready', name);
      assert.deepEqual(order.body.authorizations, first.body.authorizations);
      assert.equal((await client.finalize(order, makeCsr([name]))).body.status, 'valid', name);
    }
    for (const name of ['xthree.example', 'other.example'])
      assert.equal((await client.newOrder([name])).body.status, 'pending', name);
    const stranger = await server().client();
    assert.equal((await stranger.newOrder(['b.three.example'])).body.status, 'pending', 'another account');
  });

  test('what is allowed is asked of every name; the ancestor is the widest that is allowed itself', async () => {
    await server().allow('name', 'corp.company');
    const client = await server().client();
    const order = await newOrder(client, [
      { type: 'dns', value: 'a.b.corp.company', ancestorDomain: 'company' },
    ]);
    const { body } = await client.post(order.body.authorizations[0]);
    assert.equal(body.identifier.value, 'corp.company');
    const refused = await newOrder(client, [{ type: 'dns', value: 'a.company', ancestorDomain: 'company' }]);
    assert.equal(refused.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');

    await server().allow('exact', 'www.alone.company');
    const alone = await newOrder(client, [
      { type: 'dns', value: 'www.alone.company', ancestorDomain: 'alone.company' },
    ]);
    const own = await client.post(alone.body.authorizations[0]);
    assert.equal(own.body.identifier.value, 'www.alone.company');
    assert.equal(own.body.subdomainAuthAllowed, undefined);
  });

  test('what is no longer allowed is not issued, though its ancestor is proven', async () => {
    await server().allow('name', 'gone.company');
    const client = await server().client();
    const order = await newOrder(client, [
      { type: 'dns', value: 'a.gone.company', ancestorDomain: 'gone.company' },
    ]);
    await client.proveAll(order, 'dns-01');
    await server().store.allowances.remove('name', 'gone.company', { at: 0, actor: 'administrator' });
    server().acme.allowancesChanged();
    const reply = await client.finalize(order, makeCsr(['a.gone.company']));
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
    assert.equal(
      (await client.newOrder(['b.gone.company'])).body.type,
      'urn:ietf:params:acme:error:rejectedIdentifier',
    );
  });

  test("the server's own names are no ancestors: they are proven on the server, not in the DNS", async () => {
    const client = await server().client();
    const order = await newOrder(client, [
      { type: 'dns', value: 'a.ca.example', ancestorDomain: 'ca.example' },
    ]);
    const { body } = await client.post(order.body.authorizations[0]);
    assert.equal(body.identifier.value, 'a.ca.example');
    const own = await client.post(client.directory.newAuthz ?? '', {
      identifier: { type: 'dns', value: 'ca.example', subdomainAuthAllowed: true },
    });
    assert.equal(own.body.subdomainAuthAllowed, false);
    assert.equal((await client.newOrder(['b.ca.example'])).body.status, 'pending');
  });

  test('an ancestor that lies not above the name is malformed', async () => {
    const client = await server().client();
    for (const ancestorDomain of ['other.example', 'x.four.example', 'our.example', '']) {
      const reply = await newOrder(client, [{ type: 'dns', value: 'a.four.example', ancestorDomain }]);
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:malformed', ancestorDomain);
    }
    const reply = await newOrder(client, [{ type: 'dns', value: 'a.four.example', ancestorDomain: 7 }]);
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:malformed');
  });

  test('a failed or deactivated ancestor proves nothing', async () => {
    const client = await server().client();
    server().validator.script = (request) =>
      request.identifier.value === 'five.example' ? fault('serverInternal', {}) : undefined;
    const failed = await newOrder(client, [
      { type: 'dns', value: 'a.five.example', ancestorDomain: 'five.example' },
    ]);
    await client.proveAll(failed, 'dns-01');
    assert.equal((await client.newOrder(['b.five.example'])).body.status, 'pending');
    server().validator.script = () => undefined;

    const order = await newOrder(client, [
      { type: 'dns', value: 'a.six.example', ancestorDomain: 'six.example' },
    ]);
    await client.proveAll(order, 'dns-01');
    const [authorization] = order.body.authorizations;
    assert.equal((await client.post(authorization, { status: 'deactivated' })).body.status, 'deactivated');
    const reply = await client.finalize(order, makeCsr(['a.six.example']));
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:orderNotReady');
    assert.equal((await client.newOrder(['b.six.example'])).body.status, 'pending');
  });

  test('RFC 8555 section 7.6: who holds the ancestor may revoke certificates of names below it', async () => {
    const owner = await server().client();
    const order = await owner.newOrder(['www.seven.example']);
    await owner.proveAll(order);
    await owner.finalize(order, makeCsr(['www.seven.example']));
    const identifier = { type: 'dns', value: 'www.seven.example' } as const;
    const [row] = await server().store.certificates.list({ identifier }, { limit: 1 });
    const certificate = Buffer.from(row?.der ?? []).toString('base64url');
    const holder = await server().client();
    const revoke = () => holder.post(holder.directory.revokeCert ?? '', { certificate });
    assert.equal((await revoke()).status, 403);
    await holder.proveAll(
      await newOrder(holder, [{ type: 'dns', value: 'x.seven.example', ancestorDomain: 'seven.example' }]),
      'dns-01',
    );
    assert.equal((await revoke()).status, 200);
  });

  test('under a directory that does not offer it, it does not serve', async () => {
    const client = await server().client();
    await client.proveAll(
      await newOrder(client, [{ type: 'dns', value: 'a.eight.example', ancestorDomain: 'eight.example' }]),
      'dns-01',
    );
    const order = await client.post(`${server().base}/acme/closed/new-order`, {
      identifiers: [{ type: 'dns', value: 'b.eight.example' }],
    });
    assert.equal(order.body.status, 'pending');
  });
});

describe('RFC 8555 section 7.4.1 and RFC 9444 section 4.1: authorizations before an order', () => {
  let age = 0;
  const server = useTestAcme({
    directories: [DIRECTORY, OTHER],
    clock: {
      now: () => Date.now() + age,
      monotonic: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
  });
  test('section 4.3: the directory offers it', async () => {
    const client = await server().client();
    assert.equal(client.directory.newAuthz, `${server().base}/acme/new-authz`);
    assert.equal(client.directory.meta['subdomainAuthAllowed'], true);
  });

  test('section 5: one authorization, then orders that are ready at once', async () => {
    const client = await server().client();
    const created = await preAuthorize(client, 'one.example');
    assert.equal(created.status, 201, created.text);
    assert.match(created.location, /\/acme\/authorization\//);
    assert.equal(created.body.status, 'pending');
    assert.equal(created.body.subdomainAuthAllowed, true);
    assert.deepEqual(
      created.body.challenges.map(({ type }: { type: string }) => type),
      ['dns-01'],
    );
    assert.equal(
      (await client.newOrder(['early.one.example'])).body.status,
      'pending',
      'not before it is proven',
    );
    await client.post(created.body.challenges[0].url, {});
    assert.equal((await client.post(created.location)).body.status, 'valid');
    for (const name of ['sub1.one.example', 'sub2.one.example', '*.sub3.one.example']) {
      const order = await client.newOrder([name]);
      assert.equal(order.body.status, 'ready');
      assert.deepEqual(order.body.authorizations, [created.location]);
      assert.equal((await client.finalize(order, makeCsr([name]))).body.status, 'valid');
    }
  });

  test('the same again is the same, pending or valid; without the flag it is another, for the name alone', async () => {
    const client = await server().client();
    const created = await preAuthorize(client, 'two.example');
    const again = await preAuthorize(client, 'two.example');
    assert.equal(again.status, 200);
    assert.equal(again.location, created.location);
    const plain = await preAuthorize(client, 'two.example', {});
    assert.equal(plain.status, 201);
    assert.equal(plain.body.subdomainAuthAllowed, false);
    assert.ok(plain.body.challenges.length > 1, 'any challenge proves the name alone');
    await client.post(plain.body.challenges[0].url, {});
    assert.equal((await client.newOrder(['two.example'])).body.status, 'ready');
    assert.equal((await client.newOrder(['a.two.example'])).body.status, 'pending');
    assert.equal((await client.newOrder(['*.two.example'])).body.status, 'pending');
  });

  test('what may not be issued is not authorized', async () => {
    const client = await server().client();
    for (const [value, type] of [
      ['elsewhere.org', 'rejectedIdentifier'],
      ['*.three.example', 'malformed'],
      ['a_b.example', 'rejectedIdentifier'],
    ] as const)
      assert.equal(
        (await preAuthorize(client, value)).body.type,
        `urn:ietf:params:acme:error:${type}`,
        value,
      );
    for (const identifier of [
      undefined,
      'a.example',
      {},
      { type: 'dns', value: 'a.example', subdomainAuthAllowed: 'yes' },
    ]) {
      const reply = await client.post(client.directory.newAuthz ?? '', { identifier });
      assert.equal(reply.body.type, 'urn:ietf:params:acme:error:malformed');
    }
  });

  test("another account's and another directory's orders are not served", async () => {
    const client = await server().client();
    const created = await preAuthorize(client, 'four.example');
    await client.post(created.body.challenges[0].url, {});
    const stranger = await server().client();
    assert.equal((await stranger.newOrder(['a.four.example'])).body.status, 'pending');
    assert.equal((await stranger.post(created.location)).status, 403);
    const other = await client.post(`${server().base}/acme/other/new-order`, {
      identifiers: [{ type: 'dns', value: 'a.four.example' }],
    });
    assert.equal(other.body.status, 'pending');
  });

  test('an account has at most 100 of them', async () => {
    const client = await server().client();
    for (let i = 0; i < 100; i++)
      assert.equal((await preAuthorize(client, `n${i}.five.example`)).status, 201);
    const refused = await preAuthorize(client, 'n100.five.example');
    assert.equal(refused.status, 429);
    assert.equal(refused.body.type, 'urn:ietf:params:acme:error:rateLimited');
    assert.ok(refused.headers['retry-after']);
    assert.equal((await preAuthorize(client, 'n7.five.example')).status, 200, 'one that is there is shown');
    const other = await server().client();
    assert.equal((await preAuthorize(other, 'n100.five.example')).status, 201);
  });

  test('it serves as long as it outlives the order, and not a day longer', async () => {
    const client = await server().client();
    const created = await preAuthorize(client, 'six.example');
    await client.post(created.body.challenges[0].url, {});
    age += 22 * DAY;
    assert.equal((await client.newOrder(['a.six.example'])).body.status, 'ready');
    age += 2 * DAY;
    assert.equal((await client.newOrder(['b.six.example'])).body.status, 'pending');
    age = 0;
  });
});

describe('RFC 9444 and CAA: a name below a proven ancestor is asked for its own records', () => {
  const caa = { mode: 'enforce', issuers: ['ca.example'] } as const;
  const server = useDnsAcme({ directories: [{ ...DIRECTORY, caa }] });

  test('records of the name that forbid are obeyed, though those of the ancestor permitted', async () => {
    const at = server();
    const client = await at.client();
    await provenAncestor(at, client, 'caa1.test');
    at.dns.set('shut.caa1.test', { CAA: [{ tag: 'issue', value: 'other.example' }] });
    at.dns.set('wild.caa1.test', { CAA: [{ tag: 'issuewild', value: ';' }] });
    for (const [name, status] of [
      ['open.caa1.test', 'valid'],
      ['shut.caa1.test', 'caa'],
      ['a.shut.caa1.test', 'caa'],
      ['*.wild.caa1.test', 'caa'],
      ['wild.caa1.test', 'valid'],
    ] as const) {
      const order = await client.newOrder([name]);
      assert.equal(order.body.status, 'ready', name);
      const reply = await client.finalize(order, makeCsr([name]));
      const seen = reply.status < 300 ? reply.body.status : reply.body.type.split(':').at(-1);
      assert.equal(seen, status, `${name}: ${reply.text}`);
    }
  });
});

type Asked = { readonly type: string; readonly value: string; readonly ancestorDomain?: unknown };

function newOrder(client: AcmeClient, identifiers: readonly Asked[]) {
  return client.post(client.directory.newOrder ?? '', { identifiers });
}

function preAuthorize(client: AcmeClient, value: string, more: object = { subdomainAuthAllowed: true }) {
  return client.post(client.directory.newAuthz ?? '', { identifier: { type: 'dns', value, ...more } });
}

async function provenAncestor(at: DnsAcme, client: AcmeClient, ancestorDomain: string): Promise<AcmeReply> {
  at.dns.set(ancestorDomain, {});
  const order = await newOrder(client, [{ type: 'dns', value: `first.${ancestorDomain}`, ancestorDomain }]);
  const [challenge] = await proveByDns01(at, client, order);
  assert.equal(challenge?.body.status, 'valid', challenge?.text);
  return order;
}
