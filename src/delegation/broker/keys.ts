import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { ClientKey } from '../../store/index.ts';
import { KEY_BYTES } from './limits.ts';

/** A new key and its row; the key itself is shown once and kept nowhere. */
export function newClientKey(
  clientId: string,
  now: number,
  bound: Partial<Pick<ClientKey, 'challenge' | 'networks' | 'expiresAt'>> = {},
): { key: string; row: ClientKey } {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const { challenge = null, networks = [], expiresAt } = bound;
  const row = { sha256: keyDigest(key), user: randomUUID(), clientId, challenge, networks, createdAt: now };
  return { key, row: expiresAt === undefined ? row : { ...row, expiresAt } };
}

/**
 * A key is 240 bits of chance, so nobody finds it by trying, and one round of SHA-256 is enough. It is looked up by its digest:
 * how long that takes tells something of the digest, and nothing of the key.
 */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compared in constant time, whatever their lengths. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(keyDigest(a)), Buffer.from(keyDigest(b)));
}
