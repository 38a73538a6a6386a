import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { suite, test, type TestContext } from 'node:test';
import { exportSPKI, importJWK } from 'jose';
import { ISSUER_AGAIN_MS, ISSUER_RETRY_MS } from '../../../../src/delegation/identity/limits.ts';
import type { ClientIdentity } from '../../../../src/store/index.ts';
import { foreignCa, PURPOSES } from '../../../support/client-certificates.ts';
import { newSigningKey, startIssuer } from '../../../support/oidc-issuer.ts';
import { type Proven, proofsWorld } from './proofs-world.ts';

const AUDIENCE = 'sixfour.example.org';
const SUBJECT = 'repo:acme/site:ref:refs/heads/main';
const GOOD = { aud: AUDIENCE, sub: SUBJECT };
const HOUR_S = 3_600;

/** An issuer, and a client that is known by its tokens. */
async function tokenWorld(t: TestContext, changes: Partial<ClientIdentity> = {}) {
  const at = await proofsWorld(t);
  const issuer = await startIssuer(t, () => at.clock.now());
  const bind = (clientId: string, more: Partial<ClientIdentity> = {}) =>
    at.bind(clientId, { issuer: issuer.issuer, audience: AUDIENCE, value: SUBJECT, ...changes, ...more });
  await bind(at.web.id);
  return { ...at, issuer, bindToken: bind, tell: (bearer: string) => at.prove({ bearer }) };
}

function refusedFor(proven: Proven, reason: RegExp, what = ''): void {
  assert.deepEqual([proven.status, proven.code], [401, 'clientTokenRefused'], `${what} ${proven.detail}`);
  assert.match(proven.detail, reason, what);
  assert.match(String(proven.headers['www-authenticate']), /error="invalid_token"/);
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

suite('signatures', () => {
  for (const alg of ['ES256', 'RS256', 'PS256', 'EdDSA']) {
    test(`${alg} is taken`, async (t) => {
      const at = await tokenWorld(t);
      const key = await newSigningKey('other', alg);
      at.issuer.state.keys.push(key);
      assert.equal((await at.tell(await at.issuer.token(GOOD, {}, key))).status, 200);
    });
  }

  test('none, a shared secret made of the public key, and algorithms that are not listed are not', async (t) => {
    const at = await tokenWorld(t);
    const [own] = at.issuer.state.keys;
    assert.ok(own);
    const now = Math.floor(at.clock.now() / 1_000);
    const payload = part({ iss: at.issuer.issuer, iat: now, exp: now + 300, ...GOOD });
    for (const alg of ['none', 'None', 'NONE', 'nOnE'])
      refusedFor(await at.tell(`${part({ alg, typ: 'JWT' })}.${payload}.`), /signed with none of/, alg);
    // the classic confusion: the verifier's public key as the secret of a MAC
    const pem = await exportSPKI(await publicOf(own.jwk));
    for (const secret of [pem, JSON.stringify(own.jwk), String(own.jwk.x)]) {
      const head = `${part({ alg: 'HS256', kid: own.kid, typ: 'JWT' })}.${payload}`;
      const mac = createHmac('sha256', secret).update(head).digest('base64url');
      refusedFor(await at.tell(`${head}.${mac}`), /signed with none of/);
    }
    const longer = await newSigningKey('longer', 'ES384');
    at.issuer.state.keys.push(longer);
    refusedFor(await at.tell(await at.issuer.token(GOOD, {}, longer)), /signed with none of/);
    assert.deepEqual(at.issuer.asked, [], 'none of them made us ask the issuer');
  });

  test('a key that the token brings along, or of which it says where it is, is not looked at', async (t) => {
    const at = await tokenWorld(t);
    const evil = await newSigningKey('first');
    const asked = at.issuer.asked.length;
    for (const header of [
      { jwk: evil.jwk },
      { jku: `${at.issuer.issuer}/evil` },
      { x5u: `${at.issuer.issuer}/evil` },
    ])
      refusedFor(await at.tell(await at.issuer.token(GOOD, header, evil)), /signature is wrong/);
    assert.ok(!at.issuer.asked.slice(asked).includes('/evil'));
    const unknown = await newSigningKey('unknown');
    refusedFor(await at.tell(await at.issuer.token(GOOD, { jwk: unknown.jwk }, unknown)), /no such key/);
  });

  test('a token of one issuer that says it is of another', async (t) => {
    const at = await tokenWorld(t);
    const other = await startIssuer(t, () => at.clock.now());
    await at.bind(at.other.id, { issuer: other.issuer, audience: AUDIENCE, value: 'other' });
    const [key] = other.state.keys;
    assert.ok(key);
    const token = await at.issuer.token({ ...GOOD, iss: at.issuer.issuer }, {}, key);
    refusedFor(await at.tell(token), /signature is wrong/);
  });

  test('what is changed, cut or no token at all', async (t) => {
    const at = await tokenWorld(t);
    const token = await at.issuer.token(GOOD);
    const [head = '', , signature = ''] = token.split('.');
    const now = Math.floor(at.clock.now() / 1_000);
    const changed = part({ iss: at.issuer.issuer, iat: now, exp: now + 300, ...GOOD, sub: 'x' });
    refusedFor(await at.tell(`${head}.${changed}.${signature}`), /signature is wrong/);
    for (const broken of [
      'a.b',
      '..',
      'a.b.c',
      `${token}.x`,
      `${head}..${signature}`,
      `${'x'.repeat(9_000)}.a.b`,
    ])
      refusedFor(await at.tell(broken), /no JWT/, broken.slice(0, 20));
    refusedFor(await at.tell(await at.issuer.token(GOOD, { crit: ['x'], x: 1 })), /no JWT/);
  });
});

suite('claims', () => {
  const refusals: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['another subject', { sub: `${SUBJECT}2` }, /no identity/],
    ['the beginning of the subject', { sub: SUBJECT.slice(0, -1) }, /no identity/],
    ['another branch', { sub: 'repo:acme/site:ref:refs/heads/dev' }, /no identity/],
    ['a pull request', { sub: 'repo:acme/site:pull_request' }, /no identity/],
    ['other case', { sub: SUBJECT.toUpperCase() }, /no identity/],
    ['no subject', { sub: undefined }, /no JWT/],
    ['a subject that is none', { sub: 7 }, /no JWT/],
    ['another audience', { aud: 'https://github.com/acme' }, /another audience/],
    ['the issuer as audience', { aud: 'ISSUER' }, /another audience/],
    ['several audiences', { aud: [AUDIENCE, 'other'] }, /another audience, or for several/],
    ['no audience', { aud: undefined }, /no JWT/],
    ['an empty list of audiences', { aud: [] }, /another audience/],
    ['its time is over', { exp: -31 }, /time is over/],
    ['no end', { exp: undefined }, /no JWT/],
    ['its time has not begun', { nbf: 31 }, /time has not begun/],
    ['made in the future', { iat: 31 }, /time has not begun/],
    ['no beginning', { iat: undefined }, /no JWT/],
    ['good for more than a day', { exp: 24 * HOUR_S + 1 }, /longer than a day/],
    ['older than a day', { iat: -24 * HOUR_S - 31, exp: 30 }, /longer than a day/],
    ['another issuer', { iss: 'https://elsewhere.example' }, /no identity is of its issuer/],
    ['the issuer with a slash', { iss: 'ISSUER/' }, /no identity is of its issuer/],
    ['no issuer', { iss: undefined }, /no identity is of its issuer/],
  ];
  test('each of these is refused, by its name', async (t) => {
    const at = await tokenWorld(t);
    const start = Math.floor(at.clock.now() / 1_000);
    for (const [what, changes, reason] of refusals) {
      const made = Object.entries(changes).map(([claim, value]) => {
        if (['exp', 'nbf', 'iat'].includes(claim) && typeof value === 'number') return [claim, start + value];
        return [claim, typeof value === 'string' ? value.replace('ISSUER', at.issuer.issuer) : value];
      });
      refusedFor(
        await at.tell(await at.issuer.token({ ...GOOD, ...Object.fromEntries(made) })),
        reason,
        what,
      );
    }
    refusedFor(await at.tell(await at.issuer.token(GOOD, { typ: 'at+jwt' })), /another type/);
    refusedFor(await at.tell(await at.issuer.token(GOOD, { typ: 'logout+jwt' })), /another type/);
  });

  test('taken: a list of one audience, clocks half a minute apart, no type, a whole day', async (t) => {
    const at = await tokenWorld(t);
    const start = Math.floor(at.clock.now() / 1_000);
    for (const claims of [
      { aud: [AUDIENCE] },
      { exp: start - 29 },
      { nbf: start + 29, iat: start + 29 },
      { exp: start + 24 * HOUR_S },
      { nbf: undefined },
    ])
      assert.equal(
        (await at.tell(await at.issuer.token({ ...GOOD, ...claims }))).code,
        'proven',
        JSON.stringify(claims),
      );
    assert.equal((await at.tell(await at.issuer.token(GOOD, { typ: undefined }))).code, 'proven');
    assert.equal((await at.tell(await at.issuer.token(GOOD, { typ: 'jwt' }))).code, 'proven');
  });

  test('what else an identity asks for, by its text, also below another claim', async (t) => {
    const claims = { repository_id: '4711', 'kubernetes.io/serviceaccount/uid': 'u-1', protected: 'true' };
    const at = await tokenWorld(t, { claims });
    const good = {
      ...GOOD,
      repository_id: 4711,
      protected: true,
      'kubernetes.io': { serviceaccount: { uid: 'u-1' } },
    };
    assert.equal((await at.tell(await at.issuer.token(good))).code, 'proven');
    for (const changes of [
      { repository_id: '47110' },
      { repository_id: ['4711'] },
      { repository_id: undefined },
      { repository_id: { toString: '4711' } },
      { 'kubernetes.io': { serviceaccount: { uid: 'u-2' } } },
      { 'kubernetes.io': ['serviceaccount'] },
      { protected: 'false' },
    ])
      refusedFor(
        await at.tell(await at.issuer.token({ ...good, ...changes })),
        /a claim that its identity asks for/,
        JSON.stringify(changes),
      );
  });

  test('a star is one label; two clients that it could be are none; networks and ends count', async (t) => {
    const at = await tokenWorld(t, { value: 'repo:acme/site:ref:refs/heads/*' });
    assert.equal((await at.tell(await at.issuer.token(GOOD))).code, 'proven');
    refusedFor(await at.tell(await at.issuer.token({ ...GOOD, sub: `${SUBJECT}/x` })), /no identity/);
    const exact = await at.bindToken(at.other.id, { value: SUBJECT });
    refusedFor(await at.tell(await at.issuer.token(GOOD)), /several clients/);
    const by = { at: 0, actor: 'test' };
    await at.store.clientIdentities.remove(exact.id, at.other.id, by);
    await at.bindToken(at.web.id, {
      value: SUBJECT,
      networks: ['192.0.2.0/24'],
      expiresAt: at.clock.now() + 1,
    });
    assert.equal((await at.tell(await at.issuer.token(GOOD))).code, 'proven', 'the one with the star');
    for (const { id, value } of await at.store.clientIdentities.list(at.web.id))
      if (value !== SUBJECT) await at.store.clientIdentities.remove(id, at.web.id, by);
    refusedFor(await at.tell(await at.issuer.token(GOOD)), /other source addresses/);
    await at.clock.advance(1);
    refusedFor(await at.tell(await at.issuer.token(GOOD)), /no identity/);
  });
});

suite('issuers', () => {
  test('keys are fetched once, and again for a key that is not among them, once a minute', async (t) => {
    const at = await tokenWorld(t);
    const both = ['/.well-known/openid-configuration', '/keys'];
    for (let n = 0; n < 5; n++) assert.equal((await at.tell(await at.issuer.token(GOOD))).status, 200);
    assert.deepEqual(at.issuer.asked, both);
    const rotated = await newSigningKey('second');
    at.issuer.state.keys.unshift(rotated);
    refusedFor(await at.tell(await at.issuer.token(GOOD)), /no such key/);
    await at.clock.advance(ISSUER_AGAIN_MS);
    assert.equal((await at.tell(await at.issuer.token(GOOD))).code, 'proven');
    assert.deepEqual(at.issuer.asked, [...both, ...both]);
    const never = await newSigningKey('never');
    for (let n = 0; n < 5; n++)
      refusedFor(await at.tell(await at.issuer.token(GOOD, {}, never)), /no such key/);
    assert.equal(at.issuer.asked.length, 4);
    // while it cannot be asked, nobody can say whether such a key is wrong or new
    at.issuer.state.answer = (_, response) => void response.writeHead(503).end();
    await at.clock.advance(ISSUER_AGAIN_MS);
    assert.equal((await at.tell(await at.issuer.token(GOOD, {}, never))).code, 'tokenIssuerUnavailable');
    assert.equal(
      (await at.tell(await at.issuer.token(GOOD))).code,
      'proven',
      'its old keys count for an hour',
    );
  });

  test('one that hangs holds up nobody of another, and says so after its time', async (t) => {
    const at = await tokenWorld(t);
    const hanging = await startIssuer(t, () => at.clock.now());
    hanging.state.answer = () => {};
    await at.bind(at.other.id, { issuer: hanging.issuer, audience: AUDIENCE, value: 'x' });
    const bearer = await hanging.token({ aud: AUDIENCE, sub: 'x' });
    const waiting = Promise.all(Array.from({ length: 10 }, () => at.tell(bearer)));
    while (hanging.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
    assert.equal((await at.tell(await at.issuer.token(GOOD))).status, 200);
    const late = await at.clock.drive(waiting);
    assert.deepEqual(new Set(late.map(({ status }) => status)), new Set([503]));
    assert.equal(late[0]?.headers['retry-after'], String(ISSUER_RETRY_MS / 1_000));
    assert.equal(hanging.asked.length, 1, 'one look for all');
    // what could not be checked was not wrong: the budget of the network is as it was
    for (let n = 0; n < 150; n++) assert.equal((await at.tell(bearer)).code, 'tokenIssuerUnavailable');
    assert.equal(hanging.asked.length, 1);
  });

  test('what it answers instead is not believed, and nothing of it is told', async (t) => {
    const at = await tokenWorld(t);
    const secret = randomBytes(12).toString('hex');
    const cases: readonly (readonly [string, () => void])[] = [
      ['another issuer', () => (at.issuer.state.metadata = { issuer: `https://${secret}.example` })],
      ['no keys', () => (at.issuer.state.metadata = { jwks_uri: undefined })],
      ['keys by another scheme', () => (at.issuer.state.metadata = { jwks_uri: 'file:///etc/passwd' })],
      ['keys with a user', () => (at.issuer.state.metadata = { jwks_uri: `http://${secret}@localhost/` })],
      ['keys elsewhere over http', () => (at.issuer.state.metadata = { jwks_uri: 'http://192.0.2.1/keys' })],
      [
        'an error',
        () => (at.issuer.state.answer = (_, response) => void response.writeHead(500).end(secret)),
      ],
      ['no JSON', () => (at.issuer.state.answer = (_, response) => void response.end(secret))],
      [
        'a redirect',
        () =>
          (at.issuer.state.answer = (_, response) =>
            void response.writeHead(302, { location: `https://${secret}.example/` }).end()),
      ],
      [
        'too much',
        () => (at.issuer.state.answer = (_, response) => void response.end(secret.repeat(50_000))),
      ],
      ['no key', () => (at.issuer.state.keys = [])],
    ];
    for (const [what, happen] of cases) {
      Object.assign(at.issuer.state, { metadata: {}, answer: undefined });
      const bearer = await at.issuer.token(GOOD, {}, at.issuer.state.keys[0]);
      happen();
      await at.clock.advance(ISSUER_RETRY_MS);
      const proven = await at.tell(bearer);
      assert.deepEqual([proven.status, proven.code], [503, 'tokenIssuerUnavailable'], what);
      assert.ok(!proven.detail.includes(secret));
    }
    const told = JSON.stringify(at.log.lines);
    assert.ok(told.includes('could not be fetched') && !told.includes(secret), told);
  });

  test('over TLS: by the CA file of its identities, and by no other', async (t) => {
    const at = await proofsWorld(t);
    const [cluster, other] = [await foreignCa('Cluster'), await foreignCa('Other')];
    const tls = await cluster.leaf({
      names: [{ type: 'ip', value: '::1' }],
      purposes: [PURPOSES.serverAuth],
    });
    const issuer = await startIssuer(t, () => at.clock.now(), tls);
    const identity = { issuer: issuer.issuer, audience: AUDIENCE, value: SUBJECT };
    await at.bind(at.web.id, identity);
    const bearer = await issuer.token(GOOD);
    assert.equal((await at.prove({ bearer })).code, 'tokenIssuerUnavailable');
    await at.bind(at.web.id, { ...identity, value: 'wrong', issuerCa: other.pem });
    assert.equal((await at.prove({ bearer })).code, 'tokenIssuerUnavailable');
    // the file that comes with another identity counts for the issuer from then on
    await at.bind(at.web.id, { ...identity, value: 'other', issuerCa: cluster.pem });
    assert.equal((await at.prove({ bearer })).code, 'proven');
    await at.bind(at.web.id, { ...identity, value: 'third' });
    const kept = await at.store.clientIdentities.list(at.web.id);
    assert.deepEqual(new Set(kept.map(({ issuerCa }) => issuerCa)), new Set([cluster.pem]));
  });
});

test('neither a token nor what it says reaches a log, an answer or the store', async (t) => {
  const at = await tokenWorld(t, { claims: { secret_claim: 'right' } });
  const secret = randomBytes(12).toString('hex');
  const key = await newSigningKey(`kid-${secret}`);
  const tokens = [
    await at.issuer.token({ ...GOOD, secret_claim: secret, email: `${secret}@example.org` }),
    await at.issuer.token({ ...GOOD, sub: secret }),
    await at.issuer.token({ ...GOOD, aud: secret }),
    await at.issuer.token({ ...GOOD, iss: `https://${secret}.example` }),
    await at.issuer.token(GOOD, { kid: secret }),
    await at.issuer.token(GOOD, {}, key),
    await at.issuer.token({ ...GOOD, exp: 1, secret }),
    await at.issuer.token({ ...GOOD, secret }, { typ: secret }),
    `${part({ alg: secret })}.${part({ iss: secret })}.x`,
    `a.${secret}.c`,
  ];
  for (const bearer of tokens) {
    const proven = await at.tell(bearer);
    assert.equal(proven.status, 401);
    const answered = JSON.stringify(proven);
    for (const piece of [secret, ...bearer.split('.').filter((one) => one.length > 20)])
      assert.ok(!answered.includes(piece), answered);
  }
  const told = JSON.stringify(at.log.lines);
  for (const piece of [secret, ...tokens.flatMap((one) => one.split('.').filter((each) => each.length > 20))])
    assert.ok(!told.includes(piece), told);
  assert.deepEqual(await at.store.challenges.listEvents({ limit: 10 }), []);
});

async function publicOf(jwk: object) {
  return (await importJWK({ ...jwk }, 'ES256', { extractable: true })) as Parameters<typeof exportSPKI>[0];
}
