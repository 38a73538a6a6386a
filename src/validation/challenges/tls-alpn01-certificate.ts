import { createHash, timingSafeEqual, verify } from 'node:crypto';
import type { Identifier, TlsAlpnCertificate } from '../../core/index.ts';
import { addressBytes } from '../../net/index.ts';
import { decodeWhole, equalBytes, readOctetString } from '../../wire/der/index.ts';
import {
  attempt,
  type DecodedCertificate,
  decodeCertificate,
  decodeSubjectAltName,
  type Extension,
  findExtension,
  type GeneralName,
  importSpki,
  OID,
  verifySigned,
} from '../../wire/x509/index.ts';

/**
 * Is this certificate the proof that RFC 8737 section 3 describes? Pure. It must be well-formed DER, self-signed with its
 * subject as issuer, for this identifier alone, and hold the digest of the key authorization in a critical acmeIdentifier
 * extension. Other extensions may be there, each once; dates, usages and lifetimes say nothing here.
 */
export function tlsAlpnCertificate(
  der: Uint8Array,
  identifier: Identifier,
  keyAuthorization: string,
): TlsAlpnCertificate {
  return judgeByDigest(der, identifier, createHash('sha256').update(keyAuthorization).digest());
}

/** The same where only the SHA-256 of the key authorization is known: 32 bytes. */
export function judgeByDigest(
  der: Uint8Array,
  identifier: Identifier,
  expected: Uint8Array,
): TlsAlpnCertificate {
  const decoded = attempt(() => decodeCertificate(der));
  if (!decoded.ok) return 'malformed';
  const certificate = decoded.value;
  if (!equalBytes(certificate.tbsSignatureAlgorithm, certificate.outerSignatureAlgorithm)) return 'malformed';
  if (!isSelfSigned(certificate)) return 'not-self-signed';
  const names = findExtension(certificate.extensions, OID.subjectAltName);
  if (names === undefined || !namesOnly(names, identifier)) return 'wrong-name';
  const extension = findExtension(certificate.extensions, OID.acmeIdentifier);
  if (extension === undefined) return 'extension-missing';
  if (!extension.critical) return 'extension-not-critical';
  const digest = attempt(() => decodeWhole(extension.value, EXTENSION_BYTES, readOctetString));
  if (!digest.ok || digest.value.length !== DIGEST_BYTES) return 'extension-malformed';
  return timingSafeEqual(digest.value, expected) ? 'match' : 'other-key-authorization';
}

const DIGEST_BYTES = 32; // SHA-256
const EXTENSION_BYTES = 2 + DIGEST_BYTES;

function isSelfSigned({
  subject,
  issuer,
  tbs,
  signature,
  signatureAlgorithm,
  signatureAlgorithmOid,
  spki,
}: DecodedCertificate): boolean {
  if (!equalBytes(subject, issuer)) return false;
  if (signatureAlgorithmOid === OID.ed25519) return verifyEd25519(tbs, signature, spki);
  return verifySigned({ tbs, algorithm: signatureAlgorithm, signature }, spki);
}

/** RFC 8410: this project signs with no such key, but clients do. */
function verifyEd25519(tbs: Uint8Array, signature: Uint8Array, spki: Uint8Array): boolean {
  try {
    const key = importSpki(spki);
    return key.asymmetricKeyType === 'ed25519' && verify(null, tbs, key, signature);
  } catch {
    return false;
  }
}

/** One name, this one. Without regard to case (RFC 8737 section 3, RFC 4343); an address byte by byte (RFC 8738 section 6). */
function namesOnly({ value }: Extension, identifier: Identifier): boolean {
  const decoded = attempt(() => decodeSubjectAltName(value));
  if (!decoded.ok || decoded.value.length !== 1) return false;
  const [name] = decoded.value;
  return name !== undefined && isName(name, identifier);
}

function isName(name: GeneralName, { type, value }: Identifier): boolean {
  if (type === 'dns') return name.kind === 'dns' && name.value.toLowerCase() === value;
  const address = addressBytes(value);
  return name.kind === 'ip' && address !== undefined && equalBytes(name.bytes, address);
}
