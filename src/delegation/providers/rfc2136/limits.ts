/** Name servers of one provider: a primary, and its other addresses. */
export const SERVERS_MAX = 8;
/** Milliseconds for one server over UDP: above any round trip, and what a primary needs to write its journal. */
export const UDP_TRY_MS = 3_000;
/** Milliseconds for one server over TCP, which has its own way of sending again. */
export const TCP_TRY_MS = 8_000;
/** EDNS size offered in questions: fits the smallest IPv6 MTU, so that no answer depends on fragments (DNS flag day 2020). */
export const EDNS_UDP_BYTES = 1_232;
