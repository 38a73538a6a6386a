const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** How far back certificates begin before they are signed: clients with slow clocks accept them (Let's Encrypt does the same). */
export const BACKDATE_MS = 1 * HOUR;

/** A requested notBefore may lie this far from now: CA/B BR 7.1.2.7 for the past; the future is as far as anyone needs. */
export const NOT_BEFORE_WINDOW_MS = 48 * HOUR;

/** Names in one certificate: what Let's Encrypt accepts, and what keeps a handshake in one flight. */
export const NAMES_MAX = 100;

/** Bytes of a CSR: an RSA-4096 key, its signature and 100 names of 253 characters come to about 27 kB. */
export const CSR_BYTES_MAX = 32_768;

/** Bytes of a SubjectPublicKeyInfo: RSA-4096 has 550. */
export const SPKI_BYTES_MAX = 1_024;

/** Rounds of Fermat's factoring: finds primes that differ below about half their length; Boulder runs about as many. */
export const FERMAT_ROUNDS_MAX = 100;

/** Trial division by all primes below this: OpenSSL does not make such keys, broken generators do. */
export const SMALL_PRIME_MAX = 2_000;

/** Bytes of a list of weak keys: room for a million lines. */
export const BLOCKLIST_BYTES_MAX = 68_000_000;

/** Certificates of the CA itself. The table of docs/certificates.md. */
export const ROOT_YEARS = 20;
export const ISSUING_YEARS = 5;

/** The longest that a CRL about leaves may be used (BR 4.9.7). */
export const LEAF_CRL_NEXT_UPDATE_MAX_MS = 10 * DAY;

/** A CRL is renewed daily, at the latest so long after the one before (CA/B BR 4.9.7: at least every 4 days here). */
export const CRL_INTERVAL_MS = 1 * DAY;
/** It may be used for a week: six failed renewals in a row hurt nobody (the bound is 10 days). */
export const CRL_VALIDITY_MS = 7 * DAY;
/** After a revocation a new one is due at the latest after this. */
export const CRL_AFTER_REVOCATION_MS = 30 * SECOND;
/** The root's CRL is signed by hand, with the root key: 12 months is the longest that is usual (BR 4.9.7). */
export const ROOT_CRL_VALIDITY_MS = 364 * DAY;

/** Seconds for which a cache may keep the published files: a CRL after a revocation should be seen within minutes. */
export const PUBLISH_CRL_CACHE_SECONDS = 300;
export const PUBLISH_CERTIFICATE_CACHE_SECONDS = 86_400;
/** The newest CRL is asked of the store at most so often, whoever fetches it. */
export const PUBLISH_CRL_REFRESH_MS = 5 * SECOND;

/** Challenge answers of the server's own names held at a time: one order has at most a handful. */
export const OWN_CHALLENGES_MAX = 100;

/** The root of the perspectives: nobody installs it, so its end needs no campaign; a join hands out the next one. */
export const PERSPECTIVE_ROOT_YEARS = 10;
/** A perspective's certificate. It is renewed over its connection when a third is over: it may be away for a month. */
export const PERSPECTIVE_LIFETIME_MS = 45 * DAY;
/** The server's own towards perspectives: its key lives in memory alone, and goes with the process. */
export const COORDINATOR_LIFETIME_MS = 7 * DAY;
