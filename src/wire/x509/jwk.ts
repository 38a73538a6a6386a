import { hash } from 'node:crypto';
import { DerError } from '../der/index.ts';
import { decodeSpki, spkiKeyBits } from './spki.ts';
import type { PublicJwk } from './types.ts';

/**
 * The JWK of a SubjectPublicKeyInfo (RFC 7518 section 6): RSA, and uncompressed points of P-256, P-384 and P-521. Others
 * throw `algorithm`; a point of another form or length throws `value`.
 */
export function spkiToJwk(spki: Uint8Array): PublicJwk {
  const key = decodeSpki(spki);
  if (key.algorithm === 'rsa') {
    const exponent = key.exponent.toString(16);
    const e = Buffer.from(exponent.length % 2 === 0 ? exponent : `0${exponent}`, 'hex');
    return { kty: 'RSA', n: base64url(key.modulus), e: base64url(e) };
  }
  if (key.algorithm === 'unknown' || key.curve === 'unknown') throw new DerError('algorithm', 0);
  const size = COORDINATE_BYTES[key.curve];
  if (key.point.length !== 1 + 2 * size || key.point[0] !== UNCOMPRESSED) throw new DerError('value', 0);
  return {
    kty: 'EC',
    crv: key.curve,
    x: base64url(key.point.subarray(1, 1 + size)),
    y: base64url(key.point.subarray(1 + size)),
  };
}

/** SHA-256 thumbprint of a key, base64url (RFC 7638 section 3): required members only, in lexicographic order. */
export function jwkThumbprint(jwk: PublicJwk): string {
  return hash('sha256', canonical(jwk), 'base64url');
}

/**
 * Identifier of a key for SKI and AKI: the leftmost 160 bits of the SHA-256 of its BIT STRING (RFC 7093 section 2 method 1).
 * As long as the SHA-1 of RFC 5280 section 4.2.1.2, but works where SHA-1 is switched off.
 */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', spkiKeyBits(spki), 'buffer').subarray(0, KEY_ID_BYTES));
}

const KEY_ID_BYTES = 20;
const UNCOMPRESSED = 0x04;
const COORDINATE_BYTES = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

function canonical(jwk: PublicJwk): string {
  if (jwk.kty === 'EC') return JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  if (jwk.kty === 'RSA') return JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n });
  return JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x });
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}
