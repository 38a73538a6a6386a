import { DnsError } from './error.ts';
import { COMPRESSION_TARGETS_MAX } from './limits.ts';
import { checkName, lowerCaseName } from './name.ts';
import type { Name } from './types.ts';

/** A message being written. `bytes` has room for one record more than a message may hold. */
export type Writer = {
  readonly bytes: Uint8Array;
  at: number;
  /** Names (and their suffixes) that a pointer may lead to. */
  readonly targets: { readonly name: Name; readonly index: number; readonly offset: number }[];
  /** RFC 4034 section 6.2: names whole and in lower case. */
  readonly canonical?: boolean;
};

const POINTER_OFFSET_MAX = 0x3fff;

export function writeU8(writer: Writer, value: number): void {
  if (value !== (value & 0xff)) throw outside(value);
  writer.bytes[writer.at++] = value;
}

export function writeU16(writer: Writer, value: number): void {
  if (value !== (value & 0xffff)) throw outside(value);
  writer.bytes[writer.at++] = value >> 8;
  writer.bytes[writer.at++] = value & 0xff;
}

export function writeU32(writer: Writer, value: number): void {
  if (value !== value >>> 0) throw outside(value);
  writeU16(writer, value >>> 16);
  writeU16(writer, value & 0xffff);
}

export function writeU48(writer: Writer, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff_ffff) throw outside(value);
  writeU16(writer, Math.floor(value / 0x1_0000_0000));
  writeU32(writer, value >>> 0);
}

export function writeBytes(writer: Writer, value: Uint8Array): void {
  writer.bytes.set(value, writer.at);
  writer.at += value.length;
}

/** Writes a name; `compress` only where RFC 3597 section 4 allows pointers. Suffixes match byte for byte. */
export function writeName(writer: Writer, name: Name, compress: boolean): void {
  if (writer.canonical === true) return writeNameAsIs(writer, lowerCaseName(name));
  checkName(name);
  for (let index = 0; index < name.length; index++) {
    if (compress) {
      const offset = findTarget(writer, name, index);
      if (offset > 0) {
        writeU16(writer, 0xc000 | offset);
        return;
      }
      if (writer.at <= POINTER_OFFSET_MAX && writer.targets.length < COMPRESSION_TARGETS_MAX) {
        writer.targets.push({ name, index, offset: writer.at });
      }
    }
    const label = name[index];
    if (label === undefined) break;
    writer.bytes[writer.at++] = label.length;
    for (let i = 0; i < label.length; i++) writer.bytes[writer.at++] = label[i] ?? 0;
  }
  writer.bytes[writer.at++] = 0;
}

/** Writes a name whole, its case kept even in canonical form. */
export function writeNameAsIs(writer: Writer, name: Name): void {
  checkName(name);
  for (const label of name) {
    writer.bytes[writer.at++] = label.length;
    writeBytes(writer, label);
  }
  writer.bytes[writer.at++] = 0;
}

function findTarget(writer: Writer, name: Name, index: number): number {
  const count = name.length - index;
  for (const target of writer.targets) {
    if (target.name.length - target.index === count && sameSuffix(target.name, name, count))
      return target.offset;
  }
  return 0;
}

function sameSuffix(a: Name, b: Name, count: number): boolean {
  if (a === b) return true;
  for (let i = count; i > 0; i--) {
    const left = a[a.length - i];
    const right = b[b.length - i];
    if (left === right) continue;
    if (left === undefined || right === undefined || left.length !== right.length) return false;
    for (let j = 0; j < left.length; j++) if (left[j] !== right[j]) return false;
  }
  return true;
}

function outside(value: number): DnsError {
  return new DnsError('range', `${value} does not fit its field`);
}
