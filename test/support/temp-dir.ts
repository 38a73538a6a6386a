import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty directory that is removed when its test (or suite) ends. */
export function tempDir(test: { after(run: () => void): void }): string {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
