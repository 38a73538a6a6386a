import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIdentity, type TypedIdentity } from '../../../../src/delegation/identity/index.ts';

const NONE: TypedIdentity = { claims: {}, networks: [] };
const TOKEN: TypedIdentity = {
  ...NONE,
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'sixfour.example.org',
  subject: 'repo:acme/site:ref:refs/heads/main',
};

function valueOf(typed: Partial<TypedIdentity>): string {
  const read = readIdentity({ ...NONE, ...typed });
  return read.ok ? read.value.value : read.fault.code;
}

function reasonOf(typed: TypedIdentity): unknown {
  const read = readIdentity(typed);
  return read.ok ? 'ok' : (read.fault.params as { reason?: unknown }).reason;
}

test('names of certificates: host names as A-labels, URIs as they are, no wildcards', () => {
  assert.equal(valueOf({ certificateSan: 'Web.Example.ORG' }), 'dns:web.example.org');
  assert.equal(valueOf({ certificateSan: 'münchen.de' }), 'dns:xn--mnchen-3ya.de');
  assert.equal(valueOf({ certificateSan: 'spiffe://example.org/Web' }), 'uri:spiffe://example.org/Web');
  for (const certificateSan of ['*.example.org', 'web.*', '', 'a b', 'spiffe://a b', 'web_1.example.org'])
    assert.equal(reasonOf({ ...NONE, certificateSan }), 'san', certificateSan);
});

test('digests, with colons and without', () => {
  const digest = 'AB'.repeat(32);
  const colons = digest.match(/../g)?.join(':') ?? '';
  assert.equal(valueOf({ certificateSha256: colons }), digest.toLowerCase());
  assert.equal(reasonOf({ ...NONE, certificateSha256: digest.slice(2) }), 'sha256');
});

test('tokens: all of issuer, audience and subject, each as it has to be', () => {
  assert.equal(reasonOf(TOKEN), 'ok');
  for (const [changes, reason] of [
    [{ issuer: 'http://issuer.example.org' }, 'issuer'],
    [{ issuer: 'https://user:secret@issuer.example.org' }, 'issuer'],
    [{ issuer: 'https://issuer.example.org/?tenant=1' }, 'issuer'],
    [{ issuer: 'token.actions.githubusercontent.com' }, 'issuer'],
    [{ issuer: 'http://127.0.0.1.evil.example' }, 'issuer'],
    [{ audience: '' }, 'audience'],
    [{ audience: TOKEN.issuer ?? '' }, 'audience'],
    [{ audience: undefined }, 'kind'],
    [{ subject: undefined }, 'kind'],
    [{ subject: 'repo:acme*' }, 'subject'],
    [{ subject: '*' }, 'subject'],
    [{ certificateSan: 'web.example.org' }, 'kind'],
    [{ claims: { x: 'y'.repeat(513) } }, 'claim'],
    [{ issuerCa: 'no certificate' }, 'ca'],
    [{ networks: ['192.0.2.0/33'] }, 'network'],
  ] as const)
    assert.equal(reasonOf({ ...TOKEN, ...changes }), reason, JSON.stringify(changes));
  assert.equal(reasonOf(NONE), 'kind');
  assert.equal(reasonOf({ ...NONE, certificateSan: 'web.example.org', claims: { a: 'b' } }), 'kind');
  assert.equal(reasonOf({ ...NONE, certificateSan: 'web.example.org', subject: 'x' }), 'kind');
});
