export {
  createExpireHandler,
  createRetentionHandler,
} from './maintenance.ts';
export { createJobRunner, type JobHandler, type JobRunner } from './runner.ts';
