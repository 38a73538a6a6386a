export type * from './types.ts';
export { addressBytes, embeddedIPv4, formatAddress, parseAddress } from './address.ts';
export { createAddressPolicy, loopbackOnly, rangeName } from './policy.ts';
export type { Network } from './network.ts';
export { contains, parseNetwork } from './network.ts';
export { createDialer } from './dial.ts';
export type { Anchor } from './knock.ts';
export { anchorsOver, knock } from './knock.ts';
export { isNoWayOut } from './no-way-out.ts';
export { createFetcher } from './fetch.ts';
export type { HttpCall, HttpCalled, HttpClient, HttpClientLimits } from './http-client.ts';
export { createHttpClient, readBaseUrl } from './http-client.ts';
export type { QuicProbed, QuicProber } from './quic-probe.ts';
export { createQuicProber } from './quic-probe.ts';
export { createTlsProber } from './tls-probe.ts';
export { reverseName } from './reverse-name.ts';
export { neverIssued, neverIssuedNetwork } from './issuable.ts';
export { judgeListed } from './listable.ts';
export { FETCH_LIMITS, LISTED_BITS_MIN, LOCATION_CHARS } from './limits.ts';
export type { Bound, NotBound } from './listen.ts';
export { listenAll } from './listen.ts';
export { bindUdp, closePairs, listenPairs } from './listen-pairs.ts';
export type { Anchors, TrustAnchor } from './dnssec/index.ts';
export { createValidatingResolver, ROOT_ANCHORS } from './dnssec/index.ts';
export type * from './resolver/index.ts';
export {
  askOnce,
  ROOT_HINTS,
  createBuiltInResolver,
  createIterativeResolver,
  createServerProber,
  createStubResolver,
  createZoneResolver,
  parseServer,
  systemServers,
} from './resolver/index.ts';
export * from './resolver/index.ts';
