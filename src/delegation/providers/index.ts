/** The places where other people's DNS servers take TXT records from us: what one is, and every kind of it. */
export type * from './types.ts';
export { type AnyProviderKind, PROVIDER_KINDS, providerKind } from './kinds.ts';
