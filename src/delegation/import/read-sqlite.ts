import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { ACCOUNTS_MAX, COPY_TRIES, SQLITE_BUSY_MS } from './limits.ts';
import type { AcmeDnsRow } from './types.ts';

/**
 * The accounts in a file of acme-dns, which may be in use meanwhile: one read transaction, and neither the file nor its journal is
 * changed. Where they can only be read by whoever may mend them (a journal that a crash left behind, a WAL that nobody has open), a
 * copy of them is read. Faults `importUnreadable`, `importNotAcmeDns`, `importVersionUnknown`, `importTooLarge`.
 */
export function readSqlite(file: string, busyMs = SQLITE_BUSY_MS): Result<readonly AcmeDnsRow[]> {
  if (!isFile(file)) return fail(fault('importUnreadable', { source: file, cause: 'ENOENT' }));
  try {
    if (!isWal(file) || existsSync(`${file}-shm`))
      return readFrom(file, file, { readOnly: true, timeout: busyMs });
  } catch (error) {
    // a lock that stays is no broken file: a copy would be one
    if (causeOf(error) === BUSY) return fail(fault('importUnreadable', { source: file, cause: 'busy' }));
  }
  return readCopy(file);
}

function readFrom(
  path: string,
  file: string,
  options: { readonly readOnly?: boolean; readonly timeout?: number },
): Result<readonly AcmeDnsRow[]> {
  const db = new DatabaseSync(path, options);
  try {
    db.exec('BEGIN');
    const columns = new Set(
      db
        .prepare("SELECT lower(name) AS name FROM pragma_table_info('records')")
        .all()
        .map(({ name }) => String(name)),
    );
    if (!['username', 'password', 'subdomain', 'allowfrom'].every((one) => columns.has(one)))
      return fail(fault('importNotAcmeDns', { source: file }));
    const version = versionOf(db);
    if (version > KNOWN_VERSION) return fail(fault('importVersionUnknown', { source: file, version }));
    const rows = db
      .prepare(
        `SELECT Username AS user, Password AS hash, Subdomain AS subdomain, AllowFrom AS allowFrom
         FROM records ORDER BY Username LIMIT ${ACCOUNTS_MAX + 1}`,
      )
      .all();
    if (rows.length > ACCOUNTS_MAX) return fail(fault('importTooLarge', { source: file, max: ACCOUNTS_MAX }));
    return ok(
      rows.map(({ user, hash, subdomain, allowFrom }) => ({
        user: text(user),
        hash: text(hash),
        subdomain: text(subdomain),
        allowFrom: allowFrom === null ? null : text(allowFrom),
      })),
    );
  } finally {
    db.close();
  }
}

/** The only version that acme-dns has had since it has one; before that the rows had more columns, which do not matter. */
export const KNOWN_VERSION = 1;

function versionOf(db: DatabaseSync): number {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE lower(name) = 'acmedns'").get();
  if (table === undefined) return 0;
  const row = db.prepare("SELECT Value AS version FROM acmedns WHERE Name = 'db_version'").get();
  return Number(row?.['version'] ?? 0);
}

/** Go hands a hash over as bytes, so in SQLite it is a blob, though its column is TEXT. */
function text(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}

/** The file with its journals, at one moment: copied until none of them changed while it was. */
function readCopy(file: string): Result<readonly AcmeDnsRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-import-')); // 0700
  try {
    const copy = join(directory, basename(file));
    for (let tries = 0; tries < COPY_TRIES; tries++) {
      const before = stateOf(file);
      for (const ending of FILES) {
        rmSync(`${copy}${ending}`, { force: true });
        if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
      }
      if (stateOf(file) === before) return readFrom(copy, file, {}); // which may be mended
    }
    return fail(fault('importUnreadable', { source: file, cause: 'busy' }));
  } catch (error) {
    return fail(fault('importUnreadable', { source: file, cause: String(causeOf(error)) }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
const FILES = ['', '-wal', '-journal'];

function stateOf(file: string): string {
  return FILES.map((ending) => statSync(`${file}${ending}`, { throwIfNoEntry: false, bigint: true }))
    .map((stat) => (stat === undefined ? 'none' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`))
    .join(', ');
}

/** The file format's version for reading, at offset 19: 2 is WAL. */
function isWal(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(20);
    return readSync(handle, bytes, 0, 20, 0) === 20 && bytes[19] === 2;
  } finally {
    closeSync(handle);
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** SQLITE_BUSY, and its number. */
const BUSY = 5;
function causeOf(error: unknown): string | number {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (errcode !== undefined) return errcode & 0xff;
  return code ?? 'error';
}
