import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, randomTexts } from '../../../src/core/index.ts';

test('texts of random bytes are of their length, all different, and no byte is used twice', () => {
  for (const [bytes, encoding, form] of [
    [10, 'hex', /^[0-9a-f]{20}$/],
    [32, 'base64url', /^[A-Za-z0-9_-]{43}$/],
  ] as const) {
    const next = randomTexts(bytes, encoding);
    const texts = Array.from({ length: 3_000 }, next);
    for (const text of texts) assert.match(text, form);
    assert.equal(new Set(texts).size, texts.length);
    const halves = texts.flatMap((text) => {
      const whole = Buffer.from(text, encoding);
      return [whole.subarray(0, bytes / 2).toString('hex'), whole.subarray(bytes / 2).toString('hex')];
    });
    assert.equal(new Set(halves).size, halves.length); // 40 bits at the least: by chance below 10^-4
  }
});

test('ids are 32 hex digits that begin with their time, and sort by it', () => {
  const at = Date.UTC(2026, 10, 21);
  const ids = Array.from({ length: 1_000 }, (_, index) => newId(at + index));
  assert.deepEqual(ids.toSorted(), ids);
  for (const [index, id] of ids.entries()) {
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.equal(Number.parseInt(id.slice(0, 12), 16), at + index);
  }
});
