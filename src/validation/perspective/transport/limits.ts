/** Bounds of the connections between a server and its perspectives. */

/** Each side asks the other for a sign of life so often: a dead peer is known after `HEARTBEAT_MS * (HEARTBEAT_MISSES_MAX + 1)`. */
export const HEARTBEAT_MS = 5_000;
/** Unanswered signs of life: one may be lost behind a burst, two in a row are a dead line. */
export const HEARTBEAT_MISSES_MAX = 2;

/** One TCP connection between the two; the same as the last connection of a validation. */
export const LINK_CONNECT_MS = 10_000;
/** Its TLS handshake: one round trip and two signatures. */
export const LINK_TLS_MS = 10_000;
/** The first question and answer (`/configz`) on a new connection. */
export const GREETING_MS = 10_000;

/** Pauses between tries to connect: doubling from the first to the last, each shortened at random by up to a half. */
export const RECONNECT_FIRST_MS = 500;
/** A perspective that came back is found within a minute, and a dead one costs a packet a minute. */
export const RECONNECT_MAX_MS = 60_000;
/** A question to a perspective without a connection tries to connect at once, but no more often than this. */
export const NUDGE_EVERY_MS = 100;
/** A connection that lived so long was a good one: the next pause is the first again. */
export const STEADY_MS = 30_000;

/** Streams at a time on one connection: as many questions as a coordinator has at one perspective. */
export const STREAMS_MAX = 1_024;
/** Header fields and their bytes. */
export const HEADER_PAIRS_MAX = 32;
export const HEADER_BYTES_MAX = 8_192;
/** Bodies of requests that have not ended yet, on one connection: questions of 2 kB come whole; who sends more at a time waits. */
export const UNREAD_BYTES_MAX = 4_194_304;
/** A request's body, from its headers on. */
export const REQUEST_MS = 10_000;
/** What one connection may hold in memory at both ends, in megabytes: Node ends a session above it. */
export const SESSION_MEGABYTES = 32;

/** Clients that a perspective is told of: 67 bytes each, so that all of them fit into one request (`ASK_BYTES_MAX`). */
export const CLIENTS_MAX = 900;
/** Connections of one listener. A few perspectives and clients; the rest are strangers in their handshake. */
export const LINKS_MAX = 256;
/** Whoever shows no certificate may only join: one request within this time. */
export const STRANGER_MS = 10_000;
/** Addresses of one name that are tried, IPv6 first. */
export const LINK_ADDRESSES_MAX = 8;
/** After saying goodbye, what is under way may still be sent; then the connection is cut. */
export const GOODBYE_MS = 1_000;
