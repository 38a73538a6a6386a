import { fail, fault, ok, type Result } from '../../../core/index.ts';
import {
  attempt,
  decodeCertificate,
  type DecodedCertificate,
  keyIdentifier,
  verifySigned,
} from '../../../wire/x509/index.ts';
import { equalBytes } from '../../../wire/der/index.ts';
import { type KeyAtRest, loadFileSigner, type Signer } from '../../signer/index.ts';
import type { IssuerFacts } from '../lint/index.ts';
import type { IssuerInfo } from '../types.ts';
import {
  hierarchyPaths,
  hierarchyUrls,
  type HierarchyMeta,
  ISSUING_KEY_CONTEXT,
  readCertificate,
  readMeta,
} from './layout.ts';

/** All that `serve` needs to issue: the issuing key, both certificates, and what leaves say about their issuer. */
export type IssuingAuthority = {
  readonly info: IssuerInfo;
  readonly facts: IssuerFacts;
  readonly signer: Signer;
};

/**
 * Loads the issuing authority; the file of the root key is not opened, and need not be there. The key must be the
 * certificate's, and the certificate signed by the root. Faults: `caMissing`, `caFileBroken`, `keyFile*`, `sealBroken`.
 */
export async function loadIssuingAuthority(
  dataDirectory: string,
  kek: KeyAtRest,
): Promise<Result<IssuingAuthority>> {
  const paths = hierarchyPaths(dataDirectory);
  const meta = await readMeta(paths);
  if (!meta.ok) return meta;
  const issuing = await readCertificate(paths.issuingCertificate);
  if (!issuing.ok) return issuing;
  const root = await readCertificate(paths.rootCertificate);
  if (!root.ok) return root;
  const signer = await loadFileSigner(paths.issuingKey, kek, ISSUING_KEY_CONTEXT);
  if (!signer.ok) return signer;
  const certificate = signedBy(issuing.value, root.value);
  if (certificate === undefined || !equalBytes(certificate.spki, signer.value.spki)) {
    return fail(fault('caFileBroken', { path: paths.issuingCertificate }));
  }
  return ok(assemble(meta.value, certificate, issuing.value, root.value, signer.value));
}

/** The issuing certificate decoded, if the root's key signed it. */
function signedBy(issuing: Uint8Array, root: Uint8Array): DecodedCertificate | undefined {
  const pair = attempt(() => ({ certificate: decodeCertificate(issuing), issuer: decodeCertificate(root) }));
  if (!pair.ok) return undefined;
  const { certificate, issuer } = pair.value;
  const { tbs, signatureAlgorithm: algorithm, signature } = certificate;
  return verifySigned({ tbs, algorithm, signature }, issuer.spki) ? certificate : undefined;
}

function assemble(
  meta: HierarchyMeta,
  decoded: DecodedCertificate,
  certificate: Uint8Array,
  root: Uint8Array,
  signer: Signer,
): IssuingAuthority {
  const urls = hierarchyUrls(meta);
  const { notAfter } = decoded;
  const { permittedNames } = meta;
  return {
    signer,
    info: {
      id: meta.issuerId,
      trial: meta.trial,
      organization: meta.organization,
      certificate,
      root,
      notAfter,
      crlUrl: urls.issuingCrl,
      permittedNames,
    },
    facts: {
      subject: decoded.subject,
      keyId: keyIdentifier(decoded.spki),
      algorithm: signer.algorithm,
      notAfter,
      crlUrl: urls.issuingCrl,
      certificateUrl: urls.issuingCertificate,
      permittedNames,
    },
  };
}
