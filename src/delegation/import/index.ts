/** Accounts of acme-dns: read from its database, taken over, and logged in by the keys that they had. docs/acme-dns-import.md. */
export type * from './types.ts';
export { canonicalUser, isBcryptHash, LABEL, readAccounts } from './accounts.ts';
export { type BcryptChecker, createBcryptChecker } from './bcrypt.ts';
export { readCidr } from './cidr.ts';
export { findNames, type FoundNames } from './find-names.ts';
export { NETWORKS_MAX } from './limits.ts';
export type { ImportConflict } from './plan.ts';
export { readPostgresql } from './read-postgresql.ts';
export { readSqlite } from './read-sqlite.ts';
export { takeOver } from './take-over.ts';
