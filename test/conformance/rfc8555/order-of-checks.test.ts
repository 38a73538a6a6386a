import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENDPOINTS } from '../../../src/authority/acme/endpoints.ts';
import { useTestAcme } from '../../support/acme-server.ts';

/** What may be looked at before the signature is verified: nothing that depends on who asks, and no resource. */
const BEFORE_THE_SIGNATURE = new Set([
  'check host',
  'check content type',
  'decode JWS',
  'check url',
  'check nonce',
  'check algorithm',
  'check jwk or kid',
  'find account and key',
  'check key',
  'find key',
]);

describe('the order of checks, by the tables themselves', () => {
  test('incidents 13, 15, 20: every POST verifies its signature before it looks at anything else', () => {
    const posts = ENDPOINTS.filter(({ methods }) => methods.includes('POST'));
    assert.ok(posts.length >= 14);
    for (const { name, steps } of posts) {
      const names = steps.map((step) => step.name);
      const verified = names.indexOf('verify signature');
      assert.ok(verified > 0, name);
      for (const step of names.slice(0, verified))
        assert.ok(BEFORE_THE_SIGNATURE.has(step), `${name}: ${step}`);
      for (const step of ['check host', 'check url', 'check nonce', 'check algorithm', 'check jwk or kid'])
        assert.ok(names.indexOf(step) < verified && names.includes(step), `${name}: ${step}`);
    }
  });

  test('incidents 13, 20: only directory and nonce are given without a signature', () => {
    const open = ENDPOINTS.filter(({ methods }) => !methods.includes('POST')).map(({ path }) => path);
    assert.deepEqual(open, ['/directory', '/new-nonce']);
  });

  test('incident 14: an account is named by kid and its status checked wherever anything is made or changed', () => {
    const keyOnly = new Set(['/new-account', '/revoke-cert']);
    for (const { path, methods, steps } of ENDPOINTS) {
      if (!methods.includes('POST') || keyOnly.has(path)) continue;
      const kid = steps.find((step) => step.name === 'check jwk or kid');
      assert.ok(kid?.refusals.includes('keyReferenceMustBeKid'), path);
      assert.ok(
        steps.some((step) => step.name === 'check account status'),
        path,
      );
    }
  });
});

describe('incidents 7, 8: what a handler demands is demanded at every spelling of its address', () => {
  const server = useTestAcme({ externalAccountRequired: true });
  const spellings: readonly (readonly [string, (url: string) => string])[] = [
    ['an encoded letter', (url) => url.replace('/new-account', '/new-%61ccount')],
    ['a query that looks like a public path', (url) => `${url}?next=/static/`],
    ['a slash behind', (url) => `${url}/`],
    ['a segment behind', (url) => `${url}/static/x`],
    ['a parameter', (url) => `${url};jsessionid=/static/`],
    ['capitals', (url) => url.replace('/new-account', '/NEW-ACCOUNT')],
    ['another directory', (url) => url.replace('/acme/', '/acme/short/')],
    ['dots', (url) => url.replace('/acme/', '/acme/static/../')],
  ];
  for (const [what, spell] of spellings) {
    test(what, async () => {
      const stranger = await server().stranger();
      const url = spell(stranger.directory['newAccount'] ?? '');
      const reply = await stranger.post(url, {}, { reference: 'jwk' });
      assert.ok(reply.status >= 400, `${url}: ${reply.status} ${reply.text}`);
      assert.deepEqual(await server().store.accounts.list({ limit: 10 }), []);
    });
  }
});
