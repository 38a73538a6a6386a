import { flattenedVerify } from 'jose';
import { type Fault, fault } from '../../../core/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';
import { SIGNATURE_NAMES, SIGNATURES_TEXT } from './algorithms.ts';
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

/** Verifies the signature with the key, and that the named algorithm is the key's own. */
export async function verifyJws(jws: Jws, key: PublicKey): Promise<Fault | undefined> {
  if (jws.header.alg !== key.algorithm)
    return fault('algorithmNotOfKey', { algorithm: String(jws.header.alg), expected: key.algorithm });
  try {
    await flattenedVerify(
      { protected: jws.protected, payload: jws.payload, signature: jws.signature },
      key.key,
      { algorithms: [key.algorithm] },
    );
    return undefined;
  } catch {
    return fault('signatureWrong', {});
  }
}
