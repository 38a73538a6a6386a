import { type CertificateDescription, showCa } from '../authority/ca/index.ts';
import { ok, type Result } from '../core/index.ts';
import { type AuthorityView, type CaCertificateView, type CrlView, time } from '../console/api/index.ts';
import type { Store } from '../store/index.ts';

/** The hierarchy as the control API shows it. No key is opened. Faults: `caMissing`, `caFileBroken`. */
export async function authorityView(
  directory: string,
  store: Pick<Store, 'certificates'>,
): Promise<Result<AuthorityView>> {
  const shown = await showCa(directory);
  if (!shown.ok) return shown;
  const ca = shown.value;
  const crl = await store.certificates.getCrl(ca.issuerId);
  const { trial, organization, baseUrl, permittedNames } = ca;
  return ok({
    trial,
    organization,
    baseUrl,
    permittedNames,
    root: {
      ...certificateView(ca.root),
      key: ca.keys.root.state,
      keyPath: ca.keys.root.path,
      crl: crlView(ca.rootCrl),
    },
    issuing: { ...certificateView(ca.issuing), crl: crl === undefined ? null : crlView(crl) },
  });
}

/** Is there a CA in this data directory, whole or damaged? */
export async function holdsAuthority(directory: string): Promise<boolean> {
  const shown = await showCa(directory);
  return shown.ok || shown.fault.code !== 'caMissing';
}

function certificateView({
  subject,
  serial,
  fingerprint,
  notBefore,
  notAfter,
}: CertificateDescription): CaCertificateView {
  return { subject, serial, fingerprint, notBefore: time(notBefore), notAfter: time(notAfter) };
}

function crlView(crl: { number: bigint | string; thisUpdate: number; nextUpdate: number }): CrlView {
  return { number: String(crl.number), thisUpdate: time(crl.thisUpdate), nextUpdate: time(crl.nextUpdate) };
}
