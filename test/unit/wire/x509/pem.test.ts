import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { PEM_CHARS_MAX, pemDecode, pemDecodeAll, pemEncode } from '../../../../src/wire/x509/index.ts';
import { refusal } from './samples.ts';

test('what is written is read back, alone and in a chain', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\n'), (blocks, gap) => {
      const text = blocks.map((block) => pemEncode('CERTIFICATE', block)).join(gap);
      assert.deepEqual(pemDecodeAll('CERTIFICATE', text), blocks);
      const [first = Uint8Array.of()] = blocks;
      const one = pemDecode('X', pemEncode('X', first).replaceAll('\n', '\r\n'));
      assert.deepEqual(one, first);
    }),
  );
  assert.deepEqual(pemDecode('X', pemEncode('X', Uint8Array.of(1)).trimEnd()), Uint8Array.of(1));
});

describe('text that is not strict PEM is refused', () => {
  const good = pemEncode('X', new Uint8Array(100).fill(1));
  const short = pemEncode('X', Uint8Array.of(1)); // AQ==
  const table: [what: string, text: string][] = [
    ['nothing', ''],
    ['another label', good.replaceAll('X', 'Y')],
    ['labels that differ', good.replace('END X', 'END Y')],
    ['no end', good.slice(0, good.indexOf('-----END'))],
    ['text before', `text\n${good}`],
    ['text after', `${good}text\n`],
    ['two blocks', good + good],
    ['no contents', '-----BEGIN X-----\n-----END X-----\n'],
    ['a long line', good.replace('\n', '\nAAAA')],
    ['a short line that is not last', good.replace('AQEB', 'AQEB\n')],
    ['a header', good.replace('\n', '\nProc-Type: 4\n')],
    ['a blank in a line', short.replace('AQ==', 'AQ= =')],
    ['no padding', short.replace('AQ==', 'AQ')],
    ['stray bits in the last character', short.replace('AQ==', 'AR==')],
    ['the other alphabet', short.replace('AQ==', '_w==')],
  ];
  for (const [what, text] of table) {
    test(what, () =>
      assert.equal(
        refusal(() => pemDecode('X', text)),
        'pem',
      ),
    );
  }

  test('more than its bound', () => {
    assert.equal(
      refusal(() => pemDecode('X', 'A'.repeat(PEM_CHARS_MAX + 1))),
      'too-large',
    );
  });
});
