import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseTarget, targetText } from '../../../../../src/validation/perspective/open-mpic/target.ts';

test('targets are read in every spelling and written in one', () => {
  for (const [text, written] of [
    ['www.example', 'www.example'],
    ['WWW.Example.', 'www.example'],
    ['*.example.org', '*.example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['192.0.2.4', '192.0.2.4'],
    ['2001:DB8:0::6', '[2001:db8::6]'],
    ['[2001:db8::6]', '[2001:db8::6]'],
  ] as const) {
    const target = parseTarget(text);
    assert.ok(target, text);
    assert.equal(targetText(target.identifier, target.wildcard), written);
  }
});

test('what is neither a host name nor an address is none', () => {
  for (const text of [
    '',
    '*',
    '*.*.example',
    'a..example',
    '-a.example',
    'a_b.example',
    'www.example:80',
    'www.example/path',
    'user@www.example',
    'www.example%2f',
    'www.example#',
    '[192.0.2.4]',
    '[2001:db8::6',
    'fe80::1%eth0',
    '[fe80::1%25eth0]',
    '*.192.0.2.4',
    '0x7f.1',
    '127.1',
    '1.2.3.4.5',
    'example.123',
    'localhost\u0000',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])
    assert.equal(parseTarget(text), undefined, text);
});

test('reading never throws, and what it reads is written and read as the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
      const target = parseTarget(text);
      if (target === undefined) return;
      assert.deepEqual(parseTarget(targetText(target.identifier, target.wildcard)), target);
    }),
  );
});
