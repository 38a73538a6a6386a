/** Units that may wait for the writer: about a second of work for it; above that the store says that it is overloaded. */
export const WAITING_UNITS_MAX = 10_000;

/** Units in one transaction: bounds how long one commit holds up the next, and the size of a message between threads. */
export const BATCH_UNITS_MAX = 500;

/** Batches after one that needed savepoints which have them at once: then somebody may be meeting conditions that fail again and again. */
export const CAREFUL_BATCHES = 64;

/** Statements kept prepared per connection. The store has about 80 fixed ones; list filters add a few dozen. */
export const PREPARED_STATEMENTS_MAX = 256;

/** How long a statement waits for another process (a backup, the sqlite3 shell) that holds the database. */
export const BUSY_TIMEOUT_MS = 5_000;

/** Page cache of each of the two connections, in KiB: holds the hot ends of all indexes and the upper pages of the random one. */
export const CACHE_KIB = 16_384;

/**
 * WAL frames (4 KiB pages) after which the writer moves them into the database, between two batches: 8 MiB. Hot pages appear many
 * times in the WAL and are moved once, so a larger value saves work; a smaller one keeps each move, and a restart, short.
 */
export const CHECKPOINT_FRAMES = 2_000;
/** The writer asks for the number of frames only every so many units: the question costs a statement. */
export const CHECKPOINT_ASK_UNITS = 128;
/** SQLite's own checkpoint, inside a commit: a net under ours for units of unusual size. */
export const CHECKPOINT_NET_FRAMES = 16_000;
/** A WAL that a burst made larger is cut to this when it starts anew; below it the file is reused as it is. */
export const WAL_BYTES_MAX = 64 * 1024 * 1024;

/** Evidence of one validation as JSON, in UTF-16 units: ten times what a chain of ten redirects over two families leaves. */
export const EVIDENCE_CHARS_MAX = 64 * 1024;

/** Rows of one page of a list, whatever was asked. */
export const PAGE_ROWS_MAX = 1_000;

/** CRLs kept for each issuer: the newest is served, the others explain what was served before. */
export const CRLS_KEPT = 3;

/** A commit that takes longer is logged: the disk, not this program, is then what people wait for. */
export const SLOW_COMMIT_MS = 1_000;

/** Over which time a rule's presents and names are counted: a sliding hour, and a sliding day. */
export const PRESENTS_COUNTED_MS = 3_600_000;
export const NAMES_COUNTED_MS = 24 * 3_600_000;
