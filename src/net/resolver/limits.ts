/** EDNS size offered: fits the smallest IPv6 MTU, so no answer depends on fragments (DNS flag day 2020). */
export const EDNS_UDP_BYTES = 1232;
/** Datagrams of the asked server that do not fit the question, before the question moves to TCP: somebody is guessing. */
export const DATAGRAMS_IGNORED_MAX = 32;
/** CNAMEs followed for one question; BIND follows 16, Unbound 11. */
export const CNAME_MAX = 16;

/** A stub's first try at each server; resolvers answer from cache in milliseconds and cold within a second or two. */
export const STUB_FIRST_TRY_MS = 2_000;
/** A stub's second try: a recursive server that was still searching has its answer by then. */
export const STUB_SECOND_TRY_MS = 4_000;
/** Servers used of a list; glibc uses 3. */
export const STUB_SERVERS_MAX = 8;

/** One try at an authoritative server in the first round: above any round trip, so that one lost packet costs little. */
export const ITERATIVE_FIRST_TRY_MS = 1_000;
/** The second round, for servers that were silent in the first. */
export const ITERATIVE_SECOND_TRY_MS = 2_000;
/** Questions sent for one lookup, all zones and name server addresses together (NXNSAttack, CVE-2020-12662). */
export const QUERIES_PER_LOOKUP_MAX = 100;
/** Referrals followed for one name: it has at most 127 labels, and honest trees are below 10 deep. */
export const REFERRALS_MAX = 24;
/** Name servers used of one delegation; the root has 13. */
export const NAME_SERVERS_PER_ZONE_MAX = 16;
/** Addresses used of one zone's name servers. */
export const ADDRESSES_PER_ZONE_MAX = 48;
/** A name server's name found through a name server's name found through ...: honest delegations need one or two. */
export const GLUELESS_DEPTH_MAX = 3;
/** Name server names looked up for one lookup: some delegations cost time without costing a question. */
export const NAME_SERVER_LOOKUPS_MAX = 32;
/** Delegations kept by one session (one validation). */
export const ZONES_PER_SESSION_MAX = 256;
