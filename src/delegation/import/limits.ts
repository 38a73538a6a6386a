/** Accounts of one database, some 200 bytes each while they are read: acme-dns itself is slow long before. */
export const ACCOUNTS_MAX = 1_000_000;
/** Networks of one account; acme-dns has no limit, and people write down a handful. */
export const NETWORKS_MAX = 1_000;
/** Rows read at a time from PostgreSQL. */
export const ROWS_READ = 5_000;
/** Waiting for PostgreSQL: for the connection, and for each statement. */
export const CONNECT_MS = 10_000;
export const STATEMENT_MS = 60_000;
/** A database that is in use is locked for milliseconds; one that stays so has a transaction that hangs. */
export const SQLITE_BUSY_MS = 5_000;
/** A copy of a database's files is good when none of them changed meanwhile. */
export const COPY_TRIES = 5;

/** Cost factors of bcrypt that are taken: acme-dns uses 10, which is 60 ms; each step more is twice as long. */
export const BCRYPT_COST_MIN = 4;
export const BCRYPT_COST_MAX = 14;
/** Hashes that wait to be checked: one after the other, 60 ms each, the last one waits for 15 s. */
export const CHECKS_WAITING_MAX = 256;
/** A thread that checked nothing for so long ends: the checks are over when every account was used once. */
export const CHECKER_IDLE_MS = 60_000;

/** Names looked up at a time, and how long one look-up may take. */
export const LOOKUPS_AT_ONCE = 8;
export const LOOKUP_MS = 10_000;
