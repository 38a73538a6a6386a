import { DnsError } from './error.ts';
import { LABELS_PER_MESSAGE_MAX, NAME_BYTES_MAX, POINTERS_MAX } from './limits.ts';
import type { Name } from './types.ts';

/** A place in a message being read; `end` is where the field at hand must stop. */
export type Cursor = {
  readonly bytes: Uint8Array;
  at: number;
  end: number;
  /** Names by the offset where they began, so that pointers share them. */
  readonly names: Map<number, Name>;
  labels: number;
};

const HEADER_BYTES = 12;

export function readU8(cursor: Cursor): number {
  need(cursor, 1);
  return cursor.bytes[cursor.at++] ?? 0;
}

export function readU16(cursor: Cursor): number {
  need(cursor, 2);
  const { bytes, at } = cursor;
  cursor.at = at + 2;
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function readU32(cursor: Cursor): number {
  return readU16(cursor) * 0x10000 + readU16(cursor);
}

/** 48 bits, exact in a double. */
export function readU48(cursor: Cursor): number {
  return readU16(cursor) * 0x1_0000_0000 + readU32(cursor);
}

/** A copy, so that nothing keeps the packet alive or sees it change. */
export function readBytes(cursor: Cursor, length: number): Uint8Array {
  need(cursor, length);
  const copied = copy(cursor.bytes, cursor.at, length);
  cursor.at += length;
  return copied;
}

/**
 * A name (RFC 1035 section 4.1.4). Each pointer must lead to before the piece that holds it, so no loop and no forward
 * reference is possible.
 */
export function readName(cursor: Cursor): Name {
  const { bytes, names } = cursor;
  const start = cursor.at;
  let at = start;
  let piece = start;
  let end = cursor.end;
  let after = -1;
  let length = 1;
  let pointers = 0;
  let labels: Uint8Array[] = [];
  for (;;) {
    if (at >= end) throw short();
    const size = bytes[at] ?? 0;
    if (size === 0) {
      at++;
      break;
    }
    if (size < 0x40) {
      if (at + 1 + size > end) throw short();
      length += size + 1;
      if (length > NAME_BYTES_MAX) throw tooLong();
      if (++cursor.labels > LABELS_PER_MESSAGE_MAX) {
        throw new DnsError('too-many-labels', 'the message holds more labels than any honest one');
      }
      labels.push(copy(bytes, at + 1, size));
      at += size + 1;
      continue;
    }
    if (size < 0xc0) throw new DnsError('label', 'a label is neither literal nor a pointer');
    if (at + 2 > end) throw short();
    const target = ((size & 0x3f) << 8) | (bytes[at + 1] ?? 0);
    if (target >= piece || target < HEADER_BYTES || ++pointers > POINTERS_MAX) {
      throw new DnsError('pointer', 'a compression pointer does not lead backwards to a name');
    }
    if (after < 0) after = at + 2;
    const known = names.get(target);
    if (known !== undefined) {
      for (const label of known) length += label.length + 1;
      if (length > NAME_BYTES_MAX) throw tooLong();
      // the cast is safe: a name is never changed once it is made
      labels = labels.length === 0 ? (known as Uint8Array[]) : labels.concat(known);
      break;
    }
    at = target;
    piece = target;
    end = bytes.length;
  }
  cursor.at = after < 0 ? at : after;
  names.set(start, labels);
  return labels;
}

/** A name that may not be compressed (RFC 3597 section 4, RFC 4034 sections 3.1.7 and 4.1.1). */
export function readWholeName(cursor: Cursor): Name {
  const start = cursor.at;
  const name = readName(cursor);
  let size = 1;
  for (const label of name) size += label.length + 1;
  // a pointer takes two bytes and stands for one or at least three
  if (cursor.at - start !== size) throw new DnsError('pointer', 'a name is compressed where it must not be');
  return name;
}

function copy(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  if (length > 64) out.set(bytes.subarray(at, at + length));
  else for (let i = 0; i < length; i++) out[i] = bytes[at + i] ?? 0;
  return out;
}

function need(cursor: Cursor, length: number): void {
  if (cursor.at + length > cursor.end) throw short();
}

function short(): DnsError {
  return new DnsError('short', 'a field runs past the end');
}

function tooLong(): DnsError {
  return new DnsError('name-length', `a name is longer than ${NAME_BYTES_MAX} bytes`);
}
