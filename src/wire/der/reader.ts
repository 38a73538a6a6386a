import { DerError } from './error.ts';
import { DER_BYTES_MAX, DER_DEPTH_MAX } from './limits.ts';

/**
 * A place in DER bytes: the next element begins at `at`, the last one ends at `end`. Readers of nested elements share the
 * bytes, so that offsets in errors count from the start of the input, and nothing is copied: what is returned are views.
 */
export type Reader = {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  readonly depth: number;
};

/** Opens bytes that hold DER elements and nothing else. Throws `too-large` above `bytesMax`. Of a Buffer, views are Uint8Arrays too. */
export function openDer(bytes: Uint8Array, bytesMax: number = DER_BYTES_MAX): Reader {
  if (bytes.length > bytesMax) throw new DerError('too-large', bytesMax);
  const plain =
    bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes: plain, at: 0, end: bytes.length, depth: 0 };
}

/** Reads the one element that `bytes` consist of; `read` must consume it whole. */
export function decodeWhole<T>(bytes: Uint8Array, bytesMax: number, read: (reader: Reader) => T): T {
  const reader = openDer(bytes, bytesMax);
  const value = read(reader);
  finish(reader);
  return value;
}

/** Refuses whatever follows the last element expected. */
export function finish(reader: Reader): void {
  if (reader.at !== reader.end) throw new DerError('trailing-bytes', reader.at);
}

export function atEnd(reader: Reader): boolean {
  return reader.at === reader.end;
}

/** The identifier octet of the next element, or -1 at the end. */
export function peekTag(reader: Reader): number {
  return reader.at < reader.end ? (reader.bytes[reader.at] as number) : -1;
}

/** Steps over an element of tag `tag` and opens its contents. */
export function enter(reader: Reader, tag: number): Reader {
  const start = reader.at;
  const length = readHeader(reader, tag);
  if (reader.depth >= DER_DEPTH_MAX) throw new DerError('too-deep', start);
  const inner = { bytes: reader.bytes, at: reader.at, end: reader.at + length, depth: reader.depth + 1 };
  reader.at += length;
  return inner;
}

/** Steps over an element of tag `tag`; a view of its contents. */
export function readContents(reader: Reader, tag: number): Uint8Array {
  const length = readHeader(reader, tag);
  const start = reader.at;
  reader.at += length;
  return reader.bytes.subarray(start, reader.at);
}

/** Steps over the next element, of `tag` if given; a view of the whole of it, header included. Its contents are not looked at. */
export function readElement(reader: Reader, tag?: number): Uint8Array {
  const start = reader.at;
  // apart, because `+=` would read `at` before the header moves it
  const length = readHeader(reader, tag ?? peekTag(reader));
  reader.at += length;
  return reader.bytes.subarray(start, reader.at);
}

/** Steps over the next element, of any type, checking lengths and nesting all the way down; a view of the whole of it. */
export function readAny(reader: Reader): Uint8Array {
  const start = reader.at;
  const tag = peekTag(reader);
  if ((tag & 0x20) === 0 || tag === -1) return readElement(reader);
  const inner = enter(reader, tag);
  while (!atEnd(inner)) readAny(inner);
  return reader.bytes.subarray(start, reader.at);
}

/**
 * Reads the identifier and length octets of an element that must have tag `tag`, and moves to its contents. DER: definite
 * lengths in the fewest octets (X.690 section 10.1); tag numbers from 31 are not used by anything read here.
 * @returns the length of the contents, which lie inside the reader
 */
export function readHeader(reader: Reader, tag: number): number {
  const { bytes, at, end } = reader;
  if (at + 2 > end) throw new DerError('truncated', at);
  const found = bytes[at] as number;
  if ((found & 0x1f) === 0x1f) throw new DerError('high-tag', at);
  if (found !== tag) throw new DerError('wrong-tag', at);
  const first = bytes[at + 1] as number;
  let next = at + 2;
  let length = first;
  if (first >= 0x80) {
    if (first === 0x80) throw new DerError('indefinite-length', at);
    const octets = first & 0x7f;
    if (next + octets > end) throw new DerError('truncated', at);
    if (bytes[next] === 0) throw new DerError('length-not-minimal', at);
    // four octets reach 4 GiB: more cannot lie inside any input that was let in
    if (octets > 4) throw new DerError('truncated', at);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[next++] as number);
    if (length < 0x80) throw new DerError('length-not-minimal', at);
  }
  if (length > end - next) throw new DerError('truncated', at);
  reader.at = next;
  return length;
}
