export {
  createExpireHandler,
  createRetentionHandler,
  type RetentionDays,
} from './maintenance.ts';
export { createJobRunner, type JobHandler, type JobRunner } from './runner.ts';
