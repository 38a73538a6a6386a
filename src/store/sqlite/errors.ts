/** SQLite's result codes that decide something here (sqlite.org/rescode.html). */
export const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

export type SqliteError = Error & { readonly errcode: number };

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

/** After it nobody knows what the disk holds: no further write may be acknowledged by this process. */
export function isFatal(error: unknown): boolean {
  return [SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_READONLY].includes(primaryCode(error));
}

/** The whole transaction fails, whichever statement met it. */
export function failsBatch(error: unknown): boolean {
  return isFatal(error) || [SQLITE_BUSY, SQLITE_FULL].includes(primaryCode(error));
}

function primaryCode(error: unknown): number {
  return isSqliteError(error) ? error.errcode & 0xff : -1;
}
