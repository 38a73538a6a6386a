import { equalBytes } from '../../../wire/der/index.ts';
import { OID } from '../../../wire/x509/index.ts';
import { absent, caConstraints, keyUsages, onlyExtensions, ownKeyId } from './extensions.ts';
import { caSubject, DAY_MS, YEAR_MS } from './shared.ts';
import type { CertificateView, Lint } from './types.ts';

/** The root column of docs/certificates.md. */
export const ROOT_LINTS: readonly Lint<CertificateView>[] = [
  {
    id: 'root-subject',
    source: 'BR 7.1.2.10.2: C, O and CN, no OU',
    check: caSubject,
  },
  {
    id: 'root-self-issued',
    source: 'BR 7.1.2.1',
    check: ({ tbs }) => (equalBytes(tbs.issuer, tbs.subject) ? undefined : 'issuer and subject differ'),
  },
  {
    id: 'root-validity',
    source: 'BR 7.1.2.1.1: 8 to 25 years',
    check: ({ tbs }) => {
      const years = (tbs.notAfter - tbs.notBefore) / YEAR_MS;
      return years >= 8 && years <= 25 ? undefined : `${years.toFixed(1)} years`;
    },
  },
  {
    id: 'root-begins-now',
    source: 'BR 7.1.2.1.1: notBefore at most one day before signing',
    check: ({ tbs, now }) =>
      now - tbs.notBefore <= DAY_MS && tbs.notBefore <= now ? undefined : 'begins at another time',
  },
  {
    id: 'root-basic-constraints',
    source: 'BR 7.1.2.1.4: critical, a CA, no path length',
    check: (view) => caConstraints(view, undefined),
  },
  {
    id: 'root-key-usage',
    source: 'BR 7.1.2.10.7: critical, keyCertSign and cRLSign',
    check: (view) => keyUsages(view, ['keyCertSign', 'cRLSign']),
  },
  {
    id: 'root-no-extended-key-usage',
    source: 'BR 7.1.2.1.2',
    check: (view) => absent(view, OID.extendedKeyUsage),
  },
  { id: 'root-subject-key-id', source: 'BR 7.1.2.11.4', check: ownKeyId },
  {
    id: 'root-no-policies',
    source: 'BR 7.1.2.1.2: not recommended',
    check: (view) => absent(view, OID.certificatePolicies),
  },
  {
    id: 'root-no-crl-address',
    source: 'BR 7.1.2.1.2: not recommended; who would sign it',
    check: (view) => absent(view, OID.crlDistributionPoints),
  },
  {
    id: 'root-only-known-extensions',
    source: 'BR 7.1.2.1.2; name constraints belong into the issuing certificate',
    check: (view) => onlyExtensions(view, ROOT_KNOWN),
  },
];

// absent ones have lints of their own above, with their own names
export const ROOT_KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.certificatePolicies,
  OID.crlDistributionPoints,
]);
