/**
 * A value that nobody cleans up lives so long. A CA looks within seconds, a person with a manual hook within minutes; the acme-dns
 * protocol has no clean-up at all, and a client of it that fails tries again after an hour at the earliest.
 */
export const VALUE_LIFETIME_MS = 3_600_000;
/** How often what has expired is taken out of the zones. */
export const EXPIRE_VALUES_EVERY_MS = 60_000;
/** Values taken out in one unit. */
export const EXPIRE_VALUES_ROWS = 500;

/** Random bytes of a key: 40 characters of base64url, the one length that acme-dns accepts as a password. */
export const KEY_BYTES = 30;
/** Keys of one client: with acme-dns each of its names may have one of its own. */
export const KEYS_PER_CLIENT_MAX = 10_000;

/** Serials reserved at a time: one write for so many changes; a restart skips what was left of them. */
export const SEQUENCES_RESERVED = 1_000;
/** Changes handed to the zone server at once: bounds one message to its worker. */
export const DELTAS_MAX = 500;
/** Names read at a time when the zone server asks for all of them. */
export const NAMES_READ = 1_000;

/** Labels of a name: RFC 1035 section 2.3.4 leaves room for so many, and no rule can be about more ancestors. */
export const LABELS_MAX = 127;
