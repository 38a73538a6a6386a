import { fail, fault, ok, type Result } from '../../core/index.ts';
import { catalogue } from '../../i18n/index.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  certificatePolicies,
  crlDistributionPoints,
  encodeName,
  type Extension,
  extendedKeyUsage,
  keyUsage,
  OID,
  subjectAltName,
} from '../../wire/x509/index.ts';
import { generalNameOf } from './general-names.ts';
import type { IssuerFacts } from './lint/index.ts';
import { isPermitted } from './name-constraints.ts';
import { PROFILES } from './profiles.ts';
import { newSerial } from './serial.ts';
import type { IssuanceRequest, PlannedCertificate } from './types.ts';
import { planValidity } from './validity.ts';

/** Builds leaves of one issuer: what is the same in all of them is encoded once. */
export type LeafPlanner = (request: IssuanceRequest, now: number) => Result<PlannedCertificate>;

/**
 * A leaf is built from the validated identifiers, the checked key and the profile alone; nothing of a CSR is copied.
 * Faults: `datesRefused`; `rejectedIdentifier` for a name outside the issuer's name constraints.
 */
export function createLeafPlanner(issuerId: string, issuer: IssuerFacts, node: number): LeafPlanner {
  const fixed = fixedExtensions(issuer);
  const crl = crlDistributionPoints(issuer.crlUrl);
  return (request, now) => {
    const outside = request.identifiers.find((one) => !isPermitted(one, issuer.permittedNames));
    if (outside !== undefined) {
      const reason = texts.outsideConstraints({ permitted: issuer.permittedNames.join(', ') });
      return fail(fault('rejectedIdentifier', { name: outside.value, reason }));
    }
    const validity = planValidity(request, issuer.notAfter, now);
    if (!validity.ok) return validity;
    const serial = newSerial(node, now);
    const names = subjectAltName(
      request.identifiers.map(generalNameOf),
      true, // the subject is empty: RFC 5280 section 4.2.1.6
    );
    const extensions = [...fixed, ...(PROFILES[request.profile].crlAddress ? [crl] : []), names];
    const tbs = buildTbsCertificate({
      serial,
      signatureAlgorithm: issuer.algorithm,
      issuer: issuer.subject,
      ...validity.value,
      subject: EMPTY_SUBJECT,
      spki: request.spki,
      extensions,
    });
    return ok({ serial: Buffer.from(serial).toString('hex'), issuerId, ...validity.value, tbs });
  };
}

const texts = catalogue('en').issuance;
const EMPTY_SUBJECT = encodeName({});

/** What stands in every leaf of an issuer, whatever its names and its profile. */
export function fixedExtensions(issuer: Pick<IssuerFacts, 'keyId' | 'certificateUrl'>): Extension[] {
  return [
    keyUsage(['digitalSignature']),
    extendedKeyUsage([OID.serverAuth]),
    basicConstraints({ ca: false }),
    authorityKeyIdentifier(issuer.keyId),
    authorityInfoAccess(issuer.certificateUrl),
    certificatePolicies([OID.anyPolicy]),
  ];
}
