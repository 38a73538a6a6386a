/** Who a client is without a key of ours: by its certificate, or by a token of an issuer. docs/native-api.md tells the rules. */
export type * from './types.ts';
export { createIdentities } from './identities.ts';
export { IDENTITY_CLAIMS_MAX, IDENTITY_TEXT_CHARS_MAX } from './limits.ts';
export { readCaCertificates } from './ca-certificates.ts';
export { readIssuer } from './issuer.ts';
export { isSubject } from './subject.ts';
