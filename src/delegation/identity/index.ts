/** Who a client is without a key of ours: by its certificate, or by a token of an issuer. docs/native-api.md tells the rules. */
export type * from './types.ts';
export { readCaCertificates } from './ca-certificates.ts';
export { createIdentities } from './identities.ts';
export { IDENTITIES_PER_CLIENT_MAX } from './limits.ts';
export { readIdentity, type TypedIdentity } from './read-identity.ts';
