import type { Address } from './types.ts';

/**
 * Parses an IPv4 or IPv6 literal (no brackets, no zone id, no leading zeros in IPv4) to canonical text (RFC 5952) and
 * family; undefined for anything else. Never throws.
 */
export function parseAddress(text: string): Address | undefined {
  const bytes = addressBytes(text);
  return bytes === undefined ? undefined : formatAddress(bytes);
}

/** The 4 or 16 bytes of a literal; undefined where it is none. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (text.length > LITERAL_CHARS_MAX) return undefined;
  return text.includes(':') ? bytes6(text) : bytes4(text);
}

/** Canonical text of 4 or 16 bytes: RFC 5952 section 4 for IPv6 (lower case, longest run of zeros as `::`). */
export function formatAddress(bytes: Uint8Array): Address {
  return bytes.length === 4 ? { text: bytes.join('.'), family: 4 } : { text: format6(bytes), family: 6 };
}

/**
 * The IPv4 addresses that an IPv6 address carries and that a translator or tunnel would really connect to: IPv4-mapped
 * (RFC 4291 section 2.5.5.2), IPv4-compatible (2.5.5.1), NAT64 (RFC 6052 well-known, RFC 8215 local-use prefix in every
 * length it can have), 6to4 (RFC 3056) and Teredo (RFC 4380: server and client). Empty for every other address.
 */
export function embeddedIPv4(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length !== 16) return [];
  const at = (...positions: number[]) => Uint8Array.from(positions, (position) => bytes[position] ?? 0);
  if (begins(bytes, MAPPED) || begins(bytes, NAT64)) return [at(12, 13, 14, 15)];
  if (begins(bytes, COMPATIBLE)) return [at(12, 13, 14, 15)];
  if (begins(bytes, SIX_TO_FOUR)) return [at(2, 3, 4, 5)];
  if (begins(bytes, TEREDO)) return [at(4, 5, 6, 7), at(12, 13, 14, 15).map((byte) => byte ^ 0xff)];
  if (begins(bytes, NAT64_LOCAL)) {
    // RFC 6052 section 2.2, for prefixes of 48, 56, 64 and 96 bits; a reading in 0/8 cannot be meant
    const readings = [at(6, 7, 9, 10), at(7, 9, 10, 11), at(9, 10, 11, 12), at(12, 13, 14, 15)];
    return readings.filter((reading) => reading[0] !== 0);
  }
  return [];
}

const LITERAL_CHARS_MAX = 45; // the longest: eight groups with an IPv4 tail

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
const COMPATIBLE = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const NAT64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
const NAT64_LOCAL = [0, 0x64, 0xff, 0x9b, 0, 1];
const SIX_TO_FOUR = [0x20, 0x02];
const TEREDO = [0x20, 0x01, 0, 0];

function begins(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, position) => bytes[position] === byte);
}

function bytes4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = new Uint8Array(4);
  for (const [position, part] of parts.entries()) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bytes[position] = Number(part);
  }
  return bytes;
}

function bytes6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  // `::` stands for one group or more (RFC 4291 section 2.2; one is accepted, though RFC 5952 would not write it)
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(head, 0);
  bytes.set(tail, 16 - tail.length);
  return bytes;
}

/** The bytes of `1:2:3` (two for each group); with `mayEndIn4`, the last group may be an IPv4 literal. */
function groups(text: string, mayEndIn4: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [position, part] of parts.entries()) {
    if (part.includes('.')) {
      const tail = mayEndIn4 && position === parts.length - 1 ? bytes4(part) : undefined;
      if (tail === undefined) return undefined;
      bytes.push(...tail);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes.length > 16 ? undefined : bytes;
}

function format6(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  if (begins(bytes, MAPPED)) return `::ffff:${bytes.subarray(12).join('.')}`; // RFC 5952 section 5
  let start = -1;
  let length = 1; // one zero group alone is not shortened (RFC 5952 section 4.2.2)
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && words[end] === 0) end++;
    if (end - i > length) {
      start = i;
      length = end - i;
    }
  }
  if (start < 0) return hex(words);
  return `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`;
}

function hex(words: readonly number[]): string {
  return words.map((word) => word.toString(16)).join(':');
}
