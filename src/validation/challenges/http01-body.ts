import type { BodyKind } from '../../core/index.ts';

/**
 * What a response body is, against the key authorization that was expected (RFC 8555 section 8.3). White space at the end is
 * ignored, at the beginning it is not. Only the kind leaves this function, never a byte of the body.
 */
export function bodyKind(body: Uint8Array, token: string, keyAuthorization: string): BodyKind {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  if (bytes.length > 0 && bytes.toString('latin1') === keyAuthorization) return 'match';
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body).replace(/\p{White_Space}+$/u, '');
  // before the comparison: a dry validation may know no more than the token
  if (text === '') return 'empty';
  if (text === keyAuthorization) return 'match';
  if (text.startsWith(`${token}.`) && KEY_AUTHORIZATION.test(text)) return 'other-account';
  if (KEY_AUTHORIZATION.test(text)) return 'other-token';
  return HTML.test(text) ? 'html' : 'other';
}

/** token "." base64url of a SHA-256 thumbprint (RFC 8555 section 8.1). */
const KEY_AUTHORIZATION = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/;
const HTML = /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i;
