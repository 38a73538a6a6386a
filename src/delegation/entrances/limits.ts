/** Bytes of a request's body: a name, a value, and a hundred networks are below 5 KB. */
export const BODY_BYTES_MAX = 16_384;
/** Of one part of an address: a name has 253 characters, and three times as many where each is escaped. */
export const PARAMETER_CHARS_MAX = 800;
/** Networks of one `allowfrom`. */
export const ALLOW_FROM_MAX = 100;

/**
 * Wrong keys, or wrong TSIG signatures, of one network: so many at once, then one more every six seconds. A client that is set up
 * wrongly and tries once a minute never meets it; a flood costs us no look-ups.
 */
export const FAILURES_BURST = 100;
export const FAILURE_EVERY_MS = 6_000;
/** One subscriber has every address of a /64. */
export const IPV6_NETWORK_BYTES = 8;
/** Networks whose failures are counted, some 100 bytes each; the one that failed longest ago is forgotten first. */
export const FAILURE_NETWORKS_MAX = 100_000;
/** Keys remembered as right, with their network; the one used longest ago is forgotten first. */
export const PROVEN_MAX = 100_000;
/** The log says so once a minute at most. */
export const FAILURES_TOLD_MS = 60_000;
