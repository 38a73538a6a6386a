import { DnsError } from './error.ts';
import { LABEL_BYTES_MAX, NAME_BYTES_MAX } from './limits.ts';
import type { Name } from './types.ts';

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const ASCII_MAX = 0x7f;
const EMPTY = new Uint8Array(0);

/**
 * A name from RFC 1035 section 5.1 text: `\.` and `\\` stand for the character, `\DDD` for a byte. Always absolute; a
 * trailing dot changes nothing; `.` is the root. Throws `DnsError`.
 */
export function nameFromText(text: string): Name {
  if (text === '.') return [];
  const labels: Uint8Array[] = [];
  let label: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > ASCII_MAX) throw new DnsError('text', 'a name in text holds ASCII only; other bytes as \\DDD');
    if (code === DOT) {
      labels.push(Uint8Array.from(label));
      label = [];
    } else if (code !== BACKSLASH) label.push(code);
    else {
      const escaped = readEscape(text, at + 1);
      label.push(escaped.byte);
      at += escaped.length;
    }
  }
  // an open last label, or a text that ends without its dot; `a.` is complete already
  if (label.length > 0 || labels.length === 0) labels.push(Uint8Array.from(label));
  checkName(labels);
  return labels;
}

/** The name as RFC 1035 text, without a trailing dot; `nameFromText` reads it back byte for byte. The root is `.`. */
export function nameToText(name: Name): string {
  return textOf(name, CHARACTERS);
}

/** A name from a host name in A-labels (letters, digits, hyphen, underscore; no trailing dot). Throws `DnsError`. */
export function nameFromHost(host: string): Name {
  if (!/^[0-9a-z_-]+(?:\.[0-9a-z_-]+)*$/i.test(host)) {
    throw new DnsError(
      'text',
      'a host name is labels of letters, digits, hyphens and underscores, with dots between',
    );
  }
  const labels: Uint8Array[] = [];
  for (const part of host.split('.')) {
    const label = new Uint8Array(part.length);
    for (let i = 0; i < part.length; i++) label[i] = part.charCodeAt(i);
    labels.push(label);
  }
  checkName(labels);
  return labels;
}

/** Equal without regard to ASCII case, and to nothing else (RFC 4343). */
export function nameEquals(a: Name, b: Name): boolean {
  return a === b || (a.length === b.length && endsEqual(a, b, b.length));
}

/** Is `name` the name `ancestor` or below it? */
export function nameIsUnder(name: Name, ancestor: Name): boolean {
  return name.length >= ancestor.length && endsEqual(name, ancestor, ancestor.length);
}

/** A map key: two names have the same key if and only if `nameEquals` holds. */
export function nameKey(name: Name): string {
  return textOf(name, LOWER_CHARACTERS);
}

/** The name with its ASCII letters in lower case (RFC 4034 section 6.2). */
export function lowerCaseName(name: Name): Name {
  return name.map((label) => label.map(fold));
}

/** RFC 4034 section 6.1: by labels from the root down, each as lower-case bytes. Negative, zero or positive. */
export function compareNames(a: Name, b: Name): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 1; i <= shared; i++) {
    const left = a[a.length - i] ?? EMPTY;
    const right = b[b.length - i] ?? EMPTY;
    const bytes = Math.min(left.length, right.length);
    for (let j = 0; j < bytes; j++) {
      const difference = fold(left[j] ?? 0) - fold(right[j] ?? 0);
      if (difference !== 0) return difference;
    }
    if (left.length !== right.length) return left.length - right.length;
  }
  return a.length - b.length;
}

/** Throws unless every label is 1 to 63 bytes and the whole name fits into 255. Returns its length on the wire. */
export function checkName(name: Name): number {
  let length = 1;
  for (const label of name) {
    if (label.length === 0 || label.length > LABEL_BYTES_MAX) {
      throw new DnsError('label', `a label is 1 to ${LABEL_BYTES_MAX} bytes long`);
    }
    length += label.length + 1;
  }
  if (length > NAME_BYTES_MAX)
    throw new DnsError('name-length', `a name is at most ${NAME_BYTES_MAX} bytes long`);
  return length;
}

function endsEqual(a: Name, b: Name, count: number): boolean {
  for (let i = 1; i <= count; i++) {
    const left = a[a.length - i];
    const right = b[b.length - i];
    if (left === undefined || right === undefined) return false;
    if (left === right) continue;
    if (left.length !== right.length) return false;
    for (let j = 0; j < left.length; j++) {
      if (fold(left[j] ?? 0) !== fold(right[j] ?? 0)) return false;
    }
  }
  return true;
}

function fold(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function readEscape(text: string, at: number): { byte: number; length: number } {
  const digits = /^\d{3}/.exec(text.slice(at, at + 3));
  if (digits !== null) {
    const byte = Number(digits[0]);
    if (byte > 255) throw new DnsError('text', 'an escape \\DDD is at most \\255');
    return { byte, length: 3 };
  }
  const byte = text.charCodeAt(at);
  // a digit that is not one of three, or nothing at all, after the backslash
  if (Number.isNaN(byte) || byte > ASCII_MAX || (byte >= 0x30 && byte <= 0x39)) {
    throw new DnsError('text', 'a backslash is followed by three digits or by one character');
  }
  return { byte, length: 1 };
}

function textOf(name: Name, characters: readonly string[]): string {
  if (name.length === 0) return '.';
  let text = '';
  for (let i = 0; i < name.length; i++) {
    const label = name[i] ?? EMPTY;
    if (i > 0) text += '.';
    for (let j = 0; j < label.length; j++) text += characters[label[j] ?? 0] ?? '';
  }
  return text;
}

const CHARACTERS = Array.from({ length: 256 }, (_, byte) => {
  if (byte === DOT || byte === BACKSLASH) return `\\${String.fromCharCode(byte)}`;
  if (byte > 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\${String(byte).padStart(3, '0')}`;
});
const LOWER_CHARACTERS = CHARACTERS.map((character) => character.toLowerCase());
