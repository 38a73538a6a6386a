/** Levels of nesting. A certificate reaches 9 (an RDN inside a name constraint); 16 leaves room and keeps recursion short. */
export const DER_DEPTH_MAX = 16;

/** Bytes of one input where the caller names no smaller bound: room for a CRL of some 400,000 entries. */
export const DER_BYTES_MAX = 16 * 1024 * 1024;

/** Bytes of an encoded OID's contents. The longest in use (ISO, private enterprise arcs) stay below 20. */
export const OID_BYTES_MAX = 32;

/** Bits of one OID arc: exact in a double, and no arc in use needs more (UUID arcs are refused). */
export const OID_ARC_BITS_MAX = 49;

/** Encoded OIDs kept for the next use: our table has about 50; the rest is for callers' own. */
export const OID_CACHE_MAX = 256;
