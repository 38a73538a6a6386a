import {
  bitString,
  encodeDer,
  enter,
  equalBytes,
  openDer,
  readElement,
  sequence,
  TAG,
} from '../../../wire/der/index.ts';
import { decodeCrl, findExtension, OID } from '../../../wire/x509/index.ts';
import type { CrlPlan, CrlView, IssuerFacts, Lint } from './types.ts';

/** The CRL column of docs/certificates.md. Versions, algorithms inside and out, and critical entry extensions fail in the decoder. */
export const CRL_LINTS: readonly Lint<CrlView>[] = [
  {
    id: 'crl-issuer',
    source: 'RFC 5280 section 5.1.2.3: byte for byte the subject of the CA',
    check: ({ crl, issuer }) => (equalBytes(crl.issuer, issuer.subject) ? undefined : 'another issuer'),
  },
  {
    id: 'crl-signature-algorithm',
    source: 'BR 7.1.3.2',
    check: ({ crl, issuer }) =>
      crl.signatureAlgorithm === issuer.algorithm ? undefined : crl.signatureAlgorithm,
  },
  {
    id: 'crl-validity',
    source: 'BR 4.9.7: nextUpdate at most 10 days after, 12 months for a root',
    check: ({ crl, plan }) => {
      const validity = crl.nextUpdate - crl.thisUpdate;
      return validity > 0 && validity <= plan.validityMaxMs ? undefined : `${validity / 1_000} s`;
    },
  },
  {
    id: 'crl-not-in-future',
    source: 'RFC 5280 section 5.1.2.4: thisUpdate is the time of issue',
    check: ({ crl, now }) => (crl.thisUpdate <= now ? undefined : 'thisUpdate lies ahead'),
  },
  {
    id: 'crl-authority-key-id',
    source: 'RFC 5280 section 5.2.1',
    check: ({ crl, issuer }) => (equalBytes(crl.authorityKeyId, issuer.keyId) ? undefined : 'another key id'),
  },
  {
    id: 'crl-issuing-distribution-point',
    source: 'BR 7.2.2.1: this CRL is whole, so it has none (only a sharded one has, and critical)',
    check: ({ crl }) =>
      findExtension(crl.extensions, OID.issuingDistributionPoint) === undefined ? undefined : 'present',
  },
  {
    id: 'crl-only-known-extensions',
    source: 'BR 7.2.2',
    check: ({ crl }) => (crl.extensions.every(({ oid }) => KNOWN.has(oid)) ? undefined : 'another extension'),
  },
  {
    id: 'crl-extensions-not-critical',
    source: 'RFC 5280 sections 5.2.1 and 5.2.3',
    check: ({ crl }) => (crl.extensions.some(({ critical }) => critical) ? 'critical' : undefined),
  },
  {
    id: 'crl-number',
    source: 'RFC 5280 section 5.2.3: below 2^159, and the one that was made durable',
    check: ({ crl, plan }) => {
      if (crl.crlNumber <= 0n || crl.crlNumber >= 1n << 159n) return 'out of range';
      return crl.crlNumber === plan.number ? undefined : 'another number';
    },
  },
  {
    id: 'crl-number-grows',
    source: 'RFC 5280 section 5.2.3',
    check: ({ crl, plan: { previousNumber } }) =>
      previousNumber === undefined || crl.crlNumber > previousNumber ? undefined : 'not above the last one',
  },
  {
    id: 'crl-reason-not-zero',
    source: 'RFC 5280 section 5.3.1: unspecified is left out',
    check: ({ crl }) => (Buffer.from(crl.tbs).includes(REASON_ZERO) ? 'written out' : undefined),
  },
  {
    id: 'crl-reason-permitted',
    source: 'BR 7.2.2: no hold, no removal, nothing for CAs',
    check: ({ crl }) =>
      crl.revoked.every(({ reason }) => REASONS.has(reason)) ? undefined : 'a reason that is not given',
  },
  {
    id: 'crl-entries-not-in-future',
    source: 'RFC 5280 section 5.1.2.6',
    check: ({ crl }) =>
      crl.revoked.every(({ revokedAt }) => revokedAt <= crl.thisUpdate) ? undefined : 'revoked ahead of time',
  },
  {
    id: 'crl-entries-unique',
    source: 'each serial once',
    check: ({ crl }) => (new Set(crl.revoked.map(hex)).size === crl.revoked.length ? undefined : 'one twice'),
  },
  {
    id: 'crl-entries-complete',
    source: 'RFC 5280 section 3.3: until one CRL past expiry; nobody is un-revoked',
    check: ({ crl, plan }) => {
      const listed = new Set(crl.revoked.map(hex));
      const missing = plan.serials.filter((serial) => !listed.has(serial)).length;
      if (missing > 0) return `${missing} missing`;
      return listed.size === new Set(plan.serials).size ? undefined : 'one too many';
    },
  },
];

/** Decodes a TBSCertList that has no signature yet; throws `DerError`. */
export function viewCrl(bytes: Uint8Array, issuer: IssuerFacts, plan: CrlPlan, now: number): CrlView {
  return {
    crl: decodeCrl(encodeDer(sequence(bytes, namedAlgorithm(bytes), NO_SIGNATURE))),
    issuer,
    plan,
    now,
  };
}

/** The decoder reads whole CRLs: it gets one with an empty signature, under the algorithm that the TBS names. */
const NO_SIGNATURE = bitString(new Uint8Array(8));

function namedAlgorithm(bytes: Uint8Array): Uint8Array {
  const fields = enter(openDer(bytes), TAG.sequence);
  readElement(fields, TAG.integer);
  return readElement(fields, TAG.sequence);
}

const REASON_ZERO = Buffer.from('300a0603551d1504030a0100', 'hex');
const REASONS: ReadonlySet<number> = new Set([0, 1, 3, 4, 5]);
const KNOWN: ReadonlySet<string> = new Set([
  OID.authorityKeyIdentifier,
  OID.crlNumber,
  OID.issuingDistributionPoint,
]);

function hex({ serial }: { serial: Uint8Array }): string {
  return Buffer.from(serial.buffer, serial.byteOffset, serial.length).toString('hex');
}
