import { attempt, DerError } from '../../../wire/x509/index.ts';
import { COMMON_LINTS } from './common.ts';
import { CRL_LINTS, viewCrl } from './crl.ts';
import { ISSUING_LINTS } from './issuing.ts';
import { LEAF_NAME_LINTS } from './leaf-names.ts';
import { LEAF_LINTS } from './leaf.ts';
import {
  PERSPECTIVE_LINTS,
  PERSPECTIVE_ROOT_LINTS,
  type PerspectivePlan,
  type PerspectiveView,
} from './perspective.ts';
import { ROOT_LINTS } from './root.ts';
import type {
  CertificateView,
  CrlPlan,
  CrlView,
  Finding,
  IssuerFacts,
  LeafPlan,
  LeafView,
  Lint,
} from './types.ts';
import { viewCertificate, viewLeaf } from './view.ts';

export type { CrlPlan, Finding, IssuerFacts, LeafPlan, Lint } from './types.ts';
export type { PerspectivePlan } from './perspective.ts';

/** Everything that is checked before a key of this CA signs, by what it signs; in this order. */
export const LINTS: {
  readonly root: readonly Lint<CertificateView>[];
  readonly issuing: readonly Lint<CertificateView>[];
  readonly leaf: readonly Lint<LeafView>[];
  readonly crl: readonly Lint<CrlView>[];
  readonly 'perspective root': readonly Lint<CertificateView>[];
  readonly perspective: readonly Lint<PerspectiveView>[];
} = {
  root: [...COMMON_LINTS, ...ROOT_LINTS],
  issuing: [...COMMON_LINTS, ...ISSUING_LINTS],
  leaf: [...COMMON_LINTS, ...LEAF_LINTS, ...LEAF_NAME_LINTS],
  crl: CRL_LINTS,
  'perspective root': [...COMMON_LINTS, ...PERSPECTIVE_ROOT_LINTS],
  perspective: [...COMMON_LINTS, ...PERSPECTIVE_LINTS],
};

/** The id of the finding when the bytes are not strict DER of the right structure: nothing else can be checked then. */
export const UNDECODABLE = 'decodes-strictly';

/** All findings about a leaf's to-be-signed bytes, decoded afresh and compared with what was ordered. Empty: it may be signed. */
export function lintLeaf(tbs: Uint8Array, issuer: IssuerFacts, plan: LeafPlan, now: number): Finding[] {
  return run(LINTS.leaf, () => viewLeaf(tbs, issuer, plan, now));
}

/** The same for certificates of the CA itself. */
export function lintCaCertificate(
  kind: 'root' | 'issuing' | 'perspective root',
  tbs: Uint8Array,
  issuer: IssuerFacts,
  now: number,
): Finding[] {
  return run(LINTS[kind], () => viewCertificate(tbs, issuer, now));
}

/** The same for the certificate of a perspective, its client, or the server towards them. */
export function lintPerspective(
  tbs: Uint8Array,
  issuer: IssuerFacts,
  planned: PerspectivePlan,
  now: number,
): Finding[] {
  // its one name is no identifier of an order
  const plan = { ...planned, identifiers: [] };
  return run(LINTS.perspective, () => ({ ...viewLeaf(tbs, issuer, plan, now), planned }));
}

/** The same for a CRL's to-be-signed bytes. */
export function lintCrl(tbs: Uint8Array, issuer: IssuerFacts, plan: CrlPlan, now: number): Finding[] {
  return run(LINTS.crl, () => viewCrl(tbs, issuer, plan, now));
}

function run<Subject>(lints: readonly Lint<Subject>[], look: () => Subject): Finding[] {
  const seen = attempt(look);
  if (!seen.ok) return [{ lint: UNDECODABLE, detail: seen.fault.message }];
  const findings: Finding[] = [];
  for (const { id, check } of lints) {
    const detail = checked(check, seen.value);
    if (detail !== undefined) findings.push({ lint: id, detail });
  }
  return findings;
}

function checked<Subject>(
  check: (subject: Subject) => string | undefined,
  subject: Subject,
): string | undefined {
  try {
    return check(subject);
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}
