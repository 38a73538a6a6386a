import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { SignatureAlgorithm } from '../../wire/x509/index.ts';
import type { KeyAtRest } from './at-rest.ts';
import { readPrivateFile, writeFileDurably } from './private-file.ts';
import type { Signer } from './types.ts';

/** The keys this CA makes for itself: P-256 to issue (fast), P-384 for roots (rarely used). */
export type SignerCurve = 'P-256' | 'P-384';

/** Makes a new key pair and signs with it from memory; `pkcs8` is for sealing or handing out at once, never for keeping. */
export function generateSigner(curve: SignerCurve): { signer: Signer; pkcs8: Uint8Array } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return { signer: signerFromKey(privateKey), pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
}

/** Writes a private key (DER PKCS#8) encrypted, mode 0600, durably. `context` has to be given again to load it. */
export async function writeSealedKey(
  path: string,
  pkcs8: Uint8Array,
  kek: KeyAtRest,
  context: string,
): Promise<void> {
  await writeFileDurably(path, kek.seal(pkcs8, context));
}

/**
 * A signer on an encrypted key file. Signing is synchronous inside (20 microseconds for P-256; a trip to the thread pool
 * costs more), so nothing ever waits in a queue here. Faults: `keyFile*`, `sealBroken`, `keyFileNotKey`.
 */
export async function loadFileSigner(path: string, kek: KeyAtRest, context: string): Promise<Result<Signer>> {
  const pkcs8 = await readSealedKey(path, kek, context);
  return pkcs8.ok ? signerFromPkcs8(pkcs8.value, path) : pkcs8;
}

/** The decrypted PKCS#8: only for moving a key elsewhere. Faults as `loadFileSigner`. */
export async function readSealedKey(
  path: string,
  kek: KeyAtRest,
  context: string,
): Promise<Result<Uint8Array>> {
  const sealed = await readPrivateFile(path);
  return sealed.ok ? kek.open(sealed.value, context) : sealed;
}

/** A signer on a DER PKCS#8; `path` is for the fault `keyFileNotKey` only. */
export function signerFromPkcs8(pkcs8: Uint8Array, path: string): Result<Signer> {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return fail(fault('keyFileNotKey', { path }));
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve !== 'prime256v1' && curve !== 'secp384r1') return fail(fault('keyFileNotKey', { path }));
  return ok(signerFromKey(key));
}

function signerFromKey(key: KeyObject): Signer {
  const wide = key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  const algorithm: SignatureAlgorithm = wide ? 'ecdsa-sha384' : 'ecdsa-sha256';
  const digest = wide ? 'sha384' : 'sha256';
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { algorithm, spki, sign: async (bytes) => sign(digest, bytes, key) };
}
