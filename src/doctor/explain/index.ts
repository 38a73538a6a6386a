/** What an error text of a CA or of its clients really means; pure. docs/explain.md tells which ones are known. */
export type * from './types.ts';
export { explain } from './explain.ts';
export { type RecordedRequest, recordedRequests } from './requests.ts';
export { PASTE_BYTES_MAX } from './limits.ts';
export { ROWS } from './rows.ts';
