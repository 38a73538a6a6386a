import { equalBytes } from '../../../wire/der/index.ts';
import { decodeNameConstraints, OID } from '../../../wire/x509/index.ts';
import { ISSUING_YEARS } from '../limits.ts';
import {
  anyPolicyAlone,
  caConstraints,
  crlAddress,
  issuerAddress,
  keyUsages,
  noOcsp,
  onlyExtensions,
  ownKeyId,
  purposes,
} from './extensions.ts';
import { caSubject, DAY_MS, YEAR_MS } from './shared.ts';
import type { CertificateView, Lint } from './types.ts';

/** The intermediate column of docs/certificates.md. */
export const ISSUING_LINTS: readonly Lint<CertificateView>[] = [
  {
    id: 'issuing-subject',
    source: 'BR 7.1.2.10.2: C, O and CN, no OU',
    check: caSubject,
  },
  {
    id: 'issuing-subject-unique',
    source: 'BR 7.1.2.10.2: a name of its own',
    check: ({ tbs }) => (equalBytes(tbs.subject, tbs.issuer) ? "the issuer's name" : undefined),
  },
  {
    id: 'issuing-validity',
    source: 'this CA: at most 5 years, begun at most a day ago',
    check: ({ tbs, now }) => {
      if (tbs.notBefore > now || now - tbs.notBefore > DAY_MS) return 'begins at another time';
      const years = (tbs.notAfter - tbs.notBefore) / YEAR_MS;
      return years <= ISSUING_YEARS + 0.01 ? undefined : `${years.toFixed(1)} years`;
    },
  },
  {
    id: 'issuing-basic-constraints',
    source: 'BR 7.1.2.10.4: critical, a CA, path length 0',
    check: (view) => caConstraints(view, 0),
  },
  {
    id: 'issuing-key-usage',
    source: 'BR 7.1.2.10.7: critical, keyCertSign and cRLSign',
    check: (view) => keyUsages(view, ['keyCertSign', 'cRLSign']),
  },
  {
    id: 'issuing-extended-key-usage',
    source: 'BR 7.1.2.10.6: serverAuth, not critical',
    check: (view) => purposes(view, [OID.serverAuth]),
  },
  { id: 'issuing-subject-key-id', source: 'BR 7.1.2.11.4', check: ownKeyId },
  {
    id: 'issuing-policies',
    source: 'BR 7.1.2.10.5: required; anyPolicy alone',
    check: anyPolicyAlone,
  },
  { id: 'issuing-ca-issuers', source: 'BR 7.1.2.10.3: the root, over http', check: issuerAddress },
  { id: 'issuing-no-ocsp', source: 'this CA answers no OCSP', check: noOcsp },
  { id: 'issuing-crl-address', source: 'BR 7.1.2.11.2: one point, one http address', check: crlAddress },
  {
    id: 'issuing-name-constraints',
    source: 'RFC 5280 section 4.2.1.10, BR 7.1.5: critical; permitted DNS names, and no IP address at all',
    check: ({ find }) => {
      const extension = find(OID.nameConstraints);
      if (extension === undefined) return undefined;
      if (!extension.critical) return 'not critical';
      const found = decodeNameConstraints(extension.value);
      if (found.hasOther || found.permittedDns.length === 0 || found.excludedDns.length > 0)
        return 'not permitted DNS names alone';
      const ranges = found.excludedIp.map((range) => range.length).join(' ');
      const whole = found.excludedIp.every((range) => range.every((byte) => byte === 0));
      return found.permittedIp.length === 0 && ranges === '8 32' && whole
        ? undefined
        : 'IP addresses are not excluded whole';
    },
  },
  {
    id: 'issuing-only-known-extensions',
    source: 'BR 7.1.2.10.1',
    check: (view) => onlyExtensions(view, KNOWN),
  },
];

const KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.certificatePolicies,
  OID.authorityInfoAccess,
  OID.crlDistributionPoints,
  OID.nameConstraints,
]);
