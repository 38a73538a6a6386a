import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { equalBytes } from '../../../wire/der/index.ts';
import {
  attempt,
  authorityKeyIdentifier,
  basicConstraints,
  decodeCertificate,
  encodeName,
  type Extension,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  pemEncode,
  subjectKeyIdentifier,
} from '../../../wire/x509/index.ts';
import {
  generateSigner,
  type KeyAtRest,
  loadFileSigner,
  type Signer,
  writeFileDurably,
  writeSealedKey,
} from '../../signer/index.ts';
import { type RootKind, signRootCertificate } from '../hierarchy/ca-certificates.ts';
import { readCertificate } from '../hierarchy/layout.ts';
import { PERSPECTIVE_ROOT_YEARS } from '../limits.ts';
import type { IssuerFacts } from '../lint/index.ts';

/** The root of the perspectives with its key: made at the first need, and in nobody's list of trusted roots. */
export type PerspectiveRoot = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly facts: IssuerFacts;
  readonly signer: Signer;
};

const KEY_CONTEXT = 'perspectives/root-key';

/** Loads it, or makes it where there is none: P-256, ten years, name constraints that leave no web name. Faults as for any key file. */
export async function openPerspectiveRoot(
  dataDirectory: string,
  kek: KeyAtRest,
  organization: string,
  now: number,
): Promise<Result<PerspectiveRoot>> {
  const directory = join(dataDirectory, 'perspectives');
  const certificatePath = join(directory, 'root.pem');
  const keyPath = join(directory, 'root.key.sealed');
  const stored = await readCertificate(certificatePath);
  if (stored.ok) {
    const signer = await loadFileSigner(keyPath, kek, KEY_CONTEXT);
    if (!signer.ok) return signer;
    const root = assemble(stored.value, signer.value);
    return root === undefined ? fail(fault('caFileBroken', { path: certificatePath })) : ok(root);
  }
  const { signer, pkcs8 } = generateSigner('P-256');
  const der = await signRoot(signer, organization, now);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeSealedKey(keyPath, pkcs8, kek, KEY_CONTEXT);
  // last: without it there is no root, and the next start makes another
  await writeFileDurably(certificatePath, Buffer.from(pemEncode('CERTIFICATE', der)), 0o644);
  const root = assemble(der, signer);
  if (root === undefined) throw new Error('the root of the perspectives cannot be read back');
  return ok(root);
}

function assemble(certificate: Uint8Array, signer: Signer): PerspectiveRoot | undefined {
  const decoded = attempt(() => decodeCertificate(certificate));
  if (!decoded.ok || !equalBytes(decoded.value.spki, signer.spki)) return undefined;
  const { subject, notAfter } = decoded.value;
  return { certificate, signer, facts: { ...factsOf(signer, subject), notAfter } };
}

function factsOf(signer: Signer, subject: Uint8Array): Omit<IssuerFacts, 'notAfter'> {
  return {
    subject,
    keyId: keyIdentifier(signer.spki),
    algorithm: signer.algorithm,
    crlUrl: '',
    certificateUrl: '',
    permittedNames: [],
  };
}

async function signRoot(signer: Signer, organization: string, now: number): Promise<Uint8Array> {
  const suffix = `${new Date(now).getUTCFullYear()}-${randomBytes(2).toString('hex')}`;
  const owner = Array.from(organization).slice(0, OWNER_CHARS).join('').trim();
  const commonName = `${owner} Perspectives ${suffix}`;
  const subject = encodeName({ country: 'XX', organization, commonName });
  return (await signRootCertificate(PERSPECTIVE_ROOT, signer, factsOf(signer, subject), now)).der;
}

const PERSPECTIVE_ROOT: RootKind = {
  lints: 'perspective root',
  years: PERSPECTIVE_ROOT_YEARS,
  extensions: perspectiveRootExtensions,
};

/** Exported for the lints' tests, which change one at a time. */
export function perspectiveRootExtensions(keyId: Uint8Array): Extension[] {
  return [
    basicConstraints({ ca: true, pathLength: 0 }),
    keyUsage(['keyCertSign', 'cRLSign']),
    subjectKeyIdentifier(keyId),
    authorityKeyIdentifier(keyId),
    // should it ever end up in a list of trusted roots, it vouches for no web server: the empty name is every name
    nameConstraints({ excludedDns: [''], excludedIp: [new Uint8Array(8), new Uint8Array(32)] }),
  ];
}

/** 64 characters (X.520) less those around it. */
const OWNER_CHARS = 64 - ' Perspectives 2026-0000'.length;
