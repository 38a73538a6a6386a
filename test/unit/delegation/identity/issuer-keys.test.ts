import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIssuerKeys } from '../../../../src/delegation/identity/issuer-keys.ts';
import {
  ISSUER_AGAIN_MS,
  ISSUER_KEYS_MS,
  ISSUER_RETRY_MS,
  ISSUER_WAITING_MAX,
  ISSUERS_KEPT,
} from '../../../../src/delegation/identity/limits.ts';
import type { PublicKeys } from '../../../../src/delegation/identity/public-keys.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const ISSUER = 'https://issuer.example';

const some = (): PublicKeys => () => Promise.reject(new Error('not asked here'));

/** Looks that end when the test says so. */
function world() {
  const clock = createVirtualClock();
  const looks: { issuer: string; end: (keys: PublicKeys | undefined) => void }[] = [];
  const keys = createIssuerKeys(
    (issuer) => new Promise((resolve) => looks.push({ issuer, end: resolve })),
    clock,
  );
  const end = async (keys: PublicKeys | undefined) => {
    looks.at(-1)?.end(keys);
    await clock.advance(0);
  };
  return { clock, looks, keys, end };
}

test('one look for all who wait; then none for half an hour, and one beside the requests after that', async () => {
  const { clock, looks, keys, end } = world();
  const [first, second] = [some(), some()];
  const waiting = Promise.all([keys.of(ISSUER, null), keys.of(ISSUER, null)]);
  await end(first);
  assert.deepEqual(await waiting, [first, first]);
  await clock.advance(ISSUER_KEYS_MS / 2 - 1);
  assert.equal(await keys.of(ISSUER, null), first);
  assert.equal(looks.length, 1);
  await clock.advance(1);
  assert.equal(await keys.of(ISSUER, null), first, 'nobody waits for it');
  assert.equal(looks.length, 2);
  await end(second);
  assert.equal(await keys.of(ISSUER, null), second);
});

test('an issuer that is down takes its keys with it after an hour, and is asked every ten seconds at most', async () => {
  const { clock, looks, keys, end } = world();
  const first = keys.of(ISSUER, null);
  await end(some());
  await first;
  await clock.advance(ISSUER_KEYS_MS - 1);
  assert.notEqual(await keys.of(ISSUER, null), undefined);
  await end(undefined);
  await clock.advance(1);
  assert.equal(await keys.of(ISSUER, null), undefined, 'at once');
  const before = looks.length;
  for (let n = 0; n < 1_000; n++) assert.equal(await keys.of(ISSUER, null), undefined);
  assert.equal(looks.length, before);
  await clock.advance(ISSUER_RETRY_MS);
  const again = keys.of(ISSUER, null);
  assert.equal(looks.length, before + 1);
  await end(some());
  assert.notEqual(await again, undefined);
});

test('keys that are not known make us look once a minute, however many tokens name them', async () => {
  const { clock, looks, keys, end } = world();
  const [first, second] = [some(), some()];
  const waiting = keys.of(ISSUER, null);
  await end(first);
  await waiting;
  for (let n = 0; n < 1_000; n++) assert.equal(await keys.newer(ISSUER, null), first);
  assert.equal(looks.length, 1);
  await clock.advance(ISSUER_AGAIN_MS);
  const newer = Promise.all([keys.newer(ISSUER, null), keys.newer(ISSUER, null)]);
  assert.equal(looks.length, 2);
  await end(second);
  assert.deepEqual(await newer, [second, second]);
});

test('of one that hangs so many wait, the next is told at once, and another issuer is not held up', async () => {
  const { looks, keys, end } = world();
  const hanging = Array.from({ length: ISSUER_WAITING_MAX }, () => keys.of(ISSUER, null));
  assert.equal(await keys.of(ISSUER, null), undefined);
  assert.equal(looks.length, 1);
  const other = keys.of('https://other.example', null);
  const own = some();
  await end(own);
  assert.equal(await other, own);
  looks[0]?.end(undefined);
  assert.deepEqual(new Set(await Promise.all(hanging)), new Set([undefined]));
});

test('another CA file is another issuer; so many are kept', async () => {
  const { looks, keys, end } = world();
  for (const ca of [null, 'a', 'b']) {
    const waiting = keys.of(ISSUER, ca);
    await end(some());
    await waiting;
  }
  assert.equal(looks.length, 3);
  for (let n = 0; n < ISSUERS_KEPT; n++) {
    const waiting = keys.of(`https://${n}.example`, null);
    await end(some());
    await waiting;
  }
  const before = looks.length;
  void keys.of(ISSUER, null);
  assert.equal(looks.length, before + 1, 'forgotten');
});
