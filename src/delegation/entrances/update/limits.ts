/** Records of the prerequisite and update sections together: what a batch of a few dozen names takes, looked up one by one. */
export const RECORDS_MAX = 128;

/** Milliseconds that a signed message is remembered: it is valid from one fudge before its time to one after it (RFC 8945 section 5.2.3). */
export const REPLAY_MS = 2 * 300_000 + 1_000;
/** Messages remembered of one key: seven a second for ten minutes. A client beyond it is refused until its oldest are forgotten. */
export const REPLAYS_PER_KEY_MAX = 4_096;
/** Messages remembered of all keys, some 150 bytes each. */
export const REPLAYS_MAX = 131_072;

/** Updates that are being worked on at a time: beyond it the store or the name servers lag, and a client does better to come again. */
export const UPDATES_MAX = 256;
/** Updates of one client that wait for their turn. */
export const UPDATES_PER_CLIENT_MAX = 32;

/** Octets of an UPDATE; `RECORDS_MAX` records of a challenge's size have room in it. */
export const UPDATE_BYTES_MAX = 32_768;

/** A dns-01 value: a SHA-256 in base64url (RFC 8555 section 8.4). */
export const VALUE_CHARS = 43;

/** Seconds that anybody may keep the SOA of the facade, which says nothing that changes. */
export const FACADE_TTL_SECONDS = 5;

/** Different hints that are logged between two starts. */
export const HINTS_MAX = 1_000;

/** Connections at a time, each with at most a message and what the kernel holds; beyond it new ones are closed. */
export const CONNECTIONS_MAX = 256;
/** Milliseconds without a byte after which a connection is closed: clients open one for each message. */
export const IDLE_MS = 10_000;
