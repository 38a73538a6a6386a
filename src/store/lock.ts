import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Fault, fail, fault, ok, type Result } from '../core/index.ts';
import { keepPrivate } from './private-file.ts';
import { isSqliteError, SQLITE_BUSY } from './sqlite/errors.ts';

/** The right to work in a data directory, held by one process at a time until `release`, or until the process ends. */
export type DataDirectoryLock = {
  readonly directory: string;
  release(): void;
};

/**
 * Takes the lock, at once or not at all. An exclusive transaction on an empty SQLite file of its own: the operating system drops
 * it with the process, so nothing has to be cleaned up after a crash, and it works where flock() is not to be had.
 * Refused where others could exchange what lies there. Faults: `dataDirectoryInUse`, `dataDirectoryUnusable`, `dataDirectoryExposed`.
 */
export function lockDataDirectory(directory: string): Result<DataDirectoryLock> {
  const pidFile = join(directory, 'sixfour.pid');
  let db: DatabaseSync | undefined;
  try {
    const exposed = exposure(directory);
    if (exposed !== undefined) return fail(exposed);
    keepPrivate(join(directory, 'sixfour.lock')); // whoever could read it could hold it
    db = new DatabaseSync(join(directory, 'sixfour.lock'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 }); // only for people and messages
  } catch (error) {
    db?.close();
    return isSqliteError(error) && error.errcode === SQLITE_BUSY
      ? fail(fault('dataDirectoryInUse', { directory, pid: readPid(pidFile) }))
      : fail(fault('dataDirectoryUnusable', { directory, cause: causeOf(error) }));
  }
  let held: DatabaseSync | undefined = db;
  return ok({
    directory,
    release() {
      if (held === undefined) return;
      rmSync(pidFile, { force: true });
      held.close();
      held = undefined;
    },
  });
}

const WRITE_BY_OTHERS = 0o022;

/** Owned by another user than ourselves, or writable for others: keys could be exchanged, and we be led to write elsewhere. */
function exposure(directory: string): Fault | undefined {
  const user = process.geteuid?.();
  if (user === undefined) return undefined; // Windows: its access lists are not modes
  const { uid, mode } = statSync(directory);
  if (uid === user && (mode & WRITE_BY_OTHERS) === 0) return undefined;
  const shown = (mode & 0o7777).toString(8).padStart(4, '0');
  return fault('dataDirectoryExposed', { directory, owner: uid, mode: shown });
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  if (isSqliteError(error)) return error.message;
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
