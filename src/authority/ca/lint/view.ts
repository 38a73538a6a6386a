import {
  decodeName,
  decodeSpki,
  decodeSubjectAltName,
  decodeTbs,
  findExtension,
  OID,
} from '../../../wire/x509/index.ts';
import type { CertificateView, IssuerFacts, LeafPlan, LeafView } from './types.ts';

/** Decodes the bytes; throws `DerError`. Nothing of what was meant to be in them is used. */
export function viewCertificate(bytes: Uint8Array, issuer: IssuerFacts, now: number): CertificateView {
  const tbs = decodeTbs(bytes);
  return {
    tbs,
    now,
    issuer,
    find: (oid) => findExtension(tbs.extensions, oid),
    subject: once(() => decodeName(tbs.subject)),
    key: once(() => decodeSpki(tbs.spki)),
  };
}

export function viewLeaf(bytes: Uint8Array, issuer: IssuerFacts, plan: LeafPlan, now: number): LeafView {
  const view = viewCertificate(bytes, issuer, now);
  const names = once(() => {
    const extension = view.find(OID.subjectAltName);
    return extension === undefined ? [] : decodeSubjectAltName(extension.value);
  });
  const dnsNames = once(() => names().flatMap((name) => (name.kind === 'dns' ? [name.value] : [])));
  return { ...view, plan, names, dnsNames };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
