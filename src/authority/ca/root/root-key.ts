import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { equalBytes } from '../../../wire/der/index.ts';
import {
  attempt,
  type DecodedCertificate,
  decodeCertificate,
  keyIdentifier,
} from '../../../wire/x509/index.ts';
import {
  decryptPkcs8,
  type KeyAtRest,
  readPrivateFile,
  readSealedKey,
  type Signer,
  signerFromPkcs8,
} from '../../signer/index.ts';
import {
  type HierarchyMeta,
  hierarchyPaths,
  hierarchyUrls,
  readCertificate,
  readMeta,
  ROOT_KEY_CONTEXT,
} from '../hierarchy/layout.ts';
import type { IssuerFacts } from '../lint/index.ts';

/** A root key that `detachRoot` moved away. */
export type DetachedKey = { readonly file: string; readonly passphrase: string };

export type RootAuthority = {
  readonly meta: HierarchyMeta;
  readonly pkcs8: Uint8Array;
  readonly signer: Signer;
  readonly facts: IssuerFacts;
};

/**
 * Loads the root key: the only function that does, and nothing that `serve` uses imports it. Faults: `caMissing`,
 * `caFileBroken`, `keyFile*`, `sealBroken`, `rootKeyDetached`, `encryptedKeyUnreadable`.
 */
export async function loadRoot(
  dataDirectory: string,
  kek: KeyAtRest,
  detached?: DetachedKey,
): Promise<Result<RootAuthority>> {
  const paths = hierarchyPaths(dataDirectory);
  const meta = await readMeta(paths);
  if (!meta.ok) return meta;
  const certificate = await decodeRoot(paths.rootCertificate);
  if (!certificate.ok) return certificate;
  const pkcs8 =
    detached === undefined ? await readHere(meta.value, paths.rootKey, kek) : await readDetached(detached);
  if (!pkcs8.ok) return pkcs8;
  const path = detached?.file ?? paths.rootKey;
  const signer = signerFromPkcs8(pkcs8.value, path);
  if (!signer.ok) return signer;
  if (!equalBytes(signer.value.spki, certificate.value.spki)) return fail(fault('caFileBroken', { path }));
  const facts = factsOf(certificate.value, signer.value, meta.value);
  return ok({ meta: meta.value, pkcs8: pkcs8.value, signer: signer.value, facts });
}

async function readHere(meta: HierarchyMeta, path: string, kek: KeyAtRest): Promise<Result<Uint8Array>> {
  const read = await readSealedKey(path, kek, ROOT_KEY_CONTEXT);
  const gone = !read.ok && read.fault.code === 'keyFileMissing' && meta.rootKeyMovedTo !== null;
  return gone ? fail(fault('rootKeyDetached', { file: meta.rootKeyMovedTo ?? '' })) : read;
}

async function readDetached({ file, passphrase }: DetachedKey): Promise<Result<Uint8Array>> {
  const text = await readPrivateFile(file);
  return text.ok ? decryptPkcs8(Buffer.from(text.value).toString('utf8'), passphrase, file) : text;
}

async function decodeRoot(path: string): Promise<Result<DecodedCertificate>> {
  const der = await readCertificate(path);
  if (!der.ok) return der;
  const decoded = attempt(() => decodeCertificate(der.value));
  return decoded.ok ? decoded : fail(fault('caFileBroken', { path }));
}

function factsOf(certificate: DecodedCertificate, signer: Signer, meta: HierarchyMeta): IssuerFacts {
  const urls = hierarchyUrls(meta);
  return {
    subject: certificate.subject,
    keyId: keyIdentifier(certificate.spki),
    algorithm: signer.algorithm,
    notAfter: certificate.notAfter,
    crlUrl: urls.rootCrl,
    certificateUrl: urls.rootCertificate,
    permittedNames: [],
  };
}
