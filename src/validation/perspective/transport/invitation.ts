import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { PEER_NAME } from './identity.ts';

/** A new one-time token: whose it is, a dot, and 256 random bits. The store keeps its hash alone. */
export function newToken(name: string): { readonly token: string; readonly sha256: string } {
  const token = `${name}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, sha256: tokenHash(token) };
}

/** The name that a token is for; undefined where it is none. */
export function tokenName(token: string): string | undefined {
  const [name = '', secret = '', ...rest] = token.split('.');
  return PEER_NAME.test(name) && secret.length === SECRET_CHARS && rest.length === 0 ? name : undefined;
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** In constant time: how many characters are right is nobody's business. */
export function isToken(token: string, sha256: string): boolean {
  const expected = Buffer.from(sha256, 'hex');
  const shown = createHash('sha256').update(token).digest();
  return expected.length === shown.length && timingSafeEqual(expected, shown);
}

/** `sha256:` and the hash of a root's SubjectPublicKeyInfo in base64url: whoever has it trusts that key and nothing else. */
export function pinOf(spki: Uint8Array): string {
  return `sha256:${createHash('sha256').update(spki).digest('base64url')}`;
}
export const PIN = /^sha256:[A-Za-z0-9_-]{43}$/;

const SECRET_BYTES = 32;
const SECRET_CHARS = 43;
