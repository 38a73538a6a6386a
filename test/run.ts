// Runs the suites named on the command line with node:test, all files in one process (no isolation), and fails when
// nothing ran: `node bin/with-node.js test/run.ts unit contract`. Skips are counted and listed at the end, loudly.
// Further arguments that contain a slash or end in .ts select single files.
import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const TEST_TIMEOUT_MS = 900_000; // a whole file; single tests set their own, much shorter
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const wanted = process.argv.slice(2);
const files = wanted
  .flatMap((suite) =>
    suite.endsWith('.ts') ? [join(root, suite)] : globSync(join(root, 'test', suite, '**/*.test.ts')),
  )
  .toSorted();
if (files.length === 0) {
  console.error(`no test files in: ${wanted.join(', ')}. Name suites (unit, lab, ...) or files.`);
  process.exit(2);
}

// a lab or interop file owns namespaces and ports: its files run one by one, each in a process of its own
const isolated = wanted.some((suite) => /lab|interop/.test(suite));
const counts = { passed: 0, failed: 0 };
const skipped: string[] = [];
const stream = isolated
  ? run({ files, isolation: 'process', concurrency: 1, timeout: TEST_TIMEOUT_MS })
  : run({ files, isolation: 'none', timeout: TEST_TIMEOUT_MS });

stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined && event.skip !== false) {
    skipped.push(`${event.name} (${relative(root, event.file ?? '')}): ${String(event.skip)}`);
  } else counts.passed++;
});
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') counts.failed++;
  process.exitCode = 1;
});
stream.compose(spec).pipe(process.stdout);
stream.on('close', () => process.stdout.write(''));

process.on('exit', () => {
  for (const line of skipped) console.log(`SKIPPED ${line}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped.length} skipped`);
  if (counts.passed === 0) {
    console.error('no test passed: nothing was shown');
    process.exitCode = 1;
  }
});
