import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARKER = 'TEST-ONLY';
const TEXT = `This data directory was made with \`sixfour init --test\`: test-only settings work here, and this CA must not be trusted.
`;

/** Was this data directory made with `--test`? Only there do test-only settings work. */
export function isTestDirectory(directory: string): boolean {
  return existsSync(join(directory, MARKER));
}

/** Marks a new data directory as one for tests; the directory exists already. */
export function markTestDirectory(directory: string): void {
  writeFileSync(join(directory, MARKER), TEXT, { mode: 0o600 });
}
