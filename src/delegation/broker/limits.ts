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

/** Who fetched a value is written down once an hour for each name and network (IPv4 /24, IPv6 /48): a CA asks from a handful of them. */
export const FETCH_EVERY_MS = 3_600_000;
/** Networks written down for one name in that time. Anybody can ask, and nobody shall fill the disk with it. */
export const FETCHES_PER_NAME_MAX = 50;
/** Names remembered for that; beyond, the one that was asked for longest ago is forgotten. */
export const FETCHED_NAMES_MAX = 10_000;
/** Fetches that wait to be written, and how long they wait: many are one commit. */
export const FETCHES_WAITING_MAX = 1_000;
export const FETCHES_WRITE_MS = 1_000;

/** Refusals of one client written down in a minute: a broken program asks again and again, and nobody shall fill the disk with it. */
export const REFUSALS_PER_MINUTE_MAX = 60;
/** Clients whose refusals are counted; beyond, the count begins anew for all. */
export const REFUSED_CLIENTS_MAX = 10_000;

/** A value that lives shorter may be gone before the CA has looked: the shortest life that a rule may give. */
export const LIFETIME_MS_MIN = 60_000;
/** Windows of one rule. */
export const WINDOWS_MAX = 20;
/** A quota beyond it bounds nothing that matters, and what is counted is kept in rows. */
export const QUOTA_MAX = 10_000;
/** How far ahead the next opening is looked for: a window of one day a week that the clocks leave out once opens within two weeks. */
export const WINDOW_SEARCH_DAYS = 15;

/** How long a request for approval waits: over a weekend. */
export const APPROVAL_PENDING_MS = 4 * 86_400_000;
/** How long an answer stands when nobody said, and at most. */
export const APPROVAL_MS = 86_400_000;
export const APPROVAL_MS_MAX = 90 * 86_400_000;
/** Requests for approval that wait: nobody reads more, and a client shall not fill the list for the others. */
export const PENDING_PER_CLIENT_MAX = 50;
export const PENDING_MAX = 1_000;

/** That a key was used is written down once an hour: which key is not needed any more can be seen, and nobody makes us write. */
export const USE_EVERY_MS = 3_600_000;
/** Keys remembered for that; beyond, the one written first is forgotten, and the store itself keeps to the hour. */
export const USED_KEYS_MAX = 10_000;
