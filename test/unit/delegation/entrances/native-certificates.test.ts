import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { test } from 'node:test';
import { FAILURES_BURST } from '../../../../src/delegation/entrances/limits.ts';
import { CERTIFICATE_NAMES_MAX } from '../../../../src/delegation/identity/limits.ts';
import { makeTestCa, must } from '../../../support/ca.ts';
import { foreignCa, issueLeaf, PURPOSES } from '../../../support/client-certificates.ts';
import { newValue } from '../../../support/delegation.ts';
import { type Proven, proofsWorld } from './proofs-world.ts';

const NAME = 'machine.example.com';
const DAY = 86_400_000;
const BY_NAME = { kind: 'certificate-san', value: `dns:${NAME}` } as const;

function refusedFor(proven: Proven, reason: RegExp): void {
  assert.deepEqual([proven.status, proven.code], [401, 'clientCertificateRefused'], proven.detail);
  assert.match(proven.detail, reason);
}

test('a certificate of our own CA proves the client that its name is bound to, on the port that asks for it', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  refusedFor(await at.prove({ certificate }), /no identity of a client is bound to it/);
  const identity = await at.bind(at.web.id, BY_NAME);
  assert.equal((await at.prove({ certificate })).status, 200);
  const seen = async () => (await at.store.clientIdentities.list(at.web.id))[0]?.lastUsedAt;
  for (let tries = 0; tries < 500 && (await seen()) === null; tries++)
    await new Promise((done) => setTimeout(done, 10));
  assert.equal(await seen(), at.clock.now());
  assert.equal((await at.prove({})).code, 'credentialsMissing');

  // where nobody asks for one, none is looked at
  const { port } = await at.openPublic();
  assert.equal((await at.prove({ certificate }, port)).code, 'credentialsMissing');
  assert.equal((await at.prove({ certificate, bearer: at.web.key }, port)).status, 200);
  assert.equal(await at.store.clientIdentities.remove(identity.id, at.web.id, BY), true);
  refusedFor(await at.prove({ certificate }), /no identity/);
});

test('what stands in Authorization decides alone', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  await at.bind(at.web.id, BY_NAME);
  assert.equal((await at.prove({ certificate, bearer: newValue() })).code, 'clientKeyUnknown');
  assert.equal((await at.prove({ certificate, bearer: 'a.b.c' })).code, 'clientTokenRefused');
  assert.equal((await at.prove({ certificate, bearer: at.other.key })).status, 200);
});

test('by its digest, too; an identity ends, is for networks, and for one challenge', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  const value = createHash('sha256').update(new X509Certificate(certificate.cert).raw).digest('hex');
  const digest = { kind: 'certificate-sha256', value } as const;
  const again = async (changes: object) => {
    for (const { id } of await at.store.clientIdentities.list(at.web.id))
      await at.store.clientIdentities.remove(id, at.web.id, BY);
    await at.bind(at.web.id, { ...digest, ...changes });
    return at.prove({ certificate });
  };
  assert.equal((await again({})).status, 200);
  refusedFor(await again({ networks: ['192.0.2.0/24'] }), /other source addresses/);
  assert.equal((await again({ networks: ['::1/128'] })).status, 200);
  refusedFor(await again({ expiresAt: at.clock.now() }), /no identity/);
  assert.equal((await again({ expiresAt: at.clock.now() + 1 })).status, 200);
});

test('a revoked one is refused from the next request on, also over a connection from before', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  await at.bind(at.web.id, BY_NAME);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  assert.equal((await at.prove({ certificate, agent })).status, 200);
  assert.equal(await at.store.certificates.revoke(certificate.serial, 1, at.clock.now()), 'revoked');
  refusedFor(await at.prove({ certificate, agent }), /it is revoked/);
  refusedFor(await at.prove({ certificate }), /it is revoked/);
});

test('one whose time is over, and one whose time has not begun', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  await at.bind(at.web.id, BY_NAME);
  await at.clock.advance(46 * DAY);
  refusedFor(await at.prove({ certificate }), /its time is over/);
});

test('certificates of others with the same name are refused, and so is one of ours that was never issued', async (t) => {
  const at = await proofsWorld(t);
  await at.bind(at.web.id, BY_NAME);
  const foreign = await foreignCa('Test Works');
  const names = [{ type: 'dns', value: NAME }] as const;
  refusedFor(await at.prove({ certificate: await foreign.leaf({ names }) }), /does not come from the CA/);
  // another hierarchy of ours, whose rows are in the same store
  const before = await makeTestCa(t, at.clock);
  refusedFor(
    await at.prove({ certificate: await issueLeaf(at.store, before.ca, NAME) }),
    /does not come from/,
  );
  // signed by our key, without a row
  const elsewhere = await proofsWorld(t);
  refusedFor(await at.prove({ certificate: await issueLeaf(elsewhere.store, at.ca, NAME) }), /does not come/);
});

test('a name of one client and a digest of another lead to nobody', async (t) => {
  const at = await proofsWorld(t);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  await at.bind(at.web.id, BY_NAME);
  const value = createHash('sha256').update(new X509Certificate(certificate.cert).raw).digest('hex');
  await at.bind(at.other.id, { kind: 'certificate-sha256', value });
  refusedFor(await at.prove({ certificate }), /several clients/);
});

test('a CA of the administrator: its clients alone, for clients alone, in their time alone', async (t) => {
  const [named, unnamed] = [await foreignCa('Named'), await foreignCa('Unnamed')];
  const at = await proofsWorld(t, named.pem);
  const uri = 'spiffe://example.org/web';
  await at.bind(at.web.id, BY_NAME);
  await at.bind(at.web.id, { kind: 'certificate-san', value: `uri:${uri}` });
  const names = [{ type: 'dns', value: NAME }] as const;
  const many = Array.from({ length: CERTIFICATE_NAMES_MAX }, (_, i) => ({
    type: 'dns' as const,
    value: `n${i}.example`,
  }));
  const { clientAuth, serverAuth, emailProtection } = PURPOSES;
  for (const good of [
    await named.leaf({ names }),
    await named.leaf({ names: [{ type: 'dns', value: NAME.toUpperCase() }] }),
    await named.leaf({ names: [{ type: 'url', value: uri }] }),
    await named.leaf({ names, purposes: [] }),
    await named.leaf({ names, purposes: [serverAuth, clientAuth] }),
  ])
    assert.equal((await at.prove({ certificate: good })).code, 'proven');
  const past = new Date('2021-01-01T00:00:00Z');
  const future = new Date('2039-01-01T00:00:00Z');
  for (const [certificate, reason] of [
    [await named.leaf({ names, purposes: [serverAuth] }), /not for clients/],
    [await named.leaf({ names, purposes: [emailProtection] }), /not for clients/],
    [await named.leaf({ names, notAfter: past }), /time is over/],
    [await named.leaf({ names, notBefore: future }), /time has not begun/],
    [await named.leaf({ names, ca: true }), /does not come from the CA/],
    [await unnamed.leaf({ names }), /does not come from the CA/],
    // of several faults OpenSSL names the last
    [await issueLeaf(at.store, at.ca, NAME), /not for clients/],
    // neither the common name, nor another kind of name, nor a wildcard, nor a part of it
    [await named.leaf({}), /no identity/],
    [await named.leaf({ names: [{ type: 'email', value: NAME }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'url', value: `dns:${NAME}` }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'dns', value: '*.example.com' }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'dns', value: `x${NAME}` }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'dns', value: `${NAME}.evil.net` }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'url', value: `${uri}/x` }] }), /no identity/],
    [await named.leaf({ names: [{ type: 'url', value: uri.toUpperCase() }] }), /no identity/],
    // more names than are looked up: of the others nobody would know whose they are
    [await named.leaf({ names: [...names, ...many] }), /more than 100 names/],
  ] as const)
    refusedFor(await at.prove({ certificate }), reason);
});

test('wrong certificates, tokens and keys have one budget; who was right from there goes on', async (t) => {
  const at = await proofsWorld(t);
  await at.bind(at.web.id, BY_NAME);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  const foreign = await (await foreignCa('Elsewhere')).leaf({ names: [{ type: 'dns', value: NAME }] });
  assert.equal((await at.prove({ certificate })).status, 200);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const codes: string[] = [];
  for (let n = 0; n < FAILURES_BURST; n++) {
    const wrong = [{ certificate: foreign, agent }, { bearer: `a.b.${n}` }, { bearer: newValue() }][n % 3];
    codes.push((await at.prove(wrong ?? {})).code);
  }
  assert.deepEqual(
    new Set(codes),
    new Set(['clientCertificateRefused', 'clientTokenRefused', 'clientKeyUnknown']),
  );
  for (const wrong of [{ certificate: foreign, agent }, { bearer: 'a.b.c' }, { bearer: at.other.key }]) {
    const refused = await at.prove(wrong);
    assert.deepEqual([refused.status, refused.code], [429, 'tooManyWrongKeys']);
    assert.equal(refused.headers['retry-after'], '6');
  }
  assert.equal((await at.prove({ certificate })).status, 200);
  const text = JSON.stringify(at.log.lines);
  assert.ok(text.includes('too many wrong keys') && !text.includes(NAME), text);
});

test("the server's own certificate changes, and client certificates are asked for as before", async (t) => {
  const at = await proofsWorld(t);
  await at.bind(at.web.id, BY_NAME);
  const certificate = await issueLeaf(at.store, at.ca, NAME);
  const { bootstrapCertificate } = await import('../../../../src/cli/index.ts');
  at.api.setCertificate(bootstrapCertificate(Date.now()));
  assert.equal((await at.prove({ certificate })).status, 200);
  const row = must({ ok: true, value: await at.store.certificates.get(certificate.serial) });
  assert.equal(row?.state, 'issued');
});

const BY = { at: 0, actor: 'test' };
