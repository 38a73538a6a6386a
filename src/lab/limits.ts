/** A script is written by hand: more than this is a wrong file, not a long one. */
export const SCRIPT_BYTES_MAX = 1_000_000;
/** Zones, records of all zones, and rules of one script: far above any scenario, and quick to search through for each question. */
export const ZONES_MAX = 256;
export const RECORDS_MAX = 10_000;
export const RULES_MAX = 1_000;
/** Record types, clients and extended errors that one rule may list. */
export const LIST_MAX = 64;
/** RFC 2181 section 8. */
export const TTL_MAX = 2_147_483_647;
/** Longer than any resolver waits. */
export const DELAY_MS_MAX = 60_000;
/** Above what resolvers follow (BIND 16, Unbound 11), and still one message. */
export const CNAME_CHAIN_MAX = 64;
/** Filler text in one TXT record set; with a signature and the longest names it still fits into one TCP message. */
export const BIG_TXT_BYTES_MAX = 64_000;
/** CNAMEs and DNAMEs followed inside one answer, so that a loop in a zone ends. */
export const ANSWER_STEPS_MAX = CNAME_CHAIN_MAX + 16;
/** UDP payload at most, whatever a client offers; without EDNS it is 512 (RFC 1035 section 4.2.1). */
export const UDP_BYTES_MAX = 4_096;
export const UDP_BYTES_PLAIN = 512;
/** TCP connections at once, and how long one may be silent. */
export const TCP_CONNECTIONS_MAX = 256;
export const TCP_IDLE_MS = 10_000;
/** Questions of one TCP connection that wait for a delayed answer; what comes beyond closes the connection. */
export const TCP_WAITING_MAX = 64;
/** Delayed answers at once, all clients together; a question beyond that is dropped. */
export const DELAYED_MAX = 4_096;
/** Addresses to listen on. */
export const LISTEN_MAX = 64;
/** How much of a wrong value a message repeats. */
export const SHOWN_VALUE_MAX = 80;
/** Faults of one script that are reported at once: enough to mend, few enough to read. */
export const SCRIPT_FAULTS_MAX = 20;
/** Validity of signatures made now: short, and with room for clocks that go wrong. */
export const SIGNATURE_EARLY_S = 3_600;
export const SIGNATURE_LIFE_S = 7 * 86_400;
