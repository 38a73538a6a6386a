import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  NONCE_LIFETIME_MS,
  NONCE_WINDOWS_MAX,
  NONCES_PER_WINDOW_MAX,
} from '../../../../src/authority/acme/limits.ts';
import { createNonces } from '../../../../src/authority/acme/nonces.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

describe('nonces (RFC 8555 section 6.5)', () => {
  test('each is good once', () => {
    const nonces = createNonces(createVirtualClock());
    const issued = Array.from({ length: 2_000 }, () => nonces.issue());
    assert.equal(new Set(issued).size, issued.length);
    for (const nonce of issued.toReversed()) assert.equal(nonces.use(nonce), true);
    for (const nonce of issued) assert.equal(nonces.use(nonce), false);
  });

  test('no changed character is accepted', () => {
    const nonces = createNonces(createVirtualClock());
    const nonce = nonces.issue();
    for (let at = 0; at < nonce.length; at++) {
      const other = nonce.charAt(at) === 'A' ? 'B' : 'A';
      assert.equal(nonces.use(nonce.slice(0, at) + other + nonce.slice(at + 1)), false);
    }
    for (const odd of [
      '',
      'x',
      `${nonce}A`,
      nonce.slice(1),
      `${nonce}=`,
      ' '.repeat(32),
      '\u00ff'.repeat(32),
    ])
      assert.equal(nonces.use(odd), false);
    assert.equal(nonces.use(nonce), true);
  });

  test('another process does not know them', () => {
    const clock = createVirtualClock();
    assert.equal(createNonces(clock).use(createNonces(clock).issue()), false);
  });

  test('they live for the better part of an hour, and no longer', async () => {
    const clock = createVirtualClock();
    const nonces = createNonces(clock);
    const [early, late] = [nonces.issue(), nonces.issue()];
    await clock.advance(NONCE_LIFETIME_MS * 0.95);
    assert.equal(nonces.use(early), true);
    await clock.advance(NONCE_LIFETIME_MS * 0.1);
    assert.equal(nonces.use(late), false);
  });

  test('after a long silence everything is forgotten', async () => {
    const clock = createVirtualClock();
    const nonces = createNonces(clock);
    const nonce = nonces.issue();
    await clock.advance(NONCE_LIFETIME_MS * 100);
    assert.equal(nonces.use(nonce), false);
    assert.equal(nonces.use(nonces.issue()), true);
  });

  test('memory is bounded: one bit for each, in a fixed number of windows', () => {
    assert.ok((NONCE_WINDOWS_MAX * NONCES_PER_WINDOW_MAX) / 8 <= 8 * 1_024 * 1_024);
  });
});
