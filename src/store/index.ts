export type * from './types.ts';
export { StoreError } from './error.ts';
export {
  createExpireHandler,
  createJobRunner,
  createRetentionHandler,
  type JobHandler,
  type JobRunner,
  type RetentionDays,
} from './jobs/index.ts';
export { type DataDirectoryLock, lockDataDirectory } from './lock.ts';
export { openSqliteStore, type SqliteOptions } from './sqlite/index.ts';
