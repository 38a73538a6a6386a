/** A whole name on the wire with its length bytes and the root, RFC 1035 section 3.1. */
export const NAME_BYTES_MAX = 255;
/** RFC 1035 section 2.3.4. */
export const LABEL_BYTES_MAX = 63;
/** What the 16-bit length of DNS over TCP can say, RFC 1035 section 4.2.2. */
export const MESSAGE_BYTES_MAX = 65_535;
/** Compression pointers followed for one name. A name has at most 127 labels, so an honest encoder needs no more. */
export const POINTERS_MAX = 127;
/** Labels copied out of one message: as many as fit into the largest one uncompressed. Bounds memory for crafted pointers. */
export const LABELS_PER_MESSAGE_MAX = 32_768;
/** Names remembered as compression targets while encoding: bounds the search in large messages. */
export const COMPRESSION_TARGETS_MAX = 128;
/** Characters kept of an RFC 8914 EXTRA-TEXT: enough for a sentence, too few to hide a page in a log. */
export const EDE_TEXT_CHARS_MAX = 256;
/** Extended errors read from one message. */
export const EDE_PER_MESSAGE_MAX = 8;
/** Seconds that the clocks of two sides of a TSIG may differ, whatever the sender asks for: what RFC 8945 section 10 recommends. */
export const TSIG_FUDGE_SECONDS = 300;
/** The shortest truncated MAC that we accept; only HMAC-SHA-1 could be shorter by RFC 8945 section 5.2.2.1. */
export const TSIG_MAC_BYTES_MIN = 16;
