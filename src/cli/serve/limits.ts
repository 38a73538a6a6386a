/** A TLS handshake on a bad line takes seconds; whoever opens a connection and says nothing is dropped after this. */
export const HANDSHAKE_MS = 10_000;
/** Headers of an ACME request are below 1 KB: ten seconds are ample, and a slow sender holds one socket, not a thread. */
export const HEADERS_MS = 10_000;
/** A whole request, the body too: an endless body ends here. The largest real one is below 50 KB. */
export const REQUEST_MS = 30_000;
/** Clients poll every 1 to 15 s; a connection kept longer saves nothing. */
export const KEEP_ALIVE_MS = 65_000;
/** How often Node looks for requests above their time. */
export const CHECK_EVERY_MS = 2_000;
/** Requests on one connection: bounds what a single connection can keep alive, and lets load spread after a restart. */
export const REQUESTS_PER_CONNECTION_MAX = 10_000;
/** Header fields of one request; browsers send about 20. */
export const HEADERS_MAX = 100;
/** Connections of one listener; an idle TLS connection takes about 30 KB. Beyond, the network that holds most gives one up. */
export const CONNECTIONS_MAX = 4_000;
/** Connections of one network (IPv4 address, IPv6 /64) on one listener. Beyond, its own longest idle one is closed: a proxy works, a hoarder hurts only itself. */
export const CONNECTIONS_PER_NETWORK_MAX = 1_200;
/** What runs may finish for so long after a stop was asked for; systemd would kill after 90 s. */
export const STOP_MS = 10_000;
/** Waiting for the server's own certificate at the start; a loopback validation takes milliseconds. */
export const OWN_CERTIFICATE_MS = 30_000;
/** Polls of an order by the internal client. */
export const OWN_POLLS_MAX = 40;
/** One request of the internal client. */
export const OWN_REQUEST_MS = 20_000;
/** Bytes of an answer that the internal client reads. */
export const OWN_ANSWER_BYTES_MAX = 100_000;
/** After a failed renewal of the own certificate. */
export const OWN_RETRY_MS = 3_600_000;
/** Dry validations at once: people run them; each goes on after its verdict, so it is worth several ordinary ones. */
export const DRY_VALIDATIONS_MAX = 8;
/** Old events of challenges forgotten in one unit: some milliseconds. */
export const EVENTS_PURGED = 500;
/** Refused transfers that are logged between two starts, one for each address and reason. */
export const REFUSALS_TOLD_MAX = 100;
/** For the DS records of the zone above, which are asked for in the background. */
export const ASK_DS_MS = 20_000;
