// Words as a real shell reads them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { shellWord } from '../../../src/core/index.ts';

const HOSTILE = [
  '',
  ' ',
  '  two  words ',
  "it's",
  "'",
  "''",
  `'"'"'`,
  `"double"`,
  '$HOME',
  '${HOME}',
  '$(touch /tmp/never)',
  '`id`',
  '\\',
  "\\'",
  'ends with \\',
  'a;b',
  'a&b',
  'a|b',
  'a>b',
  '(a)',
  '{a,b}',
  '*',
  '?',
  '[a-z]',
  '~',
  '~root',
  '#no comment',
  '!!',
  '-n',
  '--',
  'a=b',
  'line\nline',
  '\n',
  'tab\there',
  '\u{7}\u{1b}[31m',
  'Ærø, 漢字 \u{1f511}',
  'comment "it\'s $(id)" accept',
];

test('a shell reads each word as it is', () => {
  assert.deepEqual(readByShell(HOSTILE), HOSTILE);
});

test('a shell reads any words as they are', () => {
  const character = fc.oneof(
    fc.constantFrom(...`'"\\$\`&|;<>(){}[]*?~#! \n\t-=`.split('')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((one) => !one.includes('\0')),
  );
  const word = fc.array(character, { maxLength: 20 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 50 }), (words) => {
      assert.deepEqual(readByShell(words), words);
    }),
    { numRuns: 30 },
  );
});

test('what needs no quotes has none, so that people can read it', () => {
  for (const plain of [
    '/etc/nginx/nginx.conf',
    'www.example.org',
    '2001:db8::/32',
    'root@host',
    'a=b',
    '100%',
  ])
    assert.equal(shellWord(plain), plain);
  assert.equal(shellWord("it's"), String.raw`'it'\''s'`);
});

function readByShell(words: readonly string[]): string[] {
  const line = `printf '%s\\0' ${words.map(shellWord).join(' ')}`;
  const read = execFileSync('sh', ['-c', line], { encoding: 'utf8', cwd: '/', timeout: 20_000 });
  return read.split('\0').slice(0, -1);
}
