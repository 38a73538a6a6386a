/** RFC 4648 section 6, lower-case, without padding. */
export function base32(bytes: Uint8Array): string {
  return encode(bytes, 'abcdefghijklmnopqrstuvwxyz234567');
}

/** Base 32 with extended hex alphabet (RFC 4648 section 7), lower-case, without padding. */
export function base32hex(bytes: Uint8Array): string {
  return encode(bytes, '0123456789abcdefghijklmnopqrstuv');
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(pending >> (bits - 5)) & 31] ?? '';
  }
  return bits === 0 ? text : text + (alphabet[(pending << (5 - bits)) & 31] ?? '');
}
