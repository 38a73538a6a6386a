import { equalBytes } from '../../../wire/der/index.ts';
import { decodeBasicConstraints, OID } from '../../../wire/x509/index.ts';
import { NOT_BEFORE_WINDOW_MS } from '../limits.ts';
import {
  absent,
  anyPolicyAlone,
  crlAddress,
  issuerAddress,
  keyUsages,
  noOcsp,
  onlyExtensions,
  purposes,
} from './extensions.ts';
import { DAY_MS } from './shared.ts';
import type { LeafView, Lint } from './types.ts';

/** The leaf column of docs/certificates.md, but for its names (`leaf-names.ts`). */
export const LEAF_LINTS: readonly Lint<LeafView>[] = [
  {
    id: 'leaf-subject-empty',
    source: 'BR 7.1.2.7.2: the names stand in the SAN, nowhere else',
    check: ({ subject }) => (subject().attributes.length === 0 ? undefined : 'not empty'),
  },
  {
    id: 'leaf-begins-now',
    source: 'BR 7.1.2.7: notBefore within 48 hours of signing',
    check: ({ tbs, now }) =>
      Math.abs(now - tbs.notBefore) <= NOT_BEFORE_WINDOW_MS ? undefined : 'begins at another time',
  },
  {
    id: 'leaf-validity-limit',
    source: 'BR 6.3.2: below 200 days; 100 from 2027-03-15; 47 from 2029-03-15',
    check: ({ tbs, now }) => {
      const days = lifetime(tbs) / DAY_MS;
      return days <= daysPermitted(now) ? undefined : `${days.toFixed(2)} days`;
    },
  },
  {
    id: 'leaf-validity-of-profile',
    source: 'the profile; RFC 5280 section 4.1.2.5: the last second counts',
    check: ({ tbs, plan }) =>
      lifetime(tbs) <= plan.lifetimeMs
        ? undefined
        : `${(lifetime(tbs) - plan.lifetimeMs) / 1_000} s too long`,
  },
  {
    id: 'leaf-serial-as-written',
    source: 'the row is written before anything is signed',
    check: ({ tbs, plan }) =>
      equalBytes(tbs.serial, Buffer.from(plan.serial, 'hex')) ? undefined : 'another serial',
  },
  {
    id: 'leaf-validity-as-written',
    source: 'the row is written before anything is signed',
    check: ({ tbs, plan }) =>
      tbs.notBefore === plan.notBefore && tbs.notAfter === plan.notAfter ? undefined : 'other times',
  },
  {
    id: 'leaf-key-as-ordered',
    source: 'RFC 8555 section 7.4: the key of the CSR',
    check: ({ tbs, plan }) => (equalBytes(tbs.spki, plan.spki) ? undefined : 'another key'),
  },
  {
    id: 'leaf-basic-constraints',
    source: 'BR 7.1.2.7.8: critical, and no CA',
    check: ({ find }) => {
      const extension = find(OID.basicConstraints);
      if (extension === undefined) return undefined;
      if (!extension.critical) return 'not critical';
      const { ca, pathLength } = decodeBasicConstraints(extension.value);
      return ca || pathLength !== undefined ? 'a CA' : undefined;
    },
  },
  {
    id: 'leaf-key-usage',
    source: 'BR 7.1.2.7.11: critical, digitalSignature only',
    check: (view) => keyUsages(view, ['digitalSignature']),
  },
  {
    id: 'leaf-extended-key-usage',
    source: 'BR 7.1.2.7.10: serverAuth only, not critical',
    check: (view) => purposes(view, [OID.serverAuth]),
  },
  {
    id: 'leaf-no-subject-key-id',
    source: 'BR 7.1.2.7.6: not recommended',
    check: (view) => absent(view, OID.subjectKeyIdentifier),
  },
  {
    id: 'leaf-policies',
    source: 'BR 7.1.2.7.9; anyPolicy, since the CA/Browser Forum policies are not claimed',
    check: anyPolicyAlone,
  },
  { id: 'leaf-ca-issuers', source: 'BR 7.1.2.7.7: the issuing CA, over http', check: issuerAddress },
  { id: 'leaf-no-ocsp', source: 'this CA answers no OCSP', check: noOcsp },
  {
    id: 'leaf-crl-address',
    source: 'BR 7.1.2.11.2: required above 7 days; one point, one http address',
    check: (view) => {
      const short = lifetime(view.tbs) <= 7 * DAY_MS;
      return short && view.find(OID.crlDistributionPoints) === undefined ? undefined : crlAddress(view);
    },
  },
  {
    id: 'leaf-no-name-constraints',
    source: 'BR 7.1.2.7.6: must not be there',
    check: (view) => absent(view, OID.nameConstraints),
  },
  {
    id: 'leaf-no-must-staple',
    source: 'RFC 7633: a promise of OCSP, which this CA does not answer',
    check: (view) => absent(view, OID.tlsFeature),
  },
  {
    id: 'leaf-only-known-extensions',
    source: 'BR 7.1.2.7.6',
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
  OID.subjectAltName,
  OID.tlsFeature,
]);

/** Milliseconds of validity; notAfter's own second is part of it (Let's Encrypt's incident of 2021-06-08). */
function lifetime({ notBefore, notAfter }: { notBefore: number; notAfter: number }): number {
  return notAfter - notBefore + 1_000;
}

/** One day below the limit of the Baseline Requirements, as they advise. */
function daysPermitted(now: number): number {
  if (now >= Date.UTC(2029, 2, 15)) return 46;
  return now >= Date.UTC(2027, 2, 15) ? 99 : 199;
}
