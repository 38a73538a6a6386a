import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { attempt, decodeCertificate, decodeCrl, decodeName, pemEncode } from '../../../wire/x509/index.ts';
import { hierarchyPaths, readCertificate, readMeta } from './layout.ts';

/** What `sixfour ca show` shows. Times in ms since 1970. No key is opened. */
export type CaDescription = {
  readonly issuerId: string;
  readonly trial: boolean;
  readonly organization: string;
  readonly baseUrl: string;
  readonly permittedNames: readonly string[];
  readonly createdAt: number;
  readonly root: CertificateDescription;
  readonly issuing: CertificateDescription;
  readonly keys: { readonly issuing: KeyPlace; readonly root: KeyPlace };
  readonly rootCrl: { readonly number: string; readonly thisUpdate: number; readonly nextUpdate: number };
};
export type CertificateDescription = {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256 of the certificate, upper-case hex with colons, as browsers and openssl show it. */
  readonly fingerprint: string;
};
/** `moved`: by `ca root detach`, to `path`. */
type KeyPlace = { readonly state: 'here' | 'moved' | 'missing'; readonly path: string };

/** Faults: `caMissing`, `caFileBroken`. */
export async function showCa(dataDirectory: string): Promise<Result<CaDescription>> {
  const paths = hierarchyPaths(dataDirectory);
  const meta = await readMeta(paths);
  if (!meta.ok) return meta;
  const root = await describe(paths.rootCertificate);
  if (!root.ok) return root;
  const issuing = await describe(paths.issuingCertificate);
  if (!issuing.ok) return issuing;
  const rootCrl = await describeCrl(paths.rootCrl);
  if (!rootCrl.ok) return rootCrl;
  const { issuerId, trial, organization, baseUrl, permittedNames, createdAt, rootKeyMovedTo } = meta.value;
  return ok({
    issuerId,
    trial,
    organization,
    baseUrl,
    permittedNames,
    createdAt,
    root: root.value,
    issuing: issuing.value,
    keys: {
      issuing: await placeOf(paths.issuingKey, null),
      root: await placeOf(paths.rootKey, rootKeyMovedTo),
    },
    rootCrl: rootCrl.value,
  });
}

/** The root certificate, for trust stores. Faults: `caMissing`, `caFileBroken`. */
export async function exportRoot(dataDirectory: string): Promise<Result<{ pem: string; der: Uint8Array }>> {
  const paths = hierarchyPaths(dataDirectory);
  const meta = await readMeta(paths);
  if (!meta.ok) return meta;
  const der = await readCertificate(paths.rootCertificate);
  return der.ok ? ok({ der: der.value, pem: pemEncode('CERTIFICATE', der.value) }) : der;
}

/** The root's CRL as it is published. Fault `caFileBroken`. */
export async function readRootCrl(dataDirectory: string): Promise<Result<Uint8Array>> {
  const path = hierarchyPaths(dataDirectory).rootCrl;
  try {
    return ok(await readFile(path));
  } catch {
    return fail(fault('caFileBroken', { path }));
  }
}

async function describe(path: string): Promise<Result<CertificateDescription>> {
  const der = await readCertificate(path);
  if (!der.ok) return der;
  const decoded = attempt(() => decodeCertificate(der.value));
  if (!decoded.ok) return fail(fault('caFileBroken', { path }));
  const { subject, issuer, serial, notBefore, notAfter } = decoded.value;
  return ok({
    subject: nameText(subject),
    issuer: nameText(issuer),
    serial: Buffer.from(serial).toString('hex'),
    notBefore,
    notAfter,
    fingerprint: fingerprint(der.value),
  });
}

async function describeCrl(path: string): Promise<Result<CaDescription['rootCrl']>> {
  try {
    const { crlNumber, thisUpdate, nextUpdate } = decodeCrl(await readFile(path));
    return ok({ number: String(crlNumber), thisUpdate, nextUpdate });
  } catch {
    return fail(fault('caFileBroken', { path }));
  }
}

async function placeOf(path: string, movedTo: string | null): Promise<KeyPlace> {
  const here = await access(path).then(
    () => true,
    () => false,
  );
  if (here) return { state: 'here', path };
  return movedTo === null ? { state: 'missing', path } : { state: 'moved', path: movedTo };
}

/** SHA-256 of a certificate, upper-case hex with colons. */
export function fingerprint(der: Uint8Array): string {
  const hex = createHash('sha256').update(der).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? '';
}

function nameText(der: Uint8Array): string {
  const { country, organization, commonName } = decodeName(der).dn;
  const parts = { C: country, O: organization, CN: commonName };
  return Object.entries(parts)
    .flatMap(([type, value]) => (value === undefined ? [] : [`${type}=${value}`]))
    .join(', ');
}
