/** Jobs that run at once in one process: they are maintenance and must leave room for requests. */
export const RUNNING_JOBS_MAX = 4;

/** How long a job is a runner's own. Longer than any handler takes; after a crash the job waits so long for its next try. */
export const LEASE_MS = 10 * 60_000;

/** The list is looked at no less often, for jobs that another process scheduled. */
export const POLL_MS = 5_000;
/** And no more often. */
export const POLL_MIN_MS = 10;

/** After a failure: doubled each time, so that a broken job neither floods the log nor waits for ever once it is mended. */
export const RETRY_FIRST_MS = 5_000;
export const RETRY_LAST_MS = 15 * 60_000;

/** How often expired orders and authorizations are marked: reads compare times themselves, so this only tidies. */
export const EXPIRE_EVERY_MS = 60_000;

/** How often retention runs: limits are days, so an hour is exact enough, and each run is small. */
export const RETENTION_EVERY_MS = 60 * 60_000;

/** Rows of each kind changed in one unit of maintenance: some milliseconds, so that a waiting commit is not held up. */
export const MAINTENANCE_ROWS = 500;
/** Units in a row before a maintenance job gives way; it goes on after `MAINTENANCE_PAUSE_MS`. */
export const MAINTENANCE_ROUNDS = 100;
export const MAINTENANCE_PAUSE_MS = 1_000;
