export type * from './types.ts';
export type { Approval } from './approvals.ts';
export { auditHash } from './audit-hash.ts';
export type * from './audit-types.ts';
export type { ChallengeChange } from './challenge-changes.ts';
export type { ClientIdentity, IdentifiedClient } from './client-identities.ts';
export type * from './delegation-types.ts';
export type { ImportedAccount, WaitingKey } from './imported-accounts.ts';
export type { PersistCheck, PersistRecord } from './persist.ts';
export type { SecondaryLag } from './secondary-lags.ts';
export type { DsSeen, RolloverPhase, ZoneRollover } from './zone-keys.ts';
export type * from './provider-types.ts';
export type { StoredTsigKey } from './tsig-keys.ts';
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
