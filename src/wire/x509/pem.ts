import { DerError } from '../der/index.ts';
import { PEM_CHARS_MAX } from './limits.ts';

/** PEM text (RFC 7468): `pemEncode('CERTIFICATE', der)`; lines of 64 characters, a line feed at the end. */
export function pemEncode(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  let lines = '';
  for (let at = 0; at < base64.length; at += LINE_CHARS) lines += `${base64.slice(at, at + LINE_CHARS)}\n`;
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

/**
 * The bytes of PEM text that holds exactly one block with this label, in the strict form of RFC 7468 section 3: nothing
 * around it, lines of 64 characters, canonical base64; CRLF and a missing last line end are let through. Throws `pem`.
 */
export function pemDecode(label: string, text: string): Uint8Array {
  const blocks = pemDecodeAll(label, text);
  const [block] = blocks;
  if (block === undefined || blocks.length !== 1) throw new DerError('pem', 0);
  return block;
}

/** The same for one block or several: a certificate chain (RFC 8555 section 9.1). */
export function pemDecodeAll(label: string, text: string): Uint8Array[] {
  if (text.length > PEM_CHARS_MAX) throw new DerError('too-large', PEM_CHARS_MAX);
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at] !== `-----BEGIN ${label}-----`) throw new DerError('pem', 0);
    const end = lines.indexOf(`-----END ${label}-----`, at);
    if (end === -1) throw new DerError('pem', 0);
    blocks.push(decodeLines(lines.slice(at + 1, end)));
    at = end + 1;
    // RFC 8555 section 9.1 lets clients put an empty line between certificates
    if (lines[at] === '' && at < lines.length - 1) at++;
  }
  if (blocks.length === 0) throw new DerError('pem', 0);
  return blocks;
}

const LINE_CHARS = 64;

function decodeLines(lines: readonly string[]): Uint8Array {
  const last = lines.at(-1);
  if (last === undefined || last.length === 0 || last.length > LINE_CHARS) throw new DerError('pem', 0);
  if (lines.slice(0, -1).some((line) => line.length !== LINE_CHARS)) throw new DerError('pem', 0);
  const base64 = lines.join('');
  const bytes = Buffer.from(base64, 'base64');
  // writing it again shows characters that were skipped, and stray bits in the last one
  if (bytes.toString('base64') !== base64) throw new DerError('pem', 0);
  return new Uint8Array(bytes);
}
