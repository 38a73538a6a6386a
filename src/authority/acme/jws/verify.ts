import { verify } from 'node:crypto';
import { type Fault, fault } from '../../../core/index.ts';
import { encodeDer, integer, sequence } from '../../../wire/der/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';
import { SIGNATURE_NAMES, type SignatureName, SIGNATURES_TEXT } from './algorithms.ts';
import type { Jws } from './decode.ts';
import type { PublicKey } from './public-key.ts';

/** Before any cryptography: is the named algorithm one that this server accepts at all (RFC 8555 section 6.2)? */
export function checkAlgorithm(jws: Jws): Fault | undefined {
  const { alg } = jws.header;
  if (typeof alg !== 'string') return fault('algorithmMissing', { supported: SIGNATURES_TEXT });
  if ((SIGNATURE_NAMES as readonly string[]).includes(alg)) return undefined;
  return fault('algorithmUnsupported', {
    algorithm: alg.slice(0, ECHO_CHARS_MAX),
    supported: SIGNATURES_TEXT,
  });
}

/**
 * Verifies the signature with the key, and that the named algorithm is the key's own (RFC 7515 section 5.2). Synchronous on
 * purpose: a P-256 verification takes less than a trip to the thread pool and back.
 */
export function verifyJws(jws: Jws, key: PublicKey): Fault | undefined {
  if (jws.header.alg !== key.algorithm)
    return fault('algorithmNotOfKey', { algorithm: String(jws.header.alg), expected: key.algorithm });
  return isSignedBy(jws, key) ? undefined : fault('signatureWrong', {});
}

/** RFC 7518 sections 3.3 and 3.4: PKCS #1 v1.5, or ECDSA as two numbers of this many bytes, one after the other. */
const SIGNATURES: Readonly<Record<SignatureName, { hash: string; numberBytes?: number }>> = {
  RS256: { hash: 'sha256' },
  ES256: { hash: 'sha256', numberBytes: 32 },
  ES384: { hash: 'sha384', numberBytes: 48 },
};

function isSignedBy(jws: Jws, { algorithm, key }: PublicKey): boolean {
  const { hash, numberBytes } = SIGNATURES[algorithm];
  const { signatureBytes } = jws;
  if (numberBytes !== undefined && signatureBytes.length !== 2 * numberBytes) return false;
  const signature = numberBytes === undefined ? signatureBytes : ecdsaDer(signatureBytes, numberBytes);
  const signed = Buffer.from(`${jws.protected}.${jws.payload}`, 'latin1'); // both are base64url
  try {
    return verify(hash, signed, key, signature);
  } catch {
    return false; // OpenSSL refuses some signatures with an error
  }
}

/** ECDSA-Sig-Value of RFC 3279 section 2.2.3. Given the JWS form and `dsaEncoding`, Node takes half as long again. */
function ecdsaDer(numbers: Uint8Array, numberBytes: number): Uint8Array {
  return encodeDer(
    sequence(integer(numbers.subarray(0, numberBytes)), integer(numbers.subarray(numberBytes))),
  );
}
