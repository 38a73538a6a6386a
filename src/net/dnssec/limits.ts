import type { Work } from './types.ts';

// CVE-2023-50387 (KeyTrap): keys with one tag and signatures that all fail multiply. Honest zones need one check for each set.

/** Signatures looked at for one record set; zones that change algorithm have two. */
export const SIGNATURES_PER_SET_MAX = 8;
/** Keys with the same tag and algorithm tried for one signature: two by accident, rarely. */
export const KEYS_PER_TAG_MAX = 3;
/** Keys read of one zone; honest ones have two to six. */
export const KEYS_PER_ZONE_MAX = 32;
/** DS records read of one delegation. */
export const DS_PER_ZONE_MAX = 16;
/** NSEC and NSEC3 sets checked in one message; a denial needs three, a wildcard's four. */
export const DENIALS_PER_MESSAGE_MAX = 8;
/** CNAMEs followed for one answer; the resolvers that gave it stop at as many. */
export const ALIASES_MAX = 16;
/**
 * Iterations of the NSEC3 hash; above, the zone counts as unsigned (RFC 9276 section 3.2, whose advice to zones is 0). The
 * limit of BIND 9.20; older versions compute 150.
 */
export const NSEC3_ITERATIONS_MAX = 50;
/** RFC 3110 leaves RSA numbers without limit; 4,096 bits are the most that RFC 5702 section 2.1 allows. */
export const RSA_MODULUS_BYTES_MAX = 512;
/** A long public exponent makes each check as slow as signing; honest ones have 3 bytes. */
export const RSA_EXPONENT_BYTES_MAX = 8;

/** Checks of one lookup after which it stands aside for others (`rest.ts`): more than an ordinary one costs, 10 ms at the worst. */
export const CHECKS_PER_TURN = 8;

/** One lookup's budget. At the worst about 0.1 s of this machine: 100 checks of P-384 at 1 ms. */
export const WORK_PER_LOOKUP: Readonly<Work> = {
  // an ordinary name costs 6, an NXDOMAIN by NSEC3 8; a chain of CNAMEs through 16 signed zones about 80
  checks: 100,
  failures: 16, // signatures that fail: an honest answer has none, one that is being changed a few
  hashes: 256, // names hashed for NSEC3 (CVE-2023-50868): one for each label, twice or three times for each denial
  fetches: 64, // DS and DNSKEY sets asked for: two for each zone, one for each label that is no zone
};
