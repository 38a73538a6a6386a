import { createHash } from 'node:crypto';
import { base32 } from '../../core/index.ts';
import { markOf } from './readable.ts';
import type { Purpose, Style } from './types.ts';

/**
 * One label that does not tell which name it stands for, for those who do not want it told: a name-based UUID (RFC 9562 section 5.5,
 * in the DNS namespace), or a hash of the name. SHA-1 is in hexadecimal; SHA-256 is in base32, as 64 digits are no label (RFC 1035
 * section 2.3.4). What is hashed ends with the mark of the purpose, as the readable label does.
 */
export function opaqueLabel(name: string, purpose: Purpose, style: Exclude<Style, 'readable'>): string {
  const text = name + markOf(purpose);
  switch (style) {
    case 'uuid':
      return uuidOf(text);
    case 'sha1':
      return createHash('sha1').update(text).digest('hex');
    case 'sha256':
      return base32(createHash('sha256').update(text).digest());
  }
}

/** RFC 9562 appendix C. */
const DNS_NAMESPACE = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

function uuidOf(text: string): string {
  const bytes = createHash('sha1').update(DNS_NAMESPACE).update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50; // version 5
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80; // variant
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
