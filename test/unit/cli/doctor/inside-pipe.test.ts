// The report of a server goes through a pipe as it goes through a file: alone on standard output, read strictly from standard input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { INSIDE_FILE_BYTES } from '../../../../src/cli/doctor/limits.ts';
import { insideReport } from '../../../../src/doctor/inside/index.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'main.ts');
const NAME = 'www.sixfour.invalid';

test('a look from inside writes its report and nothing else', { skip: process.platform !== 'linux' }, () => {
  const { status, stdout, stderr } = sixfour(['check', '--inside', '--output', '-']);
  assert.deepEqual([status, stderr], [0, '']);
  const report = insideReport.parse(JSON.parse(stdout));
  assert.equal(report.kind, 'inside');
  assert.equal(stdout.trim().split('\n').length, 1);
});

for (const [what, input, says] of [
  ['no JSON', 'no report', /no report of "sixfour check --inside" \(JSON\)/],
  ['another report', '{"kind":"outside"}', /no report of "sixfour check --inside" \(kind\)/],
  ['more than is read', ' '.repeat(INSIDE_FILE_BYTES + 1), /cannot be read \(too large\)/],
] as const)
  test(`standard input with ${what} is refused before anything is looked at`, () => {
    const { status, stdout, stderr } = sixfour(['check', NAME, '--inside-report', '-'], input);
    assert.ok(status !== 0 && stdout === '', stdout);
    assert.match(stderr.replaceAll(/\s+/g, ' '), says);
  });

test('standard input is for one of two', () => {
  const { status, stderr } = sixfour(['check', NAME, '--inside-report', '-', '--error', '-'], '{}');
  assert.equal(status, 2);
  assert.match(stderr, /Standard input is read once/);
});

function sixfour(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [PROGRAM, ...args], { input, encoding: 'utf8', timeout: 60_000 });
}
