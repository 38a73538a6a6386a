import type { FetchLimits } from './types.ts';

/**
 * One fetch's budget. Let's Encrypt's test configuration gives 10 s to the connection, 10 s to the handshake and 20 s to
 * the whole; here every phase has its own time, so that what was slow can be named.
 */
export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  tlsMs: 10_000,
  firstByteMs: 10_000,
  headersMs: 10_000, // first byte to the last header: a server that drips headers
  bodyMs: 10_000,
  totalMs: 30_000, // connect + TLS + answer, each at its worst but not all of them
  headerBytes: 65_536, // Node's 16 KiB refuses sites that Let's Encrypt (10 MiB) accepts; 64 KiB is above any real server
  bodyBytes: 127, // Boulder refuses 128 bytes and more; a key authorization has 87
};

/** Raw bytes above the header and body limits that chunk sizes, gzip framing and 1xx responses may take. */
export const FRAMING_BYTES = 8_192;

/** Compressed bytes read at most: far above what gzip makes of a body within the limit. */
export const GZIP_BYTES = 4_096;

/** Characters of a redirect target kept in evidence; a longer one is recorded cut, and not followed. */
export const LOCATION_CHARS = 4_096;

/** Bytes of one TLS handshake: OpenSSL keeps 100 kB of certificates at most, and the rest of a handshake is small. */
export const HANDSHAKE_BYTES = 262_144;

/** Issuers of a leaf that are looked at: public chains have two or three. */
export const HANDSHAKE_ISSUERS = 8;

/** How often a handshake's bytes are looked at: at 1 Gbit/s some 3 MB can have come by then, none of them kept. */
export const HANDSHAKE_WATCH_MS = 25;

/** Connections waiting to be accepted on each of our own listening sockets. */
export const LISTEN_BACKLOG = 511;

/** Port 0: tries until one is free on every address, and for UDP as well where that is wanted. */
export const FREE_PORT_TRIES = 20;

/**
 * Bits that the prefix of a listed network has at least, unless it lies inside one special range: 10.0.0.0/8 is the widest
 * private IPv4 range, and 2002::/16 the widest IPv6 range but for unique local (fc00::/7) and site-local (fec0::/10) addresses.
 */
export const LISTED_BITS_MIN: Readonly<Record<4 | 6, number>> = { 4: 8, 6: 16 };

/** How long a connection of our own client is kept that nobody uses: shorter than any server keeps its end. */
export const CLIENT_IDLE_MS = 4_000;

/**
 * Milliseconds after each datagram of a QUIC probe before the next one, and after the last before it counts as silence: the first is
 * above most round trips, together they are above a second lost to ICMP errors that are limited.
 */
export const QUIC_WAITS_MS: readonly number[] = [500, 1_000, 2_000];

/** Datagrams from the asked address that are no answer, before the probe ends: somebody floods. */
export const QUIC_IGNORED_MAX = 32;
