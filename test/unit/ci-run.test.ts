// The parts of .ci/run, with stages of their own instead of the suites.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { run } from '../support/process.ts';

const script = join(import.meta.dirname, '..', '..', '.ci', 'run');
const skip = existsSync('/bin/bash') ? false : 'needs /bin/bash';

/** Runs `lines` after the script was read; its own stages do not run then. */
const bash = (lines: string) =>
  run(['/bin/bash', '-c', `. "${script}"; logs=$(mktemp -d); trap 'rm -rf "$logs"' EXIT\n${lines}`]);

suite('.ci/run', { skip }, () => {
  test('the last line is the sum over all suites', async () => {
    const done = await bash(`
      stage one printf '%s\\n' 'a test that says' '1 passed, 9 failed, 9 skipped' 'SKIPPED x' '10 passed, 0 failed, 2 skipped' 'bye'
      stage two echo '5 passed, 0 failed, 0 skipped'
      stage three echo 'no count'
      finish`);
    assert.deepEqual([done.code, done.stderr], [0, '']);
    assert.match(done.stdout, /\n15 passed, 0 failed, 2 skipped\n$/);
  });

  test('failed tests are counted, and a stage that failed otherwise counts as one', async () => {
    const done = await bash(`
      stage 'npm test' sh -c 'echo 7 passed, 2 failed, 0 skipped; exit 1'
      stage 'npm run check' sh -c 'echo wrong type; exit 2'
      stage 'nothing ran' sh -c 'echo 0 passed, 0 failed, 0 skipped; exit 1'
      finish`);
    assert.equal(done.code, 1);
    assert.match(done.stdout, /FAILED {2}npm run check\n/);
    assert.match(done.stdout, /\n7 passed, 4 failed, 0 skipped\n$/);
  });

  test('what is missing is named where nobody can install it', async () => {
    const done = await bash(`
      programs='sh:dash no-such-program:its-package'
      id() { echo 1000; }
      sudo() { return 1; }
      install_packages`);
    assert.equal(done.code, 1);
    assert.match(done.stdout, /apt-get install --no-install-recommends its-package$/m);
  });

  test('where everything is there nothing is installed', async () => {
    const done = await bash(`programs='sh:dash'
      [ -e /etc/ssl/certs/ca-certificates.crt ] || exit 9
      install_packages`);
    if (done.code !== 9) assert.deepEqual([done.code, done.stdout], [0, 'everything is installed\n']);
  });
});
