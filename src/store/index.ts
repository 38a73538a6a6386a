export type * from './types.ts';
export { StoreError } from './error.ts';
export { type DataDirectoryLock, lockDataDirectory } from './lock.ts';
export { openSqliteStore, type SqliteOptions } from './sqlite/index.ts';
