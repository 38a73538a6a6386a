import {
  assembleSigned,
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  buildTbsCrl,
  certificatePolicies,
  crlDistributionPoints,
  type Extension,
  extendedKeyUsage,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  OID,
  subjectKeyIdentifier,
} from '../../../wire/x509/index.ts';
import type { Signer } from '../../signer/index.ts';
import { ISSUING_YEARS, ROOT_CRL_VALIDITY_MS, ROOT_YEARS } from '../limits.ts';
import { type Finding, type IssuerFacts, lintCaCertificate, lintCrl } from '../lint/index.ts';
import { newSerial } from '../serial.ts';

/** What tells one kind of root from another. */
export type RootKind = {
  readonly lints: 'root' | 'perspective root';
  readonly years: number;
  readonly extensions: (keyId: Uint8Array) => readonly Extension[];
};

/** The self-signed root of web servers: 20 years, critical CA constraint without path length, keyCertSign and cRLSign. */
export const WEB_ROOT: RootKind = { lints: 'root', years: ROOT_YEARS, extensions: rootExtensions };

export async function signRootCertificate(
  kind: RootKind,
  signer: Signer,
  facts: Omit<IssuerFacts, 'notAfter'>,
  now: number,
): Promise<{ der: Uint8Array; notAfter: number }> {
  const { tbs, notAfter } = buildRoot(kind, signer.spki, facts, now);
  refuse(lintCaCertificate(kind.lints, tbs, { ...facts, notAfter }, now));
  return { der: assembleSigned(tbs, signer.algorithm, await signer.sign(tbs)), notAfter };
}

/** The certificate of an issuing CA, signed by the root: 5 years at most, path length 0, serverAuth. */
export async function signIssuingCertificate(
  root: Signer,
  issuer: IssuerFacts,
  subject: IssuingSubject,
): Promise<Uint8Array> {
  const tbs = buildIssuing(issuer, subject);
  refuse(lintCaCertificate('issuing', tbs, issuer, subject.now));
  return assembleSigned(tbs, root.algorithm, await root.sign(tbs));
}

export type IssuingSubject = {
  /** DER Name. */
  readonly subject: Uint8Array;
  readonly spki: Uint8Array;
  readonly permittedNames: readonly string[];
  readonly now: number;
};

/** The root's CRL, good for a year; it stays empty until an issuing CA is revoked. */
export async function signRootCrl(
  root: Signer,
  issuer: IssuerFacts,
  plan: { readonly number: bigint; readonly previousNumber: bigint | undefined; readonly now: number },
): Promise<Uint8Array> {
  const thisUpdate = wholeSecond(plan.now);
  const tbs = buildTbsCrl({
    signatureAlgorithm: root.algorithm,
    issuer: issuer.subject,
    thisUpdate,
    nextUpdate: thisUpdate + ROOT_CRL_VALIDITY_MS,
    crlNumber: plan.number,
    authorityKeyId: issuer.keyId,
    revoked: [],
  });
  const { number, previousNumber } = plan;
  refuse(lintCrl(tbs, issuer, { number, previousNumber, serials: [], validityMaxMs: YEAR_MS }, plan.now));
  return assembleSigned(tbs, root.algorithm, await root.sign(tbs));
}

function buildRoot(kind: RootKind, spki: Uint8Array, facts: Omit<IssuerFacts, 'notAfter'>, now: number) {
  const notBefore = wholeSecond(now);
  const notAfter = yearsLater(notBefore, kind.years);
  const tbs = buildTbsCertificate({
    serial: newSerial(1, now),
    signatureAlgorithm: facts.algorithm,
    issuer: facts.subject,
    notBefore,
    notAfter,
    subject: facts.subject,
    spki,
    extensions: kind.extensions(facts.keyId),
  });
  return { tbs, notAfter };
}

/** The two lists are exported for the lints' tests, which change one extension at a time. */
export function rootExtensions(keyId: Uint8Array): Extension[] {
  return [
    basicConstraints({ ca: true }),
    keyUsage(['keyCertSign', 'cRLSign']),
    subjectKeyIdentifier(keyId),
    authorityKeyIdentifier(keyId),
  ];
}

export function issuingExtensions(issuer: IssuerFacts, subject: IssuingSubject): Extension[] {
  const constraints = { permittedDns: subject.permittedNames, excludedIp: EVERY_IP };
  return [
    basicConstraints({ ca: true, pathLength: 0 }),
    keyUsage(['keyCertSign', 'cRLSign']),
    extendedKeyUsage([OID.serverAuth]),
    subjectKeyIdentifier(keyIdentifier(subject.spki)),
    authorityKeyIdentifier(issuer.keyId),
    certificatePolicies([OID.anyPolicy]),
    authorityInfoAccess(issuer.certificateUrl),
    crlDistributionPoints(issuer.crlUrl),
    ...(subject.permittedNames.length > 0 ? [nameConstraints(constraints)] : []),
  ];
}

const YEAR_MS = 366 * 86_400_000;
/** 0.0.0.0/0 and ::/0: a constraint on DNS names alone would leave every IP address permitted (BR 7.1.5). */
const EVERY_IP = [new Uint8Array(8), new Uint8Array(32)];

function buildIssuing(issuer: IssuerFacts, subject: IssuingSubject): Uint8Array {
  const notBefore = wholeSecond(subject.now);
  return buildTbsCertificate({
    serial: newSerial(1, subject.now),
    signatureAlgorithm: issuer.algorithm,
    issuer: issuer.subject,
    notBefore,
    notAfter: Math.min(yearsLater(notBefore, ISSUING_YEARS), issuer.notAfter),
    subject: subject.subject,
    spki: subject.spki,
    extensions: issuingExtensions(issuer, subject),
  });
}

/** A CA certificate that fails its own lints is a bug; nothing was signed. */
function refuse(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  throw new Error(
    `refused before signing: ${findings.map(({ lint, detail }) => `${lint} (${detail})`).join(', ')}`,
  );
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

/** The same day so many years later, less the second that counts. */
function yearsLater(from: number, years: number): number {
  const date = new Date(from);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime() - 1_000;
}
