import {
  atEnd,
  encodeDer,
  enter,
  equalBytes,
  finish,
  NULL,
  oid,
  type Reader,
  readAny,
  readElement,
  readOid,
  sequence,
  TAG,
} from '../der/index.ts';
import { OID } from './oids.ts';
import type { SignatureAlgorithm } from './types.ts';

/**
 * The AlgorithmIdentifier of a signature algorithm. Byte for byte what section 7.1.3.2 of the Baseline Requirements lists: no
 * parameters for ECDSA (RFC 5758 section 3.2), NULL for RSA (RFC 4055 section 5).
 */
export function algorithmIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  return ENCODED[algorithm];
}

/** An AlgorithmIdentifier as read; `name` is `unknown` unless the bytes are exactly those that we write. */
export type ReadAlgorithm = {
  readonly name: SignatureAlgorithm | 'unknown';
  readonly oid: string;
  readonly bytes: Uint8Array;
};

export function readAlgorithm(reader: Reader): ReadAlgorithm {
  const again = { ...reader };
  const bytes = readElement(reader, TAG.sequence);
  for (const name of NAMES)
    if (equalBytes(bytes, ENCODED[name])) return { name, oid: SIGNATURE_ALGORITHMS[name].oid, bytes };
  const fields = enter(again, TAG.sequence);
  const dotted = readOid(fields);
  if (!atEnd(fields)) readAny(fields);
  finish(fields);
  return { name: 'unknown', oid: dotted, bytes };
}

/** The OID of each signature algorithm; also says which digest and kind of key it takes. */
export const SIGNATURE_ALGORITHMS: {
  readonly [A in SignatureAlgorithm]: { oid: string; digest: string; key: 'ec' | 'rsa' };
} = {
  'ecdsa-sha256': { oid: OID.ecdsaWithSha256, digest: 'sha256', key: 'ec' },
  'ecdsa-sha384': { oid: OID.ecdsaWithSha384, digest: 'sha384', key: 'ec' },
  'ecdsa-sha512': { oid: OID.ecdsaWithSha512, digest: 'sha512', key: 'ec' },
  'rsa-sha256': { oid: OID.sha256WithRsa, digest: 'sha256', key: 'rsa' },
  'rsa-sha384': { oid: OID.sha384WithRsa, digest: 'sha384', key: 'rsa' },
  'rsa-sha512': { oid: OID.sha512WithRsa, digest: 'sha512', key: 'rsa' },
};

const NAMES = Object.keys(SIGNATURE_ALGORITHMS) as SignatureAlgorithm[];
const ENCODED = Object.fromEntries(
  NAMES.map((name) => {
    const { oid: dotted, key } = SIGNATURE_ALGORITHMS[name];
    return [name, encodeDer(key === 'rsa' ? sequence(oid(dotted), NULL) : sequence(oid(dotted)))];
  }),
) as Record<SignatureAlgorithm, Uint8Array>;
