import { sign } from 'node:crypto';
import {
  CLASS,
  type Name,
  type ResourceRecord,
  type Rrsig,
  signedBytes,
  TYPE,
} from '../../wire/dns/index.ts';
import {
  SIGNATURE_JITTER_SECONDS,
  SIGNATURE_LEFT_SECONDS,
  SIGNATURE_SECONDS,
  SIGNATURE_SKEW_SECONDS,
} from './limits.ts';
import { ECDSA_P256, type ZoneKey } from './zone-key.ts';

export type MadeSignature = { readonly bytes: Uint8Array; readonly from: number; readonly until: number };

const HEAD_BYTES = 12; // a pointer, type, class, TTL, length
const FIXED_BYTES = 18; // RFC 4034 section 3.1, before the signer's name
const STAR = 0x2a;

/** An RRSIG record over one set, its owner left open. `chance`: 0 to below 1. */
export function makeSignature(
  zone: Name,
  key: ZoneKey,
  records: readonly ResourceRecord[],
  now: number,
  chance: number,
): MadeSignature {
  const [first] = records;
  if (first === undefined) throw new TypeError('an empty record set is not signed');
  const jitter = Math.floor(chance * SIGNATURE_JITTER_SECONDS);
  const from = now - SIGNATURE_SKEW_SECONDS - jitter;
  const expiration = now + SIGNATURE_SECONDS + jitter;
  const fields: Omit<Rrsig, 'signature'> = {
    kind: 'RRSIG',
    typeCovered: first.type,
    algorithm: ECDSA_P256,
    // a leading `*` is not counted (RFC 4034 section 3.1.3), also where it was only asked for
    labels: first.name.length - (first.name[0]?.length === 1 && first.name[0][0] === STAR ? 1 : 0),
    originalTtl: first.ttl,
    expiration: expiration >>> 0,
    inception: from >>> 0,
    keyTag: key.tag,
    signer: zone,
  };
  const input = { key: key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = sign('sha256', signedBytes(fields, records), input);
  return { bytes: recordBytes(fields, signature), from, until: expiration - SIGNATURE_LEFT_SECONDS };
}

function recordBytes(fields: Omit<Rrsig, 'signature'>, signature: Uint8Array): Uint8Array {
  // RFC 4034 section 3.1.7: the signer's name is not compressed
  const signer = fields.signer.flatMap((label) => [label.length, ...label]);
  const length = FIXED_BYTES + signer.length + 1 + signature.length;
  const bytes = new Uint8Array(HEAD_BYTES + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(2, TYPE.RRSIG);
  view.setUint16(4, CLASS.IN);
  view.setUint32(6, fields.originalTtl);
  view.setUint16(10, length);
  view.setUint16(12, fields.typeCovered);
  view.setUint8(14, fields.algorithm);
  view.setUint8(15, fields.labels);
  view.setUint32(16, fields.originalTtl);
  view.setUint32(20, fields.expiration);
  view.setUint32(24, fields.inception);
  view.setUint16(28, fields.keyTag);
  bytes.set(signer, HEAD_BYTES + FIXED_BYTES);
  bytes.set(signature, bytes.length - signature.length);
  return bytes;
}
