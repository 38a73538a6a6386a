/**
 * X.509 certificates, PKCS#10 requests and CRLs over the strict DER of `../der`. Decoders throw `DerError` alone, and builders
 * throw it with code `not-encodable`; `attempt(() => decodeCsr(bytes))` turns it into a value. Extensions: the function with the
 * extension's name builds it, `decode...` reads its value.
 */
export type * from './types.ts';
export { attempt, DerError } from '../der/index.ts';
export { OID } from './oids.ts';
export { algorithmIdentifier } from './algorithms.ts';
export { buildTbsCertificate, decodeCertificate, decodeTbs } from './certificate.ts';
export { buildCsrInfo, decodeCsr } from './csr.ts';
export { buildTbsCrl, decodeCrl } from './crl.ts';
export { assembleSigned } from './signed.ts';
export { importSpki, verifySigned } from './verify.ts';
export { decodeName, encodeName } from './name.ts';
export { decodeSpki } from './spki.ts';
export { jwkThumbprint, keyIdentifier, spkiToJwk } from './jwk.ts';
export { pemDecode, pemDecodeAll, pemEncode } from './pem.ts';
export { PEM_CHARS_MAX } from './limits.ts';
export { findExtension } from './extension.ts';
export { decodeSubjectAltName, subjectAltName } from './extensions/subject-alt-name.ts';
export { basicConstraints, decodeBasicConstraints } from './extensions/basic-constraints.ts';
export type { KeyUsage } from './extensions/usage.ts';
export { decodeExtendedKeyUsage, decodeKeyUsage, extendedKeyUsage, keyUsage } from './extensions/usage.ts';
export {
  authorityKeyIdentifier,
  decodeAuthorityKeyIdentifier,
  decodeSubjectKeyIdentifier,
  subjectKeyIdentifier,
} from './extensions/key-identifiers.ts';
export type { AccessDescription } from './extensions/locations.ts';
export {
  authorityInfoAccess,
  crlDistributionPoints,
  decodeAuthorityInfoAccess,
  decodeCrlDistributionPoints,
} from './extensions/locations.ts';
export { certificatePolicies, decodeCertificatePolicies } from './extensions/policies.ts';
export { decodeNameConstraints, nameConstraints } from './extensions/name-constraints.ts';
export { crlNumber, decodeCrlNumber, decodeReasonCode, reasonCode } from './extensions/crl.ts';
