import assert from 'node:assert/strict';
import { test } from 'node:test';
import { challengeOf, readChallengeName } from '../../../../src/delegation/broker/index.ts';

test('the name at which a CA asks is read back to the name that is certified', () => {
  for (const [text, name, type] of [
    ['_acme-challenge.www.example.com', 'www.example.com', 'dns-01'],
    ['_ACME-challenge.WWW.Example.com.', 'www.example.com', 'dns-01'],
    ['_abcdefghijklmnop._acme-challenge.example.com', 'example.com', 'dns-account-01'],
    ['_acme-challenge.localhost', 'localhost', 'dns-01'],
  ] as const) {
    const read = readChallengeName(text);
    assert.deepEqual([read?.name, read?.type], [name, type], text);
    assert.ok(read);
    assert.deepEqual(readChallengeName(read.challenge), read);
  }
});

test('anything else is no name of a challenge', () => {
  for (const text of [
    '',
    '.',
    'www.example.com',
    '_acme-challenge',
    '_acme-challenge.',
    '_acme-challenge..example.com',
    '_acme-challenge.*.example.com',
    '_acme-challenge._acme-challenge.example.com',
    '_acme-challenge.a_b.example.com',
    '_acme-challenge.-a.example.com',
    '_acme-challenge.a\\.b.example.com',
    '_acme-challenge.a b.example.com',
    ' _acme-challenge.example.com',
    '_acme-challenge.münchen.example',
    'x_acme-challenge.example.com',
    'www._acme-challenge.example.com',
    '_short._acme-challenge.example.com',
    '_validation-persist.example.com',
    `_acme-challenge.${'a'.repeat(64)}.example`,
    `_acme-challenge.${'a.'.repeat(130)}example`,
  ]) {
    assert.equal(readChallengeName(text), undefined, text);
  }
});

test('records that stand for months are nothing that comes and goes', () => {
  assert.equal(challengeOf('example.com', { type: 'dns-persist-01' }), undefined);
});
