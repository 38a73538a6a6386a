/** Milliseconds that the name's own addresses may take: connections wait for them. A CA's resolver gives up at about as much. */
export const ADDRESS_LOOKUP_MS = 5_000;
/** Any other lookup: a walk from the root to servers that are half silent needs some seconds. */
export const LOOKUP_MS = 8_000;
/** One try at one server; a datagram is sent twice. Above any round trip, and a silent server costs no more than two. */
export const TRY_MS = 1_200;
/** Name servers looked at of one zone; the root has 13. */
export const NAME_SERVERS_MAX = 13;
/** Addresses asked of one zone's name servers, all at once: each is asked some ten questions. */
export const PLACES_MAX = 24;
/** Ancestors of a name that are asked for zones: more labels have no certificate. */
export const ANCESTORS_MAX = 8;
/** Where the label of an HTTPS record's target may lead to: others are not looked up. */
export const TARGETS_MAX = 4;
/** Bytes of chance in a label that nobody has published: shorter than `_acme-challenge`, so that it fits wherever that does. */
export const RANDOM_LABEL_BYTES = 7;
/** Offered size of datagrams, to see whether fragments come through; BIND and Unbound offered as much until 2020. */
export const LARGE_DATAGRAM_BYTES = 4_096;
/** Addresses of the name that other regions are given, and that are tried from here. */
export const ELSEWHERE_MAX = 8;
/** Recursive servers asked for what they keep. */
export const CACHES_MAX = 3;
/** Milliseconds for a connection to an address that other regions are given. */
export const ELSEWHERE_CONNECT_MS = 3_000;

/** Clients that an answer is asked for (RFC 7871): networks of the registries of Europe, North America and the Pacific. */
export const SUBNETS = ['193.0.0.0/24', '199.43.0.0/24', '202.12.29.0/24'] as const;
