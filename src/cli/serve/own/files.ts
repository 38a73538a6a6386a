import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyAtRest, readPrivateFile, writeFileDurably } from '../../../authority/signer/index.ts';
import type { AcmeKey } from './acme-client.ts';
import type { KeyAndCertificate } from './bootstrap.ts';

const DIRECTORY = 'own';
const ACCOUNT = 'account.key';
const KEY = 'certificate.key';
const CHAIN = 'certificate.pem';
const CONTEXTS = { account: 'own/account', key: 'own/certificate' } as const;

/** The key of the server's own ACME account: made once, kept encrypted. */
export async function ownAccountKey(directory: string, atRest: KeyAtRest): Promise<AcmeKey> {
  const path = join(ownDirectory(directory), ACCOUNT);
  const stored = await openSealed(path, atRest, CONTEXTS.account);
  const privateKey =
    stored === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : createPrivateKey({ key: Buffer.from(stored), format: 'der', type: 'pkcs8' });
  if (stored === undefined) {
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    await writeFileDurably(path, atRest.seal(der, CONTEXTS.account));
  }
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The certificate that an earlier start obtained, with its key; undefined when there is none that can be used. */
export async function readOwnCertificate(
  directory: string,
  atRest: KeyAtRest,
): Promise<KeyAndCertificate | undefined> {
  const own = ownDirectory(directory);
  const key = await openSealed(join(own, KEY), atRest, CONTEXTS.key);
  const chain = await readPrivateFile(join(own, CHAIN));
  if (key === undefined || !chain.ok) return undefined;
  const cert = Buffer.from(chain.value).toString();
  const pem = Buffer.from(key).toString();
  try {
    // a stop between both writes leaves a key and a certificate that do not belong together
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(pem)) ? { key: pem, cert } : undefined;
  } catch {
    return undefined;
  }
}

export async function writeOwnCertificate(
  directory: string,
  atRest: KeyAtRest,
  own: KeyAndCertificate,
): Promise<void> {
  const folder = ownDirectory(directory);
  await writeFileDurably(join(folder, KEY), atRest.seal(Buffer.from(own.key), CONTEXTS.key));
  await writeFileDurably(join(folder, CHAIN), Buffer.from(own.cert));
}

async function openSealed(path: string, atRest: KeyAtRest, context: string): Promise<Uint8Array | undefined> {
  const sealed = await readPrivateFile(path);
  if (!sealed.ok) return undefined;
  const opened = atRest.open(sealed.value, context);
  return opened.ok ? opened.value : undefined;
}

function ownDirectory(directory: string): string {
  const path = join(directory, DIRECTORY);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
