import { createHash, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { encodeName, keyIdentifier, pemEncode } from '../../../wire/x509/index.ts';
import {
  generateSigner,
  type KeyAtRest,
  type Signer,
  writeFileDurably,
  writeSealedKey,
} from '../../signer/index.ts';
import type { IssuerFacts } from '../lint/index.ts';
import { checkInput, type HierarchyInput } from './input.ts';
import { signIssuingCertificate, signRootCertificate, signRootCrl, WEB_ROOT } from './ca-certificates.ts';
import {
  baseUrl,
  encodeMeta,
  hierarchyPaths,
  hierarchyUrls,
  type HierarchyMeta,
  ISSUING_KEY_CONTEXT,
  readMeta,
  ROOT_KEY_CONTEXT,
} from './layout.ts';

/**
 * Makes root (P-384), issuing CA (P-256) and the root's CRL, and stores them below `<data>/ca`. The description is written
 * last: a hierarchy whose making was interrupted is not one, and is made anew. The root key is sealed and forgotten.
 * Faults: `caExists`, `caInputRefused`.
 */
export async function createHierarchy(
  dataDirectory: string,
  kek: KeyAtRest,
  input: HierarchyInput,
  now: number,
): Promise<Result<HierarchyMeta>> {
  const checked = checkInput(input);
  if (!checked.ok) return checked;
  const paths = hierarchyPaths(dataDirectory);
  const existing = await readMeta(paths);
  if (existing.ok || existing.fault.code !== 'caMissing') {
    return fail(fault('caExists', { directory: paths.directory }));
  }
  const { country, organization, permittedNames, trial } = checked.value;
  const root = generateSigner('P-384');
  const issuing = generateSigner('P-256');
  const meta: HierarchyMeta = {
    version: 1,
    issuerId: createHash('sha256').update(issuing.signer.spki).digest('hex').slice(0, 16),
    trial,
    organization,
    baseUrl: baseUrl(input.publicHost, input.httpPort),
    permittedNames: [...permittedNames],
    createdAt: now,
    rootCrlNumber: 1,
    rootKeyMovedTo: null,
  };
  const names = caNames(organization, trial, now);
  const rootFacts = factsOfRoot(
    root.signer,
    encodeName({ country, organization, commonName: names.root }),
    meta,
  );
  const rootDer = await signRootCertificate(WEB_ROOT, root.signer, rootFacts, now);
  const rootEnd = rootDer.notAfter;
  const issuer = { ...rootFacts, notAfter: rootEnd };
  const subject = encodeName({ country, organization, commonName: names.issuing });
  const issuingDer = await signIssuingCertificate(root.signer, issuer, {
    subject,
    spki: issuing.signer.spki,
    permittedNames,
    now,
  });
  const crl = await signRootCrl(root.signer, issuer, { number: 1n, previousNumber: undefined, now });

  await mkdir(paths.directory, { recursive: true, mode: 0o700 });
  await writeSealedKey(paths.rootKey, root.pkcs8, kek, ROOT_KEY_CONTEXT);
  await writeSealedKey(paths.issuingKey, issuing.pkcs8, kek, ISSUING_KEY_CONTEXT);
  await writeFileDurably(paths.rootCertificate, Buffer.from(pemEncode('CERTIFICATE', rootDer.der)), 0o644);
  await writeFileDurably(paths.issuingCertificate, Buffer.from(pemEncode('CERTIFICATE', issuingDer)), 0o644);
  await writeFileDurably(paths.rootCrl, crl, 0o644);
  await writeFileDurably(paths.meta, encodeMeta(meta));
  return ok(meta);
}

function factsOfRoot(
  signer: Signer,
  subject: Uint8Array,
  meta: HierarchyMeta,
): Omit<IssuerFacts, 'notAfter'> {
  const urls = hierarchyUrls(meta);
  return {
    subject,
    keyId: keyIdentifier(signer.spki),
    algorithm: signer.algorithm,
    crlUrl: urls.rootCrl,
    certificateUrl: urls.rootCertificate,
    permittedNames: [],
  };
}

/**
 * Names that no other hierarchy has (four random hex digits), so that a client that knows two never takes one for the
 * other. A trial says so first, where every certificate viewer shows it.
 */
function caNames(organization: string, trial: boolean, now: number): { root: string; issuing: string } {
  const suffix = `${new Date(now).getUTCFullYear()}-${randomBytes(2).toString('hex')}`;
  const owner = Array.from(organization).slice(0, NAME_ROOM).join('').trim();
  const mark = trial ? 'TRIAL ' : '';
  return { root: `${mark}${owner} Root CA ${suffix}`, issuing: `${mark}${owner} Issuing CA ${suffix}` };
}
/** 64 characters (X.520) less those of the longest of the texts around it. */
const NAME_ROOM = 64 - 'TRIAL  Issuing CA 2026-0000'.length;
