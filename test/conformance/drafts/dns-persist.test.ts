// draft-ietf-acme-dns-persist, 01 and 02, through the ACME server, on a scripted DNS server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hashedAccountUri } from '../../../src/validation/index.ts';
import { type AcmeClient, makeAccountKey, signJws } from '../../support/acme-client.ts';
import { makeCsr } from '../../support/csr.ts';
import { challengeOf, thumbprintOf, useDnsAcme } from '../../support/dns-acme.ts';

const TYPE = 'dns-persist-01';
const ISSUERS = ['ca.example', 'ca2.example'];
const directories = [
  {
    name: 'default',
    profile: 'default',
    profiles: ['default'],
    caa: { mode: 'off', issuers: ISSUERS },
    challengeTypes: ['http-01', TYPE],
  },
] as const;
const DAY = 86_400_000;

describe('dns-persist-01, draft 01', () => {
  const server = useDnsAcme({ directories });

  test('section 3.1: the challenge has no token, but the names of this CA and the account', async () => {
    const client = await server().client();
    const order = await client.newOrder(['object.test']);
    const challenge = await challengeOf(client, order.body.authorizations[0], TYPE);
    assert.deepEqual(challenge, {
      type: TYPE,
      url: challenge.url,
      status: 'pending',
      'issuer-domain-names': ISSUERS,
      accounturi: client.kid,
    });
    const { meta } = client.directory;
    assert.equal(meta['issuerDomainNames'], undefined);
    assert.equal(meta['accountHashPrefix'], undefined);
  });

  test('section 4.1: one record proves for ever, and for wildcards where it says so', async () => {
    const client = await server().client();
    server().dns.set('_validation-persist.stays.test', {
      TXT: ['ca9.example', ['ca2.example; ', `accounturi=${client.kid}; policy=WILDCARD`]],
    });
    for (let again = 0; again < 2; again++) {
      const order = await client.newOrder(['stays.test', '*.stays.test']);
      assert.equal(order.body.status, 'pending', 'nothing is taken over from the order before');
      for (const reply of await client.proveAll(order, TYPE))
        assert.equal(reply.body.status, 'valid', reply.text);
      const done = await client.finalize(order, makeCsr(['stays.test', '*.stays.test']));
      assert.equal(done.body.status, 'valid');
    }
  });

  const refusals: readonly (readonly [string, (kid: string) => string, string, RegExp])[] = [
    ['another account', (kid) => `ca.example; accounturi=${kid}0`, 'unauthorized', /not this account/],
    ['another issuer', (kid) => `other.example; accounturi=${kid}`, 'unauthorized', /none names this CA/],
    [
      'a time that has passed',
      (kid) => `ca.example; accounturi=${kid}; persistUntil=1`,
      'unauthorized',
      /has passed/,
    ],
    ['no account', () => 'ca.example', 'malformed', /no accounturi/],
    ['a semicolon at the end', (kid) => `ca.example; accounturi=${kid};`, 'malformed', /semicolon/],
    ['a parameter twice', (kid) => `ca.example; accounturi=${kid}; accounturi=${kid}`, 'malformed', /twice/],
    ['an odd time', (kid) => `ca.example; accounturi=${kid}; persistUntil=soon`, 'malformed', /persistUntil/],
  ];
  for (const [index, [title, record, type, says]] of refusals.entries()) {
    test(`section 9.3.1: ${title} is ${type}, and the record that would do is shown`, async () => {
      const client = await server().client();
      const name = `refused${index}.test`;
      const order = await client.newOrder([name]);
      server().dns.set(`_validation-persist.${name}`, { TXT: [record(client.kid)] });
      const { url } = await challengeOf(client, order.body.authorizations[0], TYPE);
      const { error } = (await client.post(url, {})).body;
      assert.equal(error.type, `urn:ietf:params:acme:error:${type}`);
      assert.match(error.detail, says);
      assert.ok(error.detail.endsWith(`publish there: ca.example; accounturi=${client.kid}`), error.detail);
      assert.match(error.documentation, /#persist-(refused|malformed)$/);
    });
  }

  test('section 5: without policy=wildcard there is no wildcard', async () => {
    const client = await server().client();
    const order = await client.newOrder(['*.narrow.test']);
    server().dns.set('_validation-persist.narrow.test', { TXT: [`ca.example; accounturi=${client.kid}`] });
    const { url } = await challengeOf(client, order.body.authorizations[0], TYPE);
    const { error } = (await client.post(url, {})).body;
    assert.equal(error.type, 'urn:ietf:params:acme:error:unauthorized');
    assert.match(error.detail, /not for wildcards.*; policy=wildcard$/);
  });
});

describe('dns-persist-01 where authorizations are used again', () => {
  const reuse = { directories, authorizationReuseMs: DAY };
  const servers = {
    '01': useDnsAcme(reuse),
    '02': useDnsAcme({ ...reuse, dnsPersistVersion: '02' }),
  };

  for (const [version, status] of [
    ['01', 'pending'],
    ['02', 'ready'],
  ] as const) {
    test(`draft ${version}, section 7.8 or 7.9: the next order is ${status}`, async () => {
      const server = servers[version]();
      const client = await server.client();
      const prefix = `${server.base}/acme/account-hash/`;
      const account = { domain: '*', thumbprint: thumbprintOf(client.key), accountUrl: client.kid };
      const accountUri = version === '01' ? client.kid : hashedAccountUri(prefix, account);
      server.dns.set('_validation-persist.again.test', { TXT: [`ca.example; accounturi=${accountUri}`] });
      const order = await client.newOrder(['again.test']);
      for (const reply of await client.proveAll(order, TYPE))
        assert.equal(reply.body.status, 'valid', reply.text);
      assert.equal((await client.finalize(order, makeCsr(['again.test']))).body.status, 'valid');
      assert.equal((await client.newOrder(['again.test'])).body.status, status);
    });
  }
});

describe('dns-persist-01, draft 02', () => {
  const server = useDnsAcme({ directories, dnsPersistVersion: '02', caaIdentities: ISSUERS });

  test('sections 3.1, 3.2 and 4.1: names in challenge and directory, a prefix in the directory', async () => {
    const client = await server().client();
    const order = await client.newOrder(['object.test']);
    const challenge = await challengeOf(client, order.body.authorizations[0], TYPE);
    assert.deepEqual(challenge, {
      type: TYPE,
      url: challenge.url,
      status: 'pending',
      issuerDomainNames: ISSUERS,
    });
    const { meta } = client.directory;
    assert.deepEqual(meta['issuerDomainNames'], ISSUERS);
    assert.deepEqual(meta['caaIdentities'], ISSUERS);
    assert.equal(meta['accountHashPrefix'], `${server().base}/acme/account-hash/`);
  });

  test('section 4.1: the account as a hash over the domain, or over any', async () => {
    const client = await server().client();
    server().dns.set('_validation-persist.own.test', { TXT: [recordFor(client, 'own.test')] });
    server().dns.set('_validation-persist.any.test', { TXT: [recordFor(client, '*')] });
    server().dns.set('_validation-persist.moved.test', { TXT: [recordFor(client, 'own.test')] });
    server().dns.set('_validation-persist.clear.test', { TXT: [`ca.example; accounturi=${client.kid}`] });
    assert.equal((await prove(client, 'own.test')).reply.body.status, 'valid');
    assert.equal((await prove(client, 'any.test')).reply.body.status, 'valid');
    const moved = (await prove(client, 'moved.test')).reply.body.error;
    assert.equal(moved.type, 'urn:ietf:params:acme:error:unauthorized');
    assert.ok(moved.detail.endsWith(recordFor(client, 'moved.test')), moved.detail);
    const clear = (await prove(client, 'clear.test')).reply.body.error;
    assert.equal(clear.type, 'urn:ietf:params:acme:error:malformed');
    const stranger = await server().client();
    const foreign = (await prove(stranger, 'any.test')).reply.body.error;
    assert.equal(foreign.type, 'urn:ietf:params:acme:error:unauthorized');
  });

  test('section 4.1: expires is never later than persistUntil, nor than ten days', async () => {
    const client = await server().client();
    const until = Math.floor(Date.now() / 1_000) + 3_600;
    server().dns.set('_validation-persist.until.test', {
      TXT: [recordFor(client, '*', `; persistUntil=${until}`)],
    });
    server().dns.set('_validation-persist.open.test', { TXT: [recordFor(client, '*')] });
    const expires = async (name: string) => {
      const { order } = await prove(client, name);
      const proof = Date.parse((await client.post(order.body.authorizations[0])).body.expires);
      const whole = Date.parse((await client.post(order.location)).body.expires);
      assert.equal(
        whole,
        Math.min(proof, Date.parse(order.body.expires)),
        'no order is ready without a proof',
      );
      return proof;
    };
    assert.equal(await expires('until.test'), until * 1_000);
    const open = await expires('open.test');
    assert.ok(Math.abs(open - Date.now() - 10 * DAY) < DAY / 2, new Date(open).toISOString());
  });

  test('section 4.2: records made with a key of the past still prove, until the account is deactivated', async () => {
    const client = await server().client();
    server().dns.set('_validation-persist.rolled.test', { TXT: [recordFor(client, 'rolled.test')] });
    assert.equal((await prove(client, 'rolled.test')).reply.body.status, 'valid');

    const key = makeAccountKey();
    const url = client.directory.keyChange ?? '';
    const header = { alg: key.algorithm, jwk: key.jwk, url };
    const inner = signJws(key, header, { account: client.kid, oldKey: client.key.jwk });
    assert.equal((await client.post(url, inner)).status, 200);
    const after = await server().stranger(key);
    after.kid = client.kid;
    assert.equal((await prove(after, 'rolled.test')).reply.body.status, 'valid');
    server().dns.set('_validation-persist.fresh.test', { TXT: [recordFor(after, 'fresh.test')] });
    assert.equal((await prove(after, 'fresh.test')).reply.body.status, 'valid');

    const pending = await after.newOrder(['rolled.test']);
    const challenge = await challengeOf(after, pending.body.authorizations[0], TYPE);
    assert.equal((await after.post(after.kid, { status: 'deactivated' })).status, 200);
    assert.equal((await after.post(challenge.url, {})).status, 401);
  });
});

async function prove(client: AcmeClient, name: string) {
  const order = await client.newOrder([name]);
  const { url } = await challengeOf(client, order.body.authorizations[0], TYPE);
  return { order, reply: await client.post(url, {}) };
}
function recordFor(client: AcmeClient, domain: string, more = '', key = client.key): string {
  const prefix = String(client.directory.meta['accountHashPrefix']);
  const account = { domain, thumbprint: thumbprintOf(key), accountUrl: client.kid };
  return `ca.example; accounturi=${hashedAccountUri(prefix, account)}${more}`;
}
