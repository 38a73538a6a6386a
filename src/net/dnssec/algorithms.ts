import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { RSA_EXPONENT_BYTES_MAX, RSA_MODULUS_BYTES_MAX } from './limits.ts';

/** One algorithm of IANA "DNS Security Algorithm Numbers": how its keys and signatures are read. */
type Algorithm = {
  readonly hash: string | null;
  /** Of one valid signature; RSA's is as long as its key. */
  readonly signatureBytes?: number;
  readonly jwk: (key: Uint8Array) => JsonWebKey | undefined;
};

const ALGORITHMS: Readonly<Record<number, Algorithm>> = {
  8: { hash: 'sha256', jwk: rsaKey }, // RSASHA256, RFC 5702
  10: { hash: 'sha512', jwk: rsaKey }, // RSASHA512, RFC 5702
  13: { hash: 'sha256', signatureBytes: 64, jwk: (key) => pointKey('P-256', key, 32) }, // RFC 6605
  14: { hash: 'sha384', signatureBytes: 96, jwk: (key) => pointKey('P-384', key, 48) },
  15: { hash: null, signatureBytes: 64, jwk: (key) => edwardsKey('Ed25519', key, 32) }, // RFC 8080
  16: { hash: null, signatureBytes: 114, jwk: (key) => edwardsKey('Ed448', key, 57) },
};

/** Can signatures of this algorithm be checked? Those with SHA-1 (5, 7) cannot: RFC 9905. */
export function isSupported(algorithm: number): boolean {
  return ALGORITHMS[algorithm] !== undefined;
}

/** Is this the key's signature of these bytes? A key that is none is one that signed nothing. */
export function verifies(
  algorithm: number,
  key: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const known = ALGORITHMS[algorithm];
  if (known === undefined) return false;
  if (known.signatureBytes !== undefined && signature.length !== known.signatureBytes) return false;
  const jwk = known.jwk(key);
  const publicKey = jwk && importKey(jwk);
  if (publicKey === undefined) return false;
  return verify(known.hash, data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

function importKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined; // a point beside the curve, numbers that OpenSSL does not take
  }
}

/** RFC 3110 section 2: the exponent's length in one byte, or in two after a zero; exponent; modulus. */
function rsaKey(key: Uint8Array): JsonWebKey | undefined {
  const long = key[0] === 0;
  const start = long ? 3 : 1;
  const length = long ? ((key[1] ?? 0) << 8) | (key[2] ?? 0) : (key[0] ?? 0);
  const exponent = key.subarray(start, start + length);
  const modulus = key.subarray(start + length);
  if (length === 0 || length > RSA_EXPONENT_BYTES_MAX) return undefined;
  if (modulus.length === 0 || modulus.length > RSA_MODULUS_BYTES_MAX) return undefined;
  return { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) };
}

function pointKey(crv: string, key: Uint8Array, size: number): JsonWebKey | undefined {
  if (key.length !== 2 * size) return undefined;
  return { kty: 'EC', crv, x: base64url(key.subarray(0, size)), y: base64url(key.subarray(size)) };
}

function edwardsKey(crv: string, key: Uint8Array, size: number): JsonWebKey | undefined {
  return key.length === size ? { kty: 'OKP', crv, x: base64url(key) } : undefined;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}
