import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ISSUER_KEYS_MAX } from '../../../../src/delegation/identity/limits.ts';
import { readKeys } from '../../../../src/delegation/identity/public-keys.ts';
import { newSigningKey } from '../../../support/oidc-issuer.ts';

test('of a set public keys for signatures are taken, and nothing else of them', async () => {
  const [good, longer] = [await newSigningKey('good'), await newSigningKey('longer', 'ES384')];
  const secret = { kty: 'oct', k: 'AAAA', kid: 'secret', alg: 'HS256' };
  const encrypting = { ...good.jwk, use: 'enc' };
  for (const keys of [[], [secret], [encrypting], [longer.jwk], [null], ['x'], [{ kty: 'EC' }]])
    assert.equal(readKeys({ keys }), undefined, JSON.stringify(keys));
  for (const none of [
    null,
    [],
    {},
    { keys: {} },
    { keys: Array.from({ length: ISSUER_KEYS_MAX + 1 }, () => good.jwk) },
  ])
    assert.equal(readKeys(none), undefined);
  const set = readKeys({ keys: [secret, longer.jwk, { ...good.jwk, d: 'AAAA', x5c: ['x'] }] });
  assert.ok(set);
  const found = await set({ alg: 'ES256', kid: 'good' }, { payload: '', signature: '' });
  assert.equal((found as { type?: string }).type, 'public');
  await assert.rejects(async () => set({ alg: 'HS256', kid: 'secret' }, { payload: '', signature: '' }));
});
