import { createHash } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import type { CertificateRefusal } from '../../i18n/index.ts';
import type { ClientIdentity, Store } from '../../store/index.ts';
import {
  attempt,
  decodeBasicConstraints,
  decodeCertificate,
  type DecodedCertificate,
  decodeSubjectAltName,
  findExtension,
  OID,
  verifySigned,
} from '../../wire/x509/index.ts';
import { CERTIFICATE_NAMES_MAX } from './limits.ts';
import type { CertificateTrust, ShownCertificate } from './types.ts';

/** What identities can be bound to: a certificate's digest, and each of its names. */
type Binding = { readonly kind: ClientIdentity['kind']; readonly value: string };
type Judged =
  | { readonly ok: true; readonly bindings: readonly Binding[] }
  | { readonly ok: false; readonly reason: CertificateRefusal };

/**
 * Whether a certificate counts now, asked again for every request: a connection may be older than a revocation.
 *
 * Of our own CA: it must be byte for byte what the store says was issued, signed by the issuing key of today, and not be revoked. TLS
 * itself refuses it as a client's, for our leaves are certified for servers alone; why it is taken here all the same is told in
 * docs/adr/0015-native-api.md. Of a file's CA: TLS has verified the chain up to it, clientAuth included.
 */
export async function judgeCertificate(
  { der, tlsError }: ShownCertificate,
  trust: CertificateTrust,
  { store, clock }: { readonly store: Pick<Store, 'certificates'>; readonly clock: Pick<Clock, 'now'> },
): Promise<Judged> {
  const read = attempt(() => readNames(der));
  // of more names than are looked up nobody would know whether another client is meant as well
  if (!read.ok || read.value.names > CERTIFICATE_NAMES_MAX) return refused('malformed');
  const { certificate, bindings } = read.value;
  const now = clock.now();
  if (trust.kind === 'file') {
    if (tlsError !== undefined) return refused(TLS_REASONS[tlsError] ?? 'untrusted');
    if (isCa(certificate)) return refused('untrusted');
  } else {
    const { tbs, signatureAlgorithm: algorithm, signature } = certificate;
    const { spki } = decodeCertificate(trust.issuer);
    if (!verifySigned({ tbs, algorithm, signature }, spki)) return refused('untrusted');
    const row = await store.certificates.get(Buffer.from(certificate.serial).toString('hex'));
    if (row?.issuerId !== trust.issuerId || row.state !== 'issued') return refused('untrusted');
    if (row.revokedAt !== null) return refused('revoked');
    if (now < certificate.notAfter && (row.der === null || !Buffer.from(row.der).equals(der))) {
      return refused('untrusted');
    }
  }
  if (now < certificate.notBefore) return refused('not-yet-valid');
  if (now > certificate.notAfter) return refused('expired');
  return { ok: true, bindings };
}

/** OpenSSL's words for what an administrator can mend; all others are one. Of several faults it tells the last that it found. */
const TLS_REASONS: Readonly<Record<string, CertificateRefusal>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  INVALID_PURPOSE: 'purpose',
};

function readNames(der: Uint8Array): {
  readonly certificate: DecodedCertificate;
  /** Of whichever kind. */
  readonly names: number;
  readonly bindings: readonly Binding[];
} {
  const certificate = decodeCertificate(der);
  const names = findExtension(certificate.extensions, OID.subjectAltName);
  const alternative = names === undefined ? [] : decodeSubjectAltName(names.value);
  const bindings = alternative.flatMap((name): Binding[] => {
    if (name.kind === 'dns') return [{ kind: 'certificate-san', value: `dns:${name.value.toLowerCase()}` }];
    return name.kind === 'uri' ? [{ kind: 'certificate-san', value: `uri:${name.value}` }] : [];
  });
  const sha256 = createHash('sha256').update(der).digest('hex');
  return {
    certificate,
    names: alternative.length,
    bindings: [{ kind: 'certificate-sha256', value: sha256 }, ...bindings],
  };
}

function isCa({ extensions }: DecodedCertificate): boolean {
  const found = findExtension(extensions, OID.basicConstraints);
  const constraints = found && attempt(() => decodeBasicConstraints(found.value));
  return constraints !== undefined && (!constraints.ok || constraints.value.ca);
}

function refused(reason: CertificateRefusal): Judged {
  return { ok: false, reason };
}
