import { chmodSync, closeSync, openSync } from 'node:fs';

/**
 * Makes the file for this user only (0600) before SQLite opens it, or takes rights of others away; its WAL takes them over. One that
 * is there is never opened here: closing it would end the locks that this process holds on it (fcntl(2)).
 */
export function keepPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', OWNER_ONLY));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (process.platform !== 'win32') chmodSync(file, OWNER_ONLY);
  }
}

const OWNER_ONLY = 0o600;
