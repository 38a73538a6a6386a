import type { DatabaseSync } from 'node:sqlite';
import { fault } from '../../core/index.ts';
import { StoreError } from '../error.ts';
import type { Migration } from '../migrations/index.ts';

/** "64" in the file's header: tells our databases from others. */
const APPLICATION_ID = 0x36_34_43_41;

/** Throws `StoreError` for a database that is not ours, or that a newer sixfour wrote; changes nothing. */
export function checkDatabase(db: DatabaseSync, file: string, known: number): void {
  const id = pragma(db, 'application_id');
  if (id !== APPLICATION_ID && !(id === 0 && isEmpty(db)))
    throw new StoreError(fault('storeNotOurs', { file }));
  const version = pragma(db, 'user_version');
  if (version > known) throw new StoreError(fault('storeTooNew', { file, version, known }));
}

/** Brings a checked database's schema up to date in one transaction: all or nothing. Returns the version before and after. */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): { from: number; to: number } {
  const known = migrations.length;
  db.exec('BEGIN IMMEDIATE');
  try {
    const from = pragma(db, 'user_version');
    for (const migration of migrations.slice(from)) {
      for (const statement of migration.statements) db.exec(statement);
    }
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${known}`);
    db.exec('COMMIT');
    return { from, to: known };
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}
