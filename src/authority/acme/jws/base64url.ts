/**
 * Decodes base64url without padding (RFC 7515 section 2), or undefined: other characters, an impossible length and
 * non-zero unused bits are refused, so that one byte sequence has one spelling.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  // Node passes over what it does not know: written again, all of that shows
  return bytes.toString('base64url') === text ? bytes : undefined;
}
