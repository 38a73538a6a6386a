import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fail, fault, ok, type Result } from '../../core/index.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM over `bytes`, bound to `context`: what was sealed as one thing never opens as another.
 * Layout: version (1), nonce (12, random), ciphertext, tag (16). Random nonces are safe here: one key seals a few
 * thousand times in its life, not 2^32.
 */
export function sealWith(key: Uint8Array, bytes: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(context));
  const body = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([Uint8Array.of(VERSION), nonce, ...body, cipher.getAuthTag()]);
}

/** Fault `sealBroken`: another key, another context, or changed bytes; the cipher cannot tell which. */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Result<Uint8Array> {
  const broken = fail(fault('sealBroken', { context }));
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) return broken;
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES));
    return ok(Buffer.concat([body, decipher.final()]));
  } catch {
    return broken;
  }
}

function additionalData(context: string): Uint8Array {
  return Buffer.from(`sixfour at rest v${VERSION}\0${context}`, 'utf8');
}
