/** Records of dns-persist-01 that are to be in the DNS, and whether they are; docs/persist-records.md. */
export type * from './types.ts';
export { collectPersist } from './collect.ts';
export { judgePersist } from './judge.ts';
export { checkPersist, newCodes, type PersistChecked } from './check.ts';
export {
  PERSIST_CHECK_EVERY_MS,
  PERSIST_LOOK_EVERY_MS,
  PERSIST_NAMES_PER_RUN,
  PERSIST_PAUSE_MS,
  PERSIST_RECORDS_MAX,
} from './limits.ts';
export { persistLine, type PersistWish, readWish } from './record.ts';
