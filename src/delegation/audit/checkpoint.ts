import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { AuditCheckpoint } from '../../store/index.ts';

/** A key that signs checkpoints (Ed25519, RFC 8032). */
export type AuditKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export function newAuditKey(): { readonly key: AuditKey; readonly pkcs8: Uint8Array } {
  const pair = generateKeyPairSync('ed25519');
  return { key: pair, pkcs8: pair.privateKey.export({ type: 'pkcs8', format: 'der' }) };
}

export function readAuditKey(pkcs8: Uint8Array): AuditKey {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export function signCheckpoint(
  checkpoint: Omit<AuditCheckpoint, 'signature'>,
  { privateKey }: AuditKey,
): AuditCheckpoint {
  const signature = sign(null, signedBytes(checkpoint), privateKey).toString('base64');
  return { ...checkpoint, signature };
}

export function isSigned(checkpoint: AuditCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64'));
}

/** PEM of a public key (SPKI), and its SHA-256, by which people compare it. */
export function publicKeyTexts(publicKey: KeyObject): { readonly pem: string; readonly sha256: string } {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sha256: createHash('sha256').update(der).digest('hex'),
  };
}

/** What is signed: three lines, that a person can write down again. */
function signedBytes({ sequence, at, hash }: Omit<AuditCheckpoint, 'signature'>): Buffer {
  return Buffer.from(`sixfour audit checkpoint\n${sequence} ${at}\n${hash}\n`);
}
