import { DnsError } from './error.ts';

const WINDOW_BYTES_MAX = 32;

/** The Type Bit Maps field for a set of types (RFC 4034 section 4.1.2), the same for any order of them. */
export function typeBitmap(types: Iterable<number>): Uint8Array {
  const windows = new Map<number, Uint8Array>();
  for (const type of types) {
    if (type !== (type & 0xffff)) throw new DnsError('range', `${type} is no record type`);
    const window = windows.get(type >> 8) ?? new Uint8Array(WINDOW_BYTES_MAX);
    windows.set(type >> 8, window);
    const byte = (type & 0xff) >> 3;
    window[byte] = (window[byte] ?? 0) | (0x80 >> (type & 7));
  }
  const bytes: number[] = [];
  for (const [number, window] of [...windows].toSorted(([a], [b]) => a - b)) {
    const length = window.findLastIndex((byte) => byte !== 0) + 1;
    bytes.push(number, length, ...window.subarray(0, length));
  }
  return Uint8Array.from(bytes);
}

/** Does the field name this type? The field must have passed `checkBitmap`, as every decoded one has. */
export function bitmapHas(bitmap: Uint8Array, type: number): boolean {
  const byte = (type & 0xff) >> 3;
  for (let at = 0; at < bitmap.length; at += 2 + (bitmap[at + 1] ?? 0)) {
    if (bitmap[at] !== type >> 8) continue;
    if (byte >= (bitmap[at + 1] ?? 0)) return false;
    return ((bitmap[at + 2 + byte] ?? 0) & (0x80 >> (type & 7))) !== 0;
  }
  return false;
}

/** All types that the field names, in order. */
export function bitmapTypes(bitmap: Uint8Array): readonly number[] {
  const types: number[] = [];
  for (let at = 0; at < bitmap.length; at += 2 + (bitmap[at + 1] ?? 0)) {
    const window = (bitmap[at] ?? 0) << 8;
    for (let bit = 0; bit < (bitmap[at + 1] ?? 0) * 8; bit++) {
      if (((bitmap[at + 2 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) types.push(window | bit);
    }
  }
  return types;
}

/** Throws unless windows ascend and hold 1 to 32 bytes without trailing zeros: one set of types has one encoding. */
export function checkBitmap(bitmap: Uint8Array): void {
  let last = -1;
  let at = 0;
  while (at < bitmap.length) {
    const window = bitmap[at] ?? 0;
    const length = bitmap[at + 1] ?? 0;
    at += 2 + length;
    if (window <= last || length === 0 || length > WINDOW_BYTES_MAX || at > bitmap.length) {
      throw new DnsError('rdata', 'the windows of a type bitmap do not ascend, or have no fitting length');
    }
    if (bitmap[at - 1] === 0) throw new DnsError('rdata', 'a window of a type bitmap ends in zeros');
    last = window;
  }
}
