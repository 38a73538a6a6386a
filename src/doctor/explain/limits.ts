/** Bytes of a pasted text that are read: a verbose log of certbot has some 30 kB; what is said stands at its end or in one line. */
export const PASTE_BYTES_MAX = 131_072;

/** Recognitions told at most: an order may have 100 names, and each may have failed in its own way. */
export const RECOGNITIONS_MAX = 50;

/** Characters before an error in which its host name is looked for: certbot names it three lines above. */
export const NAME_WITHIN_CHARS = 400;

/** Matches of one row that are looked at: the same error for 100 names, each told twice. */
export const MATCHES_MAX = 200;

/** Characters of one message of ours in which the rules are looked for: it has two URLs of 300 at most. */
export const RULES_WITHIN_CHARS = 2_000;

/** Requests of one validation that are read: Boulder makes some twenty at most, with all redirects and retries. */
export const REQUESTS_MAX = 64;
