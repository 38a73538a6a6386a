/** Seconds that a resolver may keep values: a CA that asks again after a mistake was mended sees the mended ones. */
export const VALUE_TTL_SECONDS = 5;
/** Seconds for NS, addresses and what stands in the settings. */
export const RECORD_TTL_SECONDS = 3_600;
/**
 * Seconds of the SOA record itself. Negative answers are kept for the smaller of it and `SOA_MINIMUM` (RFC 2308 section 5): a
 * name that was asked for too early is there again soon, though MINIMUM is what zone checks expect.
 */
export const SOA_TTL_SECONDS = 5;
export const SOA_MINIMUM = 300;
/** RFC 1912 section 2.2 and the bounds of Zonemaster: how often a secondary looks, tries again, and when it gives up. */
export const SOA_REFRESH = 14_400;
export const SOA_RETRY = 3_600;
export const SOA_EXPIRE = 1_209_600;

/** Live values of one name; the least that is promised is 128. */
export const VALUES_PER_NAME_MAX = 256;
/** What all values of one name may take in an answer: a message over TCP, without header, question, and a sea of EDNS. */
export const ANSWER_BYTES_MAX = 64_000;

/** UDP answers: what passes every network unfragmented (DNS Flag Day 2020), also what OPT says of our own buffer. */
export const UDP_BYTES_MAX = 1_232;
/** RFC 1035 section 4.2.1: without EDNS, or with one that claims less (RFC 6891 section 6.2.3). */
export const UDP_BYTES_MIN = 512;
/** Aliases of one zone followed in one answer: settings have no honest longer chain. */
export const ALIASES_MAX = 8;

/**
 * UDP answers a second to one network (/24, /56) about one name, or about what one zone denies; beyond, they are truncated, so
 * that an honest client comes by TCP and a forged one makes us send no more than it sends. As NSD's rrl-ratelimit.
 */
export const ANSWERS_PER_SECOND = 200;
/** Counts kept at once, 12 bytes each: a busy server sees some tens of thousands of pairs of network and name a second. */
export const RATE_SLOTS = 65_536;

/** RFC 9018 section 4.3: cookies are believed for an hour, and five minutes ahead of our clock; renewed after half an hour. */
export const COOKIE_AGE_MAX_SECONDS = 3_600;
export const COOKIE_AHEAD_MAX_SECONDS = 300;
export const COOKIE_RENEW_SECONDS = 1_800;

/** RFC 7766 section 6.2.3 and RFC 9210 section 4.2: a connection that has asked nothing for so long is closed; slow ones too. */
export const TCP_IDLE_MS = 10_000;
/** How often idle connections are looked for. */
export const TCP_SWEEP_MS = 1_000;
/** Connections at once, some 70 KB each at worst; beyond, the one that has been idle longest is closed. */
export const TCP_CONNECTIONS_MAX = 1_024;
/** Of one network (/24, /56): resolvers behind one address have several each; beyond, its own longest idle one is closed. */
export const TCP_CONNECTIONS_PER_NETWORK = 64;
/** Bytes of answers that a client has not taken yet (RFC 7766 section 6.2.1.1, pipelining): beyond, no question is read until it has. */
export const TCP_UNREAD_BYTES = 262_144;
/** Milliseconds in which no question is answered after changes, so that whoever waits for them hears of it: as long as a dozen answers take. */
export const GIVE_WAY_MS = 0.2;
/** What the kernel may hold for us while the thread is busy; it may give less. */
export const UDP_RECEIVE_BYTES = 4_194_304;

/** Lines for the ledger in one lot, and how often there is one: a flood of questions is not to become a flood of lines. */
export const FETCHES_PER_LOT = 512;
export const FETCHES_EVERY_MS = 100;

/** Names handed to the worker at once when it starts, and lots on the way: bounds what is in memory twice. */
export const BASE_LOT = 4_096;
/** Waits before a worker that died is started again: at once for an accident, never a busy loop for a lasting fault. */
export const RESTART_MS_FIRST = 100;
export const RESTART_MS_MAX = 10_000;
/** A worker that has lived so long is a healthy one: its end is a new accident. */
export const HEALTHY_MS = 60_000;
/** Updates and signed questions that the main thread works on; beyond it they go unanswered, and their clients try again. */
export const HANDED_ON_MAX = 256;
/** Left free in a reply that is to be signed: a TSIG with a key's name of 100 characters and the longest MAC takes some 210. */
export const TSIG_ROOM = 256;

/** Seconds that a signature is good for: short, for a key is at hand to make the next one; longer than any TTL and any outage of ours. */
export const SIGNATURE_SECONDS = 172_800;
/** Clocks of validators that are behind ours by less take it (RFC 6781 section 4.4.2). */
export const SIGNATURE_SKEW_SECONDS = 3_600;
/** By chance more, so that those made together do not end together. */
export const SIGNATURE_JITTER_SECONDS = 14_400;
/** A kept signature is made anew when less is left: resolvers keep answers for their TTL, an hour at the most. */
export const SIGNATURE_LEFT_SECONDS = 86_400;
/** Signatures kept, some 400 bytes each and up to twice as many; those of denials by themselves, for anybody can ask for any name. */
export const SIGNATURES_KEPT = 16_384;
export const DENIALS_KEPT = 8_192;
/** Made in one turn of the event loop, 0.1 ms each: other answers wait no longer than for those. */
export const SIGNATURES_PER_TURN = 8;
/** Questions of one transport that wait for a signature; beyond, UDP answers are truncated, and TCP connections closed. */
export const WAITING_MAX = 512;

/** Changes of one zone that are kept for incremental transfers, and what they may take: a secondary that was away for longer has all. */
export const JOURNAL_CHANGES_MAX = 16_384;
export const JOURNAL_BYTES_MAX = 16_777_216;
/** Transfers at once, of all secondaries and of one; each holds two messages. Beyond, SERVFAIL: they come again. */
export const TRANSFERS_MAX = 16;
export const TRANSFERS_PER_SECONDARY = 8;
/** Names looked at, and octets written, between two turns of the event loop: about a millisecond, for answers come first. */
export const TRANSFER_NODES = 2_048;
export const TRANSFER_MESSAGE_BYTES = 16_384;
/** A whole zone of a million names takes a minute on a slow line; a reader that takes a little now and then ends here. */
export const TRANSFER_MS_MAX = 600_000;
/** Names that changed while one transfer was under way, which are kept as they were: beyond, it is broken off and begins anew. */
export const TRANSFER_CHANGES_MAX = 65_536;
