import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, fault, ok, type Result } from '../core/index.ts';

/** The database of a data directory. */
export function databaseFile(directory: string): string {
  return join(directory, 'sixfour.sqlite');
}

/** Makes the directory, for this user only, where it is not there yet. */
export function makeDataDirectory(directory: string): Result<void> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(fault('dataDirectoryUnusable', { directory, cause }));
  }
}

/** For commands that must not make one by accident, by a slip in `--data`. */
export function requireDataDirectory(directory: string): Result<void> {
  return existsSync(directory) ? ok(undefined) : fail(fault('dataDirectoryMissing', { directory }));
}
