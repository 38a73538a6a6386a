import {
  type AccessDescription,
  decodeAuthorityInfoAccess,
  decodeBasicConstraints,
  decodeCertificatePolicies,
  decodeCrlDistributionPoints,
  decodeExtendedKeyUsage,
  decodeKeyUsage,
  decodeSubjectKeyIdentifier,
  type KeyUsage,
  keyIdentifier,
  OID,
} from '../../../wire/x509/index.ts';
import { equalBytes } from '../../../wire/der/index.ts';
import type { CertificateView } from './types.ts';

/** Each says what is wrong with one extension, or nothing: the pieces that lints are made of. */

export function absent(view: CertificateView, oid: string): string | undefined {
  return view.find(oid) === undefined ? undefined : 'present';
}

/** Only these extensions; the others have no place in this kind of certificate. */
export function onlyExtensions(view: CertificateView, allowed: ReadonlySet<string>): string | undefined {
  const other = view.tbs.extensions.find(({ oid }) => !allowed.has(oid));
  return other === undefined ? undefined : `extension ${other.oid}`;
}

export function caConstraints(view: CertificateView, pathLength: number | undefined): string | undefined {
  const extension = view.find(OID.basicConstraints);
  if (extension === undefined) return 'missing';
  if (!extension.critical) return 'not critical';
  const found = decodeBasicConstraints(extension.value);
  if (!found.ca) return 'not a CA';
  return found.pathLength === pathLength ? undefined : `path length ${found.pathLength ?? 'absent'}`;
}

export function keyUsages(view: CertificateView, wanted: readonly KeyUsage[]): string | undefined {
  const extension = view.find(OID.keyUsage);
  if (extension === undefined) return 'missing';
  if (!extension.critical) return 'not critical';
  const found = decodeKeyUsage(extension.value).join(' ');
  return found === wanted.join(' ') ? undefined : found;
}

export function purposes(view: CertificateView, wanted: readonly string[]): string | undefined {
  const extension = view.find(OID.extendedKeyUsage);
  if (extension === undefined) return 'missing';
  if (extension.critical) return 'critical';
  const found = decodeExtendedKeyUsage(extension.value).join(' ');
  return found === wanted.join(' ') ? undefined : found;
}

export function ownKeyId(view: CertificateView): string | undefined {
  const extension = view.find(OID.subjectKeyIdentifier);
  if (extension === undefined) return 'missing';
  if (extension.critical) return 'critical';
  const found = decodeSubjectKeyIdentifier(extension.value);
  return equalBytes(found, keyIdentifier(view.tbs.spki)) ? undefined : 'not derived from the key';
}

/** anyPolicy alone, without qualifiers: this CA claims none of the CA/Browser Forum's policies. */
export function anyPolicyAlone(view: CertificateView): string | undefined {
  const extension = view.find(OID.certificatePolicies);
  if (extension === undefined) return 'missing';
  if (extension.critical) return 'critical';
  const [first, ...more] = decodeCertificatePolicies(extension.value);
  if (first?.oid !== OID.anyPolicy || more.length > 0) return 'another policy';
  return first.hasQualifiers ? 'qualifiers' : undefined;
}

/** Exactly one caIssuers, over plain http, at the address of the issuer's certificate. */
export function issuerAddress(view: CertificateView): string | undefined {
  const extension = view.find(OID.authorityInfoAccess);
  if (extension === undefined) return 'missing';
  if (extension.critical) return 'critical';
  const [first, ...more] = accesses(view).filter(({ method }) => method === OID.caIssuers);
  if (first === undefined || more.length > 0) return 'not one caIssuers';
  const { location } = first;
  if (location.kind !== 'uri' || !location.value.startsWith('http://')) return 'not an http address';
  return location.value === view.issuer.certificateUrl ? undefined : 'another address';
}

export function noOcsp(view: CertificateView): string | undefined {
  return accesses(view).some(({ method }) => method !== OID.caIssuers) ? 'another access method' : undefined;
}

/** One point with one http address, that of the issuer's CRL. */
export function crlAddress(view: CertificateView): string | undefined {
  const extension = view.find(OID.crlDistributionPoints);
  if (extension === undefined) return 'missing';
  if (extension.critical) return 'critical';
  const [point, ...more] = decodeCrlDistributionPoints(extension.value);
  if (point === undefined || more.length > 0 || point.hasOther) return 'not one plain point';
  const [name, ...others] = point.fullName;
  if (name?.kind !== 'uri' || others.length > 0) return 'not one address';
  if (!name.value.startsWith('http://')) return 'not an http address';
  return name.value === view.issuer.crlUrl ? undefined : 'another address';
}

function accesses(view: CertificateView): AccessDescription[] {
  const extension = view.find(OID.authorityInfoAccess);
  return extension === undefined ? [] : decodeAuthorityInfoAccess(extension.value);
}
