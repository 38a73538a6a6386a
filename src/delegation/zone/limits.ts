/** Seconds that a resolver may keep values: a CA that asks again after a mistake was mended sees the mended ones. */
export const VALUE_TTL_SECONDS = 5;
/** Seconds for NS, addresses and what stands in the settings. */
export const RECORD_TTL_SECONDS = 3_600;
/**
 * Seconds of the SOA record itself. Negative answers are kept for the smaller of it and `SOA_MINIMUM` (RFC 2308 section 5): a
 * name that was asked for too early is there again soon, though MINIMUM is what zone checks expect.
 */
export const SOA_TTL_SECONDS = 5;
export const SOA_MINIMUM = 300;
/** RFC 1912 section 2.2 and the bounds of Zonemaster: how often a secondary looks, tries again, and when it gives up. */
export const SOA_REFRESH = 14_400;
export const SOA_RETRY = 3_600;
export const SOA_EXPIRE = 1_209_600;

/** Live values of one name; the least that is promised is 128. */
export const VALUES_PER_NAME_MAX = 256;
/** What all values of one name may take in an answer: a message over TCP, without header, question, and a sea of EDNS. */
export const ANSWER_BYTES_MAX = 64_000;
