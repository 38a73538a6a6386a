/** Characters of a token: those of CI systems and clusters have 1,000 to 2,000, and a request's head ends at 16,384. */
export const TOKEN_CHARS_MAX = 8_192;
/** Of an issuer's URL, an audience, a subject or a claim's value. */
export const IDENTITY_TEXT_CHARS_MAX = 512;
/** Claims that one identity asks for. */
export const IDENTITY_CLAIMS_MAX = 16;
/** Names of one certificate that are looked up: those with more are refused, as our own never have. */
export const CERTIFICATE_NAMES_MAX = 100;

/**
 * From `iat` to `exp`, and from `iat` to now. Jobs have tokens of minutes, pods of an hour; a day leaves room for a long job, and none for a
 * token that somebody keeps.
 */
export const TOKEN_LIFETIME_MAX_S = 86_400;
/** By how much the clocks of the issuer and ours may differ. */
export const TOKEN_LEEWAY_S = 30;

/** Keys of an issuer are fetched anew at half of this, while they still count; after it they count no more. */
export const ISSUER_KEYS_MS = 3_600_000;
/** A key that is not among them makes us look again, but not sooner than this after the last look. */
export const ISSUER_AGAIN_MS = 60_000;
/** After a look that failed the next is not sooner; meanwhile tokens of the issuer are answered at once. */
export const ISSUER_RETRY_MS = 10_000;
/** Both documents together: whoever waits for them holds a connection of ours. */
export const ISSUER_FETCH_MS = 5_000;
/** Requests that wait for one issuer; whoever comes later is told at once. Other issuers' do not count. */
export const ISSUER_WAITING_MAX = 200;
/** Bytes of one document: 100 RSA keys with their certificates are 250 KB. */
export const ISSUER_ANSWER_BYTES_MAX = 262_144;
/** Keys of one issuer. */
export const ISSUER_KEYS_MAX = 100;
/** Issuers whose keys are kept; the one asked for longest ago is forgotten first. */
export const ISSUERS_KEPT = 100;

/** Certificates of one CA file: a root, the one after it, and what stands between them and leaves. */
export const CA_CERTIFICATES_MAX = 20;
/** Identities of one client: its machines' certificates, its jobs' branches. */
export const IDENTITIES_PER_CLIENT_MAX = 100;
