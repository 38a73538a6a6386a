/** How often certificates of those that are connected are looked at. */
export const RENEWAL_EVERY_MS = 6 * 3_600_000;
/** An answer of somebody else's perspective: no more is read. */
export const FOREIGN_ANSWER_BYTES_MAX = 262_144;
/** Connections that are kept to one of them. */
export const FOREIGN_CONNECTIONS_MAX = 32;
/** Connections of one client: each carries a thousand questions at a time. They make room for nobody, so they are few. */
export const CLIENT_LINKS_MAX = 8;
