export {
  createExpireHandler,
  createRetentionHandler,
  type RetentionDays,
  retentionLimits,
} from './maintenance.ts';
export { createJobRunner, type JobHandler, type JobRunner, retryDelay } from './runner.ts';
