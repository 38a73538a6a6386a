import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  DnsError,
  nameEquals,
  nameFromHost,
  nameFromText,
  nameIsUnder,
  nameKey,
  nameToText,
} from '../../../../src/wire/dns/index.ts';
import { arbitraryName } from './arbitraries.ts';

const refuses = (code: string) => (error: unknown) => error instanceof DnsError && error.code === code;

describe('DNS names', () => {
  it('keeps a dot and any byte inside a label through text and back', () => {
    const name = [Uint8Array.of(0x61, 0x2e, 0x62), Uint8Array.of(0, 0x5c, 0xff, 0x20), Uint8Array.of(0x63)];
    assert.equal(nameToText(name), 'a\\.b.\\000\\\\\\255\\032.c');
    assert.deepEqual(nameFromText(nameToText(name)), name);
    assert.notDeepEqual(nameFromText('a.b.c'), nameFromText('a\\.b.c'));
  });

  it('is lossless in text for every name', () => {
    fc.assert(fc.property(arbitraryName, (name) => assert.deepEqual(nameFromText(nameToText(name)), name)));
  });

  it('takes the root and a trailing dot', () => {
    assert.deepEqual(nameFromText('.'), []);
    assert.equal(nameToText([]), '.');
    assert.deepEqual(nameFromText('a.b.'), nameFromText('a.b'));
  });

  it('refuses texts that are no names', () => {
    for (const text of ['', '..', '.a', 'a..b', 'a\\', 'a\\1', 'a\\12', 'a\\256', 'a\\1x2', 'ä']) {
      assert.throws(() => nameFromText(text), DnsError, text);
    }
    assert.throws(() => nameFromText('a'.repeat(64)), refuses('label'));
    const long = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.`;
    assert.equal(nameFromText(long + 'd'.repeat(61)).length, 4);
    assert.throws(() => nameFromText(long + 'd'.repeat(62)), refuses('name-length'));
  });

  it('takes host names in A-labels only', () => {
    assert.equal(
      nameToText(nameFromHost('_acme-challenge.xn--4ca.Example')),
      '_acme-challenge.xn--4ca.Example',
    );
    for (const host of ['', '.', 'a.', '.a', 'a..b', 'a b', 'a\\.b', 'ä.b', '*.a', 'a/b', '[::1]', 'a\0']) {
      assert.throws(() => nameFromHost(host), refuses('text'), host);
    }
    assert.throws(() => nameFromHost(`${'a'.repeat(64)}.b`), refuses('label'));
  });

  it('compares ASCII letters without case and nothing else so (RFC 4343)', () => {
    const [a, b] = [nameFromText('WwW.ExAmPlE'), nameFromText('www.example')];
    assert.ok(nameEquals(a, b));
    assert.equal(nameKey(a), nameKey(b));
    for (const other of ['ww.example', 'www.example.test', 'example', 'www.exampl@', 'www.exampl\\032']) {
      assert.equal(nameEquals(a, nameFromText(other)), false, other);
    }
    // 0x40 and 0x60, 0x5b and 0x7b differ by the case bit but are no letters; nor is a byte above ASCII
    for (const [left, right] of [
      ['\\064', '\\096'],
      ['\\091', '\\123'],
      ['\\228', '\\196'],
    ] as const) {
      assert.equal(nameEquals(nameFromText(left), nameFromText(right)), false);
      assert.notEqual(nameKey(nameFromText(left)), nameKey(nameFromText(right)));
    }
  });

  it('knows what is under what', () => {
    const zone = nameFromText('example.test');
    for (const inside of ['example.test', 'A.EXAMPLE.TEST', 'a.b.example.test']) {
      assert.ok(nameIsUnder(nameFromText(inside), zone), inside);
    }
    for (const outside of ['test', 'xexample.test', 'a\\.example.test', 'example.test.a', '.']) {
      assert.equal(nameIsUnder(nameFromText(outside), zone), false, outside);
    }
    assert.ok(nameIsUnder(zone, []));
  });
});
