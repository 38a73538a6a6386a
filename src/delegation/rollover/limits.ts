/** How often steps that are due are looked for. */
export const CHECK_EVERY_MS = 60_000;
/** How often the zone above is asked for its DS records. */
export const ASK_DS_EVERY_MS = 600_000;
/** Beyond the TTL of what caches may hold: clocks, and caches that round up (RFC 7583 section 3.2.1, Dprp). */
export const PUBLISH_MARGIN_MS = 300_000;
/** Until all name servers of the zone above have its new DS record (RFC 7583 section 3.3.3, DprpP), from when one of them was seen with it. */
export const PARENT_MARGIN_MS = 3_600_000;
/** Seconds that an old DS record is kept at least, whatever was seen: most zones above say a day, and a resolver's cache tells only what is left. */
export const DS_TTL_MIN = 86_400;
