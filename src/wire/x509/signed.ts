import {
  bitString,
  encodeDer,
  enter,
  finish,
  type Reader,
  readBitStringOctets,
  readElement,
  sequence,
  TAG,
} from '../der/index.ts';
import { algorithmIdentifier, type ReadAlgorithm, readAlgorithm } from './algorithms.ts';
import type { SignatureAlgorithm } from './types.ts';

/** Puts what was signed, the algorithm and the signature together: certificate, CRL and CSR alike (RFC 5280 section 4.1.1). */
export function assembleSigned(
  tbs: Uint8Array,
  algorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Uint8Array {
  return encodeDer(sequence(tbs, algorithmIdentifier(algorithm), bitString(signature)));
}

/** The SIGNED macro taken apart; `tbs` has only had its header read, and `tbsAt` is where it stands in the input. */
export type Signed = {
  readonly tbs: Uint8Array;
  readonly tbsAt: number;
  readonly algorithm: ReadAlgorithm;
  readonly signature: Uint8Array;
};

export function readSigned(reader: Reader): Signed {
  const fields = enter(reader, TAG.sequence);
  const tbsAt = fields.at;
  const tbs = readElement(fields, TAG.sequence);
  const algorithm = readAlgorithm(fields);
  const signature = readBitStringOctets(fields);
  finish(fields);
  return { tbs, tbsAt, algorithm, signature };
}
