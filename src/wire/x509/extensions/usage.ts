import {
  atEnd,
  decodeWhole,
  DerError,
  encodeDer,
  enter,
  namedBits,
  oid,
  readNamedBits,
  readOid,
  sequence,
  TAG,
} from '../../der/index.ts';
import { CERTIFICATE_BYTES_MAX, EXTENSION_ITEMS_MAX } from '../limits.ts';
import { OID } from '../oids.ts';
import type { Extension } from '../types.ts';

/** Key usages in the order of their bits (RFC 5280 section 4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** keyUsage, RFC 5280 section 4.2.1.3: at least one. */
export function keyUsage(usages: readonly KeyUsage[], critical = true): Extension {
  if (usages.length === 0) throw new DerError('not-encodable', 0);
  const bits = usages.map((usage) => KEY_USAGES.indexOf(usage));
  return { oid: OID.keyUsage, critical, value: encodeDer(namedBits(bits)) };
}

/** Reads the value of a keyUsage, in the order of the bits. */
export function decodeKeyUsage(value: Uint8Array): KeyUsage[] {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const usages = readNamedBits(reader).map((bit) => KEY_USAGES[bit]);
    if (usages.length === 0) throw new DerError('empty', 0);
    return usages.map((usage) => {
      if (usage === undefined) throw new DerError('value', 0);
      return usage;
    });
  });
}

/** extKeyUsage, RFC 5280 section 4.2.1.12: at least one purpose, by OID. */
export function extendedKeyUsage(purposes: readonly string[], critical = false): Extension {
  if (purposes.length === 0) throw new DerError('not-encodable', 0);
  return { oid: OID.extendedKeyUsage, critical, value: encodeDer(sequence(...purposes.map(oid))) };
}

/** Reads the value of an extKeyUsage: purposes by OID. */
export function decodeExtendedKeyUsage(value: Uint8Array): string[] {
  return decodeWhole(value, CERTIFICATE_BYTES_MAX, (reader) => {
    const list = enter(reader, TAG.sequence);
    if (atEnd(list)) throw new DerError('empty', 0);
    const purposes: string[] = [];
    while (!atEnd(list)) {
      if (purposes.length === EXTENSION_ITEMS_MAX) throw new DerError('too-many', list.at);
      purposes.push(readOid(list));
    }
    return purposes;
  });
}
