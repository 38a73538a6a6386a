const ALPHABET = /^[A-Za-z0-9_-]*$/;

/**
 * Decodes base64url without padding (RFC 7515 section 2), or undefined: other characters, an impossible length and
 * non-zero unused bits are refused, so that one byte sequence has one spelling.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  if (text.length % 4 === 1 || !ALPHABET.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const tail = text.length % 4;
  // only the last character can differ: its low bits are unused when the length is not a multiple of four
  if (tail !== 0 && bytes.subarray(bytes.length - (tail - 1)).toString('base64url') !== text.slice(-tail))
    return undefined;
  return bytes;
}
