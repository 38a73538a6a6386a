// The line of what goes on, and that it is gone when the result is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut } from '../../../src/cli/terminal.ts';
import { tellSeconds } from '../../../src/cli/progress.ts';

test('counts the seconds, is made anew when asked, and is taken away', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const lines: (string | undefined)[] = [];
  const progress = (line: string | undefined) => void lines.push(line);
  const telling = tellSeconds({ progress }, (seconds) => `${seconds} s`);
  assert.deepEqual(lines, []);
  telling.show();
  t.mock.timers.tick(1_000);
  t.mock.timers.tick(1_000);
  telling.show();
  telling.stop();
  t.mock.timers.tick(5_000);
  assert.deepEqual(lines, ['0 s', '1 s', '2 s', '2 s', undefined]);
});

test('is nothing where nobody watches', () => {
  const telling = tellSeconds({}, () => assert.fail('nobody reads it'));
  telling.show();
  telling.stop();
});

test('a line that is too long keeps its seconds', () => {
  const line = 'www.example.org: addresses, DNSSEC, caches, connections (12 s)';
  assert.equal(cut(line, 80), line);
  assert.equal(cut(line, 40), 'www.example.org: addresses, DNSS… (12 s)');
  assert.equal(cut(line, 40).length, 40);
  assert.equal(cut('no end in parentheses', 10), 'no end in…');
});
