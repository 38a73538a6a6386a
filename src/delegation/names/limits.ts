/** RFC 1035 section 2.3.4, in characters of the text form. */
export const LABEL_CHARS_MAX = 63;
export const NAME_CHARS_MAX = 253;

/** What is left of a name for the zone beside a label of 63 and a dot. */
export const ZONE_CHARS_MAX = NAME_CHARS_MAX - LABEL_CHARS_MAX - 1;

/** Characters of SHA-256 that stand for a name whose label would be too long: 130 bits, so that nobody finds two names with one. */
export const HASH_CHARS = 26;

/** Lines of one list of names: what an export of a hosting platform has, read at once. */
export const LIST_LINES_MAX = 1_000_000;
