/** Records of one name: an account or two of each CA that may certify it. */
export const PERSIST_RECORDS_MAX = 20;
/** A `persistUntil` that is nearer than this is a finding: time to get a change through the people who have the zone. */
export const PERSIST_NEAR_DAYS = 30;
/** How often each name is looked at. */
export const PERSIST_CHECK_EVERY_MS = 86_400_000;
/** Names looked at in one run of the job, one after the other: a name with silent servers takes half a minute. */
export const PERSIST_NAMES_PER_RUN = 5;
/** The job looks so often whose turn it is; with names waiting it goes on after the short one. */
export const PERSIST_LOOK_EVERY_MS = 600_000;
export const PERSIST_PAUSE_MS = 1_000;

/** Of an account URI; the record has to fit into one answer with its fellows. */
export const ACCOUNT_URI_CHARS_MAX = 2_000;
/** Characters of a foreign record's account or issuer that a finding repeats. */
export const FOREIGN_CHARS = 200;
/** Foreign records that are told of one name, and parameters of one record: who publishes more is told of the first. */
export const FOREIGN_MAX = 20;
/** Bytes of one string of a TXT record (RFC 1035 section 3.3). */
export const TXT_STRING_CHARS = 255;
