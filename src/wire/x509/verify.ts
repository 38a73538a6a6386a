import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { SIGNATURE_ALGORITHMS } from './algorithms.ts';
import { pemEncode } from './pem.ts';
import type { SignatureAlgorithm } from './types.ts';

/** What was signed, how, and the signature; a decoded CSR gives `tbs` from its `info`. */
export type SignedParts = {
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm | 'unknown';
  readonly signature: Uint8Array;
};

/**
 * Does `signature` over `tbs` verify with the key of `spki`? False too where the algorithm is unknown, does not fit the kind of
 * key, or OpenSSL cannot read the key. Never throws.
 */
export function verifySigned(signed: SignedParts, spki: Uint8Array): boolean {
  if (signed.algorithm === 'unknown') return false;
  const { digest, key: kind } = SIGNATURE_ALGORITHMS[signed.algorithm];
  try {
    const key = importSpki(spki);
    // without this, an RSA key would verify an RSA signature that calls itself ECDSA
    return key.asymmetricKeyType === kind && verify(digest, signed.tbs, key, signed.signature);
  } catch {
    return false;
  }
}

/**
 * A key object of a DER SubjectPublicKeyInfo; throws what OpenSSL says where it cannot read it, which includes points that are
 * not on their curve. By way of PEM, because Node reads a string in half the time of an options object.
 */
export function importSpki(spki: Uint8Array): KeyObject {
  return createPublicKey(pemEncode('PUBLIC KEY', spki));
}
