import { DerError } from './error.ts';
import { type Reader, peekTag, readContents, readHeader } from './reader.ts';
import { TAG } from './tags.ts';

/** BOOLEAN: 00 or FF (X.690 section 11.1). */
export function readBoolean(reader: Reader): boolean {
  const start = reader.at;
  if (readHeader(reader, TAG.boolean) !== 1) throw new DerError('boolean-length', start);
  const octet = reader.bytes[reader.at++];
  if (octet !== 0x00 && octet !== 0xff) throw new DerError('boolean-not-canonical', start);
  return octet === 0xff;
}

/** BOOLEAN DEFAULT FALSE: absent means false, and FALSE must then be absent (X.690 section 11.5). */
export function readBooleanDefaultFalse(reader: Reader): boolean {
  if (peekTag(reader) !== TAG.boolean) return false;
  const start = reader.at;
  if (!readBoolean(reader)) throw new DerError('default-encoded', start);
  return true;
}

/**
 * INTEGER that must not be negative, as the fewest big-endian bytes of its magnitude (zero is one 00), a view. Throws
 * `integer-too-large` above `octetsMax` octets as encoded, sign octet included.
 */
export function readUnsigned(reader: Reader, octetsMax: number, tag: number = TAG.integer): Uint8Array {
  const start = reader.at;
  const contents = readContents(reader, tag);
  const first = contents[0];
  if (first === undefined) throw new DerError('integer-empty', start);
  const second = contents[1];
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw new DerError('integer-not-minimal', start);
  if (first >= 0x80) throw new DerError('integer-negative', start);
  if (contents.length > octetsMax) throw new DerError('integer-too-large', start);
  return first === 0 && second !== undefined ? contents.subarray(1) : contents;
}

/** INTEGER or ENUMERATED from 0 to `max`, which must be below 2^48. */
export function readSmallInteger(reader: Reader, max: number, tag: number = TAG.integer): number {
  const start = reader.at;
  const magnitude = readUnsigned(reader, 7, tag);
  let value = 0;
  for (const octet of magnitude) value = value * 256 + octet;
  if (value > max) throw new DerError('integer-too-large', start);
  return value;
}

/** NULL. */
export function readNull(reader: Reader): void {
  const start = reader.at;
  if (readHeader(reader, TAG.null) !== 0) throw new DerError('null-not-empty', start);
}

export function readOctetString(reader: Reader): Uint8Array {
  return readContents(reader, TAG.octetString);
}

/** BIT STRING of whole octets, as keys and signatures are; a view without the octet that counts unused bits. */
export function readBitStringOctets(reader: Reader): Uint8Array {
  const start = reader.at;
  const contents = readContents(reader, TAG.bitString);
  if (contents.length === 0) throw new DerError('bit-string-empty', start);
  if (contents[0] !== 0) throw new DerError('bit-string-unused-bits', start);
  return contents.subarray(1);
}

/** BIT STRING with named bits: the numbers of the bits set. No trailing zero bits (X.690 section 11.2.2). At most 32 bits. */
export function readNamedBits(reader: Reader): number[] {
  const start = reader.at;
  const contents = readContents(reader, TAG.bitString);
  const unused = contents[0];
  if (unused === undefined) throw new DerError('bit-string-empty', start);
  if (contents.length > 5) throw new DerError('too-large', start);
  if (unused > 7 || (contents.length === 1 && unused !== 0))
    throw new DerError('bit-string-unused-bits', start);
  const last = contents.length === 1 ? undefined : contents[contents.length - 1];
  if (last !== undefined) {
    if ((last & ((1 << unused) - 1)) !== 0) throw new DerError('bit-string-padding', start);
    if (((last >> unused) & 1) === 0) throw new DerError('bit-string-trailing-zeros', start);
  }
  const bits: number[] = [];
  for (let bit = 0; bit < (contents.length - 1) * 8; bit++)
    if (((contents[1 + (bit >> 3)] as number) >> (7 - (bit & 7))) & 1) bits.push(bit);
  return bits;
}

/** Checks that the elements of a SET OF ascend as DER demands (X.690 section 11.6); equal ones are refused too. */
export function checkSetOrder(before: Uint8Array, after: Uint8Array, offset: number): void {
  if (compareBytes(before, after) >= 0) throw new DerError('set-order', offset);
}

/** Order of SET OF elements: octet by octet; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
