// Output that nobody reads or that cannot be written, with real pipes: no stack, the command's own exit code.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { run } from '../../support/process.ts';

const TIMEOUT = { timeout: 120_000 };
const root = join(import.meta.dirname, '..', '..', '..');
const skip = existsSync('/dev/full') ? false : 'needs /dev/full and a POSIX shell';

suite('closed output', { ...TIMEOUT, skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
  const data = join(directory, 'data');
  /** Runs `command` (with `$sixfour` in it) under sh; the last line of standard output is the exit code that it echoes. */
  const shell = (command: string, script: string) =>
    run(['sh', '-c', command], {
      timeoutMs: 60_000,
      env: { sixfour: `"${process.execPath}" "${join(root, script)}"`, data },
    });
  before(async () => {
    const made = await shell('eval "$sixfour init --trial --data \\"$data\\""', 'bin/sixfour.js');
    assert.equal(made.code, 0, made.stderr);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const script of ['bin/sixfour.js', 'src/main.ts']) {
    for (const [args, code] of [
      ['ca show', 0],
      ['ca export root', 0],
      ['order show x --json', 1],
    ] as const) {
      test(`${script} ${args} into a pipe that was closed ends quietly with ${code}`, TIMEOUT, async () => {
        // the reader closes its end before anything is written: it is gone while the command still starts
        const done = await shell(
          `{ sleep 0.2; eval "$sixfour ${args} --data \\"$data\\""; echo "code $?" >&2; } | :`,
          script,
        );
        assert.equal(done.stderr, `code ${code}\n`);
      });
    }
  }

  test('one line is enough for head', TIMEOUT, async () => {
    const done = await shell('eval "$sixfour ca show --data \\"$data\\"" | head -1', 'bin/sixfour.js');
    assert.match(done.stdout, /^This is a TRIAL CA.*\n$/);
    assert.equal(done.stderr, '');
  });

  test('a full disk is told, and ends with 3', TIMEOUT, async () => {
    const done = await shell(
      'eval "$sixfour ca export root --data \\"$data\\"" >/dev/full',
      'bin/sixfour.js',
    );
    assert.deepEqual([done.code, done.stdout], [3, '']);
    assert.match(done.stderr, /^The output could not be written \(ENOSPC\), .*\n$/);
  });

  test('errors that nobody reads end with their code', TIMEOUT, async () => {
    const done = await shell('eval "$sixfour order show x --data \\"$data\\"" 2>/dev/full', 'bin/sixfour.js');
    assert.equal(done.code, 1);
  });
});
