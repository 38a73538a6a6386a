/** Milliseconds for one connection of a test: as long as Let's Encrypt waits. */
export const CONNECT_MS = 10_000;

/** Milliseconds from the connection to the headers of an answer, and to the end of a handshake. */
export const ANSWER_MS = 10_000;

/** Bytes of headers of one answer: what Node reads of its own accord. */
export const HEADER_BYTES = 16_384;

/** Bytes of the CA's directory: a real one has some 1,000. */
export const DIRECTORY_BYTES = 65_536;

/** Addresses of one name that are looked at: more are a CDN, where all are alike. */
export const ADDRESSES_MAX = 16;

/** Milliseconds for all lookups of a name's addresses. */
export const LOOKUP_MS = 15_000;

/** Milliseconds between two looks at a port that is to open and to close. */
export const LOOK_EVERY_MS = 2_000;

/** Milliseconds after which a port that says nothing counts as closed in one look: the first packet and two more. */
export const LOOK_MS = 3_500;

/** Characters of a `Server` or `Via` header that are read. */
export const HEADER_CHARS = 200;
