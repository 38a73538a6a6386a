/** One lookup through the resolver: a walk from the root to servers that are half silent needs some seconds. */
export const LOOKUP_MS = 10_000;
/** One try at one server; with the second one below the time after which a resolver goes on to another server twice over. */
export const TRY_MS = 1_500;
/** Name servers looked at of one zone; the root has 13. */
export const NAME_SERVERS_MAX = 16;
/** Addresses looked at of one zone's name servers: each is asked six questions at most. */
export const ADDRESSES_MAX = 32;
/** Server addresses asked at a time: a zone with two servers is done at once, and nobody is flooded. */
export const ASKED_AT_ONCE = 8;
/** Bytes of chance in the label of a sibling that nobody has published: shorter than `_acme-challenge`, so that it always fits. */
export const SIBLING_BYTES = 7;
