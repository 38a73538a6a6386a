import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { parseIssueValue } from '../../../src/validation/issue-value.ts';

type Parsed = readonly [issuer: string | undefined, ...parameters: (readonly [string, string])[]];

/** RFC 8659 section 4.2, its examples and its edges. */
const GOOD: readonly (readonly [string, Parsed])[] = [
  ['ca1.example.net', ['ca1.example.net']],
  ['ca1.example.net; account=230123', ['ca1.example.net', ['account', '230123']]],
  ['ca1.example.net; policy=ev', ['ca1.example.net', ['policy', 'ev']]],
  [';', [undefined]],
  ['', [undefined]],
  [' \t ', [undefined]],
  [' ; ', [undefined]],
  ['ca.example;', ['ca.example']],
  ['\tca.example ;\t ', ['ca.example']],
  ['localhost', ['localhost']],
  ['a--b.c-d', ['a--b.c-d']],
  ['; account=1', [undefined, ['account', '1']]],
  ['ca.example;a=1;b=2', ['ca.example', ['a', '1'], ['b', '2']]],
  ['ca.example ; a \t= 1 ; b=', ['ca.example', ['a', '1'], ['b', '']]],
  ['ca.example; a=1; a=1', ['ca.example', ['a', '1'], ['a', '1']]],
  ['ca.example; u=https://x/?a=b&c=d', ['ca.example', ['u', 'https://x/?a=b&c=d']]],
  ['ca.example; 0-9=~!"', ['ca.example', ['0-9', '~!"']]],
  ['CA.Example; Account=A', ['CA.Example', ['Account', 'A']]],
];

const BAD: readonly string[] = [
  '%%%%%', // RFC 8659 section 4.2 itself
  'ca1.example.net; = 5', // its other example
  'ca.example.',
  '.ca.example',
  'ca..example',
  '-ca.example',
  'ca-.example',
  'ca_1.example',
  'ca .example',
  'b\u00fccher.example',
  'ca.example account=1',
  'ca.example; account',
  'ca.example; =1',
  'ca.example; -a=1',
  'ca.example; a-=1',
  'ca.example; a_b=1',
  'ca.example; a=1 2',
  'ca.example; a=\u00e9',
  'ca.example; a=1;',
  'ca.example;;',
  'ca.example; ; a=1',
  'ca.example\n',
  'ca.example\u00a0',
  'ca.example; a=\u0000',
];

describe('issue-value (RFC 8659 section 4.2)', () => {
  for (const [text, [issuer, ...parameters]] of GOOD) {
    test(`${JSON.stringify(text)} is read`, () => {
      const expected = { issuer, parameters: parameters.map(([tag, value]) => ({ tag, value })) };
      assert.deepEqual(parseIssueValue(text), expected);
    });
  }
  for (const text of BAD) {
    test(`${JSON.stringify(text)} is malformed`, () => assert.equal(parseIssueValue(text), undefined));
  }

  test('what was written by the grammar is read back', () => {
    const label = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,8}[A-Za-z0-9])?$/);
    const space = fc.stringMatching(/^[ \t]{0,3}$/);
    const value = fc.stringMatching(/^[!-:<-~]{0,12}$/);
    const parameters = fc.array(fc.tuple(label, value, space, space), { maxLength: 4 });
    const issuer = fc.option(fc.array(label, { minLength: 1, maxLength: 4 }), { nil: undefined });
    fc.assert(
      fc.property(issuer, parameters, space, (labels, list, around) => {
        const tail = list.map(([tag, text, before, after]) => `${tag}${before}=${after}${text}${around}`);
        const text = `${around}${labels?.join('.') ?? ''}${around}${[';', ...tail].join(around === '' ? ';' : ` ;${around}`).slice(tail.length > 0 ? 1 : 0)}`;
        const parsed = parseIssueValue(text.replace(/^([^;]*);{2}/, '$1;'));
        assert.equal(parsed?.issuer, labels?.join('.'));
        assert.deepEqual(
          parsed?.parameters.map((one) => [one.tag, one.value]),
          list.map(([tag, value]) => [tag, value]),
        );
      }),
    );
  });

  test('it never throws, and what it gives fits the grammar', () => {
    const alphabet = fc.constantFrom(...Array.from('aZ0-.;= \t"\\%_\u0000\u00ff'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: alphabet }), fc.string({ unit: 'binary-ascii' })), (text) => {
        const parsed = parseIssueValue(text);
        if (parsed === undefined) return;
        if (parsed.issuer !== undefined) assert.match(parsed.issuer, /^[A-Za-z0-9.-]+$/);
        for (const { tag, value } of parsed.parameters) {
          assert.match(tag, /^[A-Za-z0-9-]+$/);
          assert.match(value, /^[!-:<-~]*$/);
        }
      }),
    );
  });

  test('64 kB of anything are read in time', () => {
    const size = 65_000;
    for (const text of [
      ' '.repeat(size),
      `${' '.repeat(size)}x y`,
      'a-'.repeat(size / 2),
      `${'a.'.repeat(size / 2)}.`,
      `ca.example; a=${' '.repeat(size)}\u0000`,
      `ca.example${';'.repeat(size)}`,
      `ca.example; ${'a'.repeat(size)}\u0000=1`,
    ])
      assert.ok(parseIssueValue(text) === undefined || text.trim() === '');
  });
});
