import { DerError } from './error.ts';
import { isIa5, isPrintable } from './strings.ts';
import { contextConstructed, contextTag, TAG } from './tags.ts';
import { timeText } from './time.ts';
import { compareBytes } from './values.ts';

/**
 * Something to be written: an element already encoded, or a header over parts. Lengths are known as soon as a node is made, so
 * `encodeDer` allocates once and copies every byte once.
 */
export type Der = Uint8Array | DerNode;
type DerNode = { readonly tag: number; readonly length: number; readonly parts: readonly Der[] };

/** The bytes of an element, freshly allocated. */
export function encodeDer(der: Der): Uint8Array {
  const out = new Uint8Array(sizeOf(der));
  write(out, 0, der);
  return out;
}

/** A header with tag `tag` over parts that follow each other. */
export function element(tag: number, parts: readonly Der[]): DerNode {
  let length = 0;
  for (const part of parts) length += sizeOf(part);
  return { tag, length, parts };
}

export function sequence(...parts: readonly Der[]): DerNode {
  return element(TAG.sequence, parts);
}

/** SET OF: its elements are put into DER's order (X.690 section 11.6). */
export function setOf(...parts: readonly Der[]): DerNode {
  return element(TAG.set, parts.length < 2 ? parts : parts.map(encodeDer).sort(compareBytes));
}

/** `[number] EXPLICIT`, and `[number] IMPLICIT` of constructed types when given their parts. */
export function context(number: number, ...parts: readonly Der[]): DerNode {
  return element(contextConstructed(number), parts);
}

/** `[number] IMPLICIT` of a primitive type, given its contents. */
export function contextPrimitive(number: number, contents: Uint8Array): DerNode {
  return element(contextTag(number), [contents]);
}

export const TRUE: Uint8Array = Uint8Array.of(TAG.boolean, 1, 0xff);
export const NULL: Uint8Array = Uint8Array.of(TAG.null, 0);

/** INTEGER from 0 upwards: a number, a bigint, or a big-endian magnitude of any length from 1. */
export function integer(value: number | bigint | Uint8Array, tag: number = TAG.integer): DerNode {
  const magnitude = typeof value === 'object' ? stripZeros(value) : toMagnitude(value);
  return element(tag, (magnitude[0] as number) >= 0x80 ? [ZERO, magnitude] : [magnitude]);
}

export function octetString(contents: Der): DerNode {
  return element(TAG.octetString, [contents]);
}

/** BIT STRING of whole octets. */
export function bitString(contents: Der): DerNode {
  return element(TAG.bitString, [ZERO, contents]);
}

/** BIT STRING with the bits of these numbers set, trailing zero bits left out (X.690 section 11.2.2). */
export function namedBits(bits: readonly number[]): DerNode {
  if (bits.length === 0) return element(TAG.bitString, [ZERO]);
  const highest = Math.max(...bits);
  const contents = new Uint8Array(2 + (highest >> 3));
  contents[0] = 7 - (highest & 7);
  for (const bit of bits)
    contents[1 + (bit >> 3)] = (contents[1 + (bit >> 3)] as number) | (0x80 >> (bit & 7));
  return element(TAG.bitString, [contents]);
}

export function utf8String(text: string): DerNode {
  if (!text.isWellFormed() || text.includes('\0')) throw new DerError('not-encodable', 0);
  return element(TAG.utf8String, [Buffer.from(text, 'utf8')]);
}

export function printableString(text: string): DerNode {
  if (!isPrintable(text)) throw new DerError('not-encodable', 0);
  return element(TAG.printableString, [Buffer.from(text, 'latin1')]);
}

/** Contents of an IA5String, for implicit tags. */
export function ia5Contents(text: string): Uint8Array {
  if (!isIa5(text)) throw new DerError('not-encodable', 0);
  return Buffer.from(text, 'latin1');
}

/** Time in the form that RFC 5280 section 4.1.2.5 demands for its year; milliseconds since 1970, cut to the second. */
export function time(ms: number): DerNode {
  const { tag, text } = timeText(ms);
  return element(tag, [Buffer.from(text, 'latin1')]);
}

const ZERO: Uint8Array = Uint8Array.of(0);

function toMagnitude(value: number | bigint): Uint8Array {
  if (value < 0 || (typeof value === 'number' && !Number.isSafeInteger(value)))
    throw new DerError('not-encodable', 0);
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function stripZeros(magnitude: Uint8Array): Uint8Array {
  if (magnitude.length === 0) throw new DerError('not-encodable', 0);
  let first = 0;
  while (first < magnitude.length - 1 && magnitude[first] === 0) first++;
  return first === 0 ? magnitude : magnitude.subarray(first);
}

function sizeOf(der: Der): number {
  return der instanceof Uint8Array ? der.length : 1 + lengthOctets(der.length) + der.length;
}

function lengthOctets(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x100) return 2;
  if (length < 0x10000) return 3;
  return length < 0x1000000 ? 4 : 5;
}

/** Writes `der` at `at`; returns where it ends. Recursion is as deep as the tree that our own builders made. */
function write(out: Uint8Array, at: number, der: Der): number {
  if (der instanceof Uint8Array) return copy(out, at, der);
  out[at++] = der.tag;
  const octets = lengthOctets(der.length);
  if (octets === 1) out[at++] = der.length;
  else {
    out[at++] = 0x80 | (octets - 1);
    for (let i = octets - 2; i >= 0; i--) out[at++] = (der.length / 2 ** (8 * i)) & 0xff;
  }
  for (const part of der.parts) at = write(out, at, part);
  return at;
}

// below this length a loop is faster than the call into the typed array's set
const LOOP_BELOW = 48;

function copy(out: Uint8Array, at: number, bytes: Uint8Array): number {
  if (bytes.length >= LOOP_BELOW) out.set(bytes, at);
  else for (let i = 0; i < bytes.length; i++) out[at + i] = bytes[i] as number;
  return at + bytes.length;
}
