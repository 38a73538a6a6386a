export type * from './types.ts';
export { addressBytes, embeddedIPv4, formatAddress, parseAddress } from './address.ts';
export type { AddressPolicySettings } from './policy.ts';
export { createAddressPolicy, loopbackOnly, rangeName } from './policy.ts';
export { parseNetwork } from './network.ts';
export { createDialer } from './dial.ts';
export type { FetcherSettings } from './fetch.ts';
export { createFetcher } from './fetch.ts';
export { FETCH_LIMITS, LOCATION_CHARS } from './limits.ts';
