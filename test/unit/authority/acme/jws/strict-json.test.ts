import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { decodeBase64url } from '../../../../../src/authority/acme/jws/base64url.ts';
import { parseJsonObject } from '../../../../../src/authority/acme/jws/strict-json.ts';

const parse = (text: string) => parseJsonObject(Buffer.from(text));

describe('strict JSON', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['', 'syntax'],
    ['{', 'syntax'],
    ['{}x', 'syntax'],
    ['\ufeff{}', 'syntax'],
    ['[]', 'syntax'],
    ['1', 'syntax'],
    ['null', 'syntax'],
    ['{"a":1,}', 'syntax'],
    ["{'a':1}", 'syntax'],
    ['{"a":"\\', 'syntax'],
    ['{"a', 'syntax'],
    ['{"a":1,"a":2}', 'duplicate'],
    ['{"a":1,"\\u0061":2}', 'duplicate'],
    ['{"b":{"a":1, "a" :2}}', 'duplicate'],
    ['{"b":[{"a":1,"a":2}]}', 'duplicate'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate'],
    ['{"a":[[[[[[[[]]]]]]]]}', 'depth'],
    ['['.repeat(100_000), 'depth'],
    ['{"a":'.repeat(100_000), 'depth'],
  ];
  for (const [text, kind] of bad)
    test(`${JSON.stringify(text.slice(0, 40))}: ${kind}`, () => {
      const parsed = parse(text);
      assert.equal(parsed.ok, false);
      assert.equal(!parsed.ok && parsed.fault.kind, kind);
    });

  test('bytes that are not UTF-8', () => {
    assert.equal(parseJsonObject(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])).ok, false);
  });

  test('brackets, quotes and colons inside of strings are only text', () => {
    const value = { 'a"b': '[[[[[[[[[[[[{"a":1,"a":2}\\', c: [{ a: 1 }, { a: 2 }], d: { a: '\\"' } };
    const parsed = parse(JSON.stringify(value));
    assert.deepEqual(parsed.ok && parsed.value, value);
  });

  test('a member named __proto__ is a plain member', () => {
    const parsed = parse('{"__proto__":{"admin":true}}');
    assert.ok(parsed.ok);
    assert.equal(parsed.value.admin, undefined);
  });

  test('whatever JSON.stringify writes is read back; whatever is read, JSON.parse reads, too', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const text = JSON.stringify(value);
        const parsed = parse(text);
        assert.deepEqual(parsed.ok && parsed.value, JSON.parse(text));
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ') }),
        (text) => {
          const parsed = parse(text);
          if (parsed.ok) assert.deepEqual(parsed.value, JSON.parse(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('base64url', () => {
  test('what it decodes has one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        assert.deepEqual(Buffer.from(decodeBase64url(text) ?? []), Buffer.from(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.base64String({ maxLength: 30 }), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes !== undefined) assert.equal(bytes.toString('base64url'), text);
      }),
    );
  });
  for (const odd of ['A', 'AB=', 'A+', 'A/', 'A B', 'AB\n', 'AAAAB', 'AB', 'AAF'])
    test(`refuses ${JSON.stringify(odd)}`, () => assert.equal(decodeBase64url(odd), undefined));
});
