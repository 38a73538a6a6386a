// Edits as unified diffs: they say what is done, can be done by `patch`, and lead back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { array, assert as check, constantFrom, nat, property, tuple } from 'fast-check';
import { type Change, create, edit, patched, reverse } from '../../../../src/doctor/remedies/diff.ts';

const FILE = '/etc/nginx/sites-enabled/www';
const TEXT = ['server {', '    listen 80;', '    server_name www;', '    root /srv;', '}', ''].join('\n');
const add: Change = { from: 2, take: ['    listen 80;'], put: ['    listen 80;', '    listen [::]:80;'] };

describe('a diff', () => {
  test('of a file that was read has the lines around', () => {
    assert.equal(
      edit(FILE, [add], { [FILE]: TEXT }).diff,
      [
        `--- ${FILE}`,
        `+++ ${FILE}`,
        '@@ -1,5 +1,6 @@',
        ' server {',
        '     listen 80;',
        '+    listen [::]:80;',
        '     server_name www;',
        '     root /srv;',
        ' }',
      ].join('\n'),
    );
  });

  test('of a file that was not read has the line itself', () => {
    const { diff } = edit(FILE, [add], undefined);
    assert.equal(
      diff.split('\n').slice(2).join('\n'),
      '@@ -2 +2,2 @@\n     listen 80;\n+    listen [::]:80;',
    );
  });

  test('applies, and backwards leads back', () => {
    const made = edit(FILE, [add], { [FILE]: TEXT });
    const changed = patched(TEXT, made.diff);
    assert.match(changed ?? '', /listen 80;\n {4}listen \[::\]:80;\n/);
    assert.equal(patched(changed, reverse(made).diff), TEXT);
  });

  test('does not apply to another text', () => {
    const { diff } = edit(FILE, [add], { [FILE]: TEXT });
    assert.equal(patched(TEXT.replace('listen 80', 'listen 8080'), diff), undefined);
    assert.equal(patched(undefined, diff), undefined);
  });

  test('makes a file that is not there, and none in place of one that is', () => {
    const { diff } = create('/etc/sysctl.d/99-sixfour.conf', ['a = 1', 'b = 2']);
    assert.equal(patched(undefined, diff), 'a = 1\nb = 2\n');
    assert.equal(patched('other\n', diff), undefined);
  });
});

test('any changes of any file apply, and lead back', () => {
  const line = constantFrom<string[]>('a', 'b', '    c;', '', '+d', '-e', ' f');
  const file = array(line, { minLength: 1, maxLength: 30 });
  const wanted = array(tuple(nat(30), nat(2), array(line, { maxLength: 3 })), {
    maxLength: 4,
  });
  check(
    property(file, wanted, (lines, picks) => {
      let last = 0;
      const changes: Change[] = [];
      for (const [at, count, put] of picks.toSorted((a, b) => a[0] - b[0])) {
        const from = Math.max(at + 1, last + 1);
        if (from > lines.length) continue;
        const take = lines.slice(from - 1, from - 1 + count);
        changes.push({ from, take, put });
        last = from + take.length;
      }
      const text = `${lines.join('\n')}\n`;
      const expected = [...lines];
      for (const { from, take, put } of changes.toReversed()) expected.splice(from - 1, take.length, ...put);
      const made = edit(FILE, changes, { [FILE]: text });
      const result = patched(text, made.diff);
      assert.equal(result, [...expected, ''].join('\n'));
      assert.equal(patched(result, reverse(made).diff), text);
    }),
    { numRuns: 300 },
  );
});
