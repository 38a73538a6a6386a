import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base32, base32hex } from '../../../src/core/index.ts';

test('the examples of RFC 4648 section 10, lower-case and without padding', () => {
  const texts = [
    ['', '', ''],
    ['f', 'my', 'co'],
    ['fo', 'mzxq', 'cpng'],
    ['foo', 'mzxw6', 'cpnmu'],
    ['foob', 'mzxw6yq', 'cpnmuog'],
    ['fooba', 'mzxw6ytb', 'cpnmuoj1'],
    ['foobar', 'mzxw6ytboi', 'cpnmuoj1e8'],
  ] as const;
  for (const [plain, usual, hex] of texts) {
    assert.equal(base32(Buffer.from(plain)), usual);
    assert.equal(base32hex(Buffer.from(plain)), hex);
  }
});
