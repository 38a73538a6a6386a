/** Names whose record sets are written at a time at one provider: APIs allow few requests a second, and one name takes several. */
export const NAMES_AT_ONCE_MAX = 4;
/** Names that wait for their turn at one provider: what is beyond would wait for longer than its client does. */
export const NAMES_WAITING_MAX = 1_000;
/** Milliseconds for one call of a provider; a slow API answers in some seconds. */
export const CALL_MS = 30_000;
/** Milliseconds for one turn: a list, some calls, a pause that the provider asked for. */
export const TURN_MS = 90_000;
/** Milliseconds that a client's request waits until the provider has its value and its servers show it; Route 53 takes about 60 s. */
export const SETTLE_MS = 120_000;
/** Milliseconds between two questions whether a change has reached the provider's servers. */
export const SYNC_POLL_MS = 2_000;
/** Tries of a change that meets another program's; the pauses between them are random, up to this many milliseconds. */
export const CONFLICT_TRIES_MAX = 4;
export const CONFLICT_PAUSE_MS = 500;
/** The pause where a provider asks for one and does not say how long, and the shortest and the longest that are kept to. */
export const RATE_PAUSE_MS = 5_000;
export const RATE_PAUSE_MIN_MS = 1_000;
export const RATE_PAUSE_MAX_MS = 3_600_000;
/** After a failure a name is tried again after this time, then after twice as long, up to the other; each by half as much at random. */
export const RETRY_FIRST_MS = 5_000;
export const RETRY_MAX_MS = 900_000;
/** Between two looks whether everything is as it should be, where nothing has failed: somebody else may have changed it. */
export const SWEEP_EVERY_MS = 600_000;
/** Journal rows read at a time. */
export const ROWS_READ = 500;
/** Names of a sweep that are asked for before it waits for them. */
export const SWEEP_NAMES = 50;
/** Seconds of the records that are written: a value that is gone is forgotten soon; several APIs take nothing below 60. */
export const RECORD_TTL_S = 60;
