import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, fault, type Log, systemClock } from '../../core/index.ts';
import { createStore } from '../create-store.ts';
import type { Driver } from '../driver.ts';
import { StoreError } from '../error.ts';
import { type DataDirectoryLock, lockDataDirectory } from '../lock.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { keepPrivate } from '../private-file.ts';
import type { Store } from '../types.ts';
import { createSqliteCompiler } from './compiler.ts';
import { startGroupCommit } from './group-commit.ts';
import { checkDatabase, migrate } from './migrate.ts';
import { configureWriter } from './pragmas.ts';
import { openReader } from './reader.ts';

type SqliteOptions = {
  /** Made if it is not there; its directory must exist. */
  readonly file: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** The lock of the file's directory where the caller holds it already; else the store takes it, and gives it back when closed. */
  readonly lock?: DataDirectoryLock;
  /** `OFF` acknowledges what may not be on the disk: only to prove that the durability test would see it. */
  readonly synchronous?: 'FULL' | 'OFF';
};

/**
 * Opens the store in a SQLite file and brings its schema up to date. Throws `StoreError`: `dataDirectoryInUse`, `storeTooNew`,
 * `storeNotOurs`, `storeUnusable`.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const own = options.lock === undefined ? takeLock(dirname(options.file)) : undefined;
  try {
    const driver = await openDriver(options);
    return createStore({
      ...driver,
      async close() {
        await driver.close();
        own?.release();
      },
    });
  } catch (error) {
    own?.release();
    throw error;
  }
}

async function openDriver({
  file,
  log,
  clock = systemClock,
  synchronous = 'FULL',
}: SqliteOptions): Promise<Driver> {
  prepareFile(file, log);
  const reader = openReader(file);
  const commits = await startGroupCommit({ writer: { file, synchronous }, clock, log }).catch((error) => {
    reader.close();
    throw unusable(file, error);
  });
  return {
    db: createSqliteCompiler(),
    read: reader.read,
    write: commits.write,
    async close() {
      reader.close();
      await commits.close();
    },
  };
}

function prepareFile(file: string, log: Log): void {
  let db: DatabaseSync | undefined;
  try {
    keepPrivate(file);
    db = new DatabaseSync(file);
    checkDatabase(db, file, MIGRATIONS.length);
    configureWriter(db);
    const { from, to } = migrate(db, MIGRATIONS);
    if (from !== to) log.info({ file, from, to }, 'database schema brought up to date');
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw unusable(file, error);
  } finally {
    db?.close();
  }
}

function unusable(file: string, error: unknown): StoreError {
  const cause = error instanceof Error ? error.message : String(error);
  return new StoreError(fault('storeUnusable', { file, cause }), { cause: error });
}

function takeLock(directory: string): DataDirectoryLock {
  const lock = lockDataDirectory(directory);
  if (!lock.ok) throw new StoreError(lock.fault);
  return lock.value;
}
