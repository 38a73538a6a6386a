export type * from './types.ts';
export type * from './delegation-types.ts';
export type * from './perspective-types.ts';
export { StoreError } from './error.ts';
export {
  createExpireHandler,
  createJobRunner,
  createRetentionHandler,
  type JobHandler,
  type JobRunner,
} from './jobs/index.ts';
export { lockDataDirectory } from './lock.ts';
export { openSqliteStore } from './sqlite/index.ts';
