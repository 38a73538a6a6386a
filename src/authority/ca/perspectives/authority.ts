import { type Clock, fail, fault, type Log, ok, type Result } from '../../../core/index.ts';
import {
  assembleSigned,
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  encodeName,
  type Extension,
  extendedKeyUsage,
  keyUsage,
  OID,
  subjectAltName,
} from '../../../wire/x509/index.ts';
import { checkCsr } from '../csr.ts';
import type { KeyBlocklist } from '../keys/public-key.ts';
import { BACKDATE_MS, COORDINATOR_LIFETIME_MS, PERSPECTIVE_LIFETIME_MS } from '../limits.ts';
import { lintPerspective, type PerspectivePlan } from '../lint/index.ts';
import { newSerial } from '../serial.ts';
import type { CheckedCsr, PlannedCertificate } from '../types.ts';
import type { PerspectiveRoot } from './root.ts';

/** Who a certificate is for: the URI that will be its one name, and whether others connect to it too. */
export type PerspectiveSubject = {
  readonly uri: string;
  readonly role: 'coordinator' | 'perspective' | 'client';
  /** DER SubjectPublicKeyInfo that passed `checkPublicKey`. */
  readonly spki: Uint8Array;
};

/**
 * Certifies perspectives, their clients, and the server towards them: an authority of its own, because the issuing CA of web servers
 * is for servers alone (its extended key usage would make these certificates invalid), and so that neither can ever vouch for the
 * other's subjects. As everywhere: plan, write the row, then sign.
 */
export type PerspectiveAuthority = {
  readonly root: Uint8Array;
  checkCsr(der: Uint8Array): Result<CheckedCsr>;
  plan(subject: PerspectiveSubject): PlannedCertificate;
  /** Lints the bytes, decoded afresh, against the subject, then signs. Fault `serverInternal` where a lint refuses. */
  sign(planned: PlannedCertificate, subject: PerspectiveSubject): Promise<Result<Uint8Array>>;
};

export function createPerspectiveAuthority(parts: {
  readonly root: PerspectiveRoot;
  readonly clock: Clock;
  readonly log: Log;
  readonly blocklist?: KeyBlocklist;
}): PerspectiveAuthority {
  const { root, clock, log, blocklist } = parts;
  const { facts, signer } = root;
  const issuerId = Buffer.from(facts.keyId).toString('hex').slice(0, 16);
  return {
    root: root.certificate,
    checkCsr: (der) => checkCsr(der, blocklist),

    plan(subject) {
      const now = clock.now();
      const serial = newSerial(1, now);
      const notBefore = Math.floor((now - BACKDATE_MS) / 1_000) * 1_000;
      const notAfter = Math.min(notBefore + lifetimeOf(subject) - 1_000, facts.notAfter);
      const tbs = buildTbsCertificate({
        serial,
        signatureAlgorithm: facts.algorithm,
        issuer: facts.subject,
        notBefore,
        notAfter,
        subject: encodeName({}),
        spki: subject.spki,
        extensions: perspectiveExtensions(facts.keyId, subject),
      });
      return { serial: Buffer.from(serial).toString('hex'), issuerId, notBefore, notAfter, tbs };
    },

    async sign(planned, subject) {
      const { serial, notBefore, notAfter, tbs } = planned;
      const plan: PerspectivePlan = {
        serial,
        notBefore,
        notAfter,
        spki: subject.spki,
        uri: subject.uri,
        lifetimeMs: lifetimeOf(subject),
        purposes: purposesOf(subject),
      };
      const findings = lintPerspective(tbs, facts, plan, clock.now());
      if (findings.length > 0) {
        log.error({ serial, findings }, 'certificate of a perspective refused by lints before signing');
        return fail(fault('serverInternal', {}));
      }
      return ok(assembleSigned(tbs, facts.algorithm, await signer.sign(tbs)));
    },
  };
}

/** Exported for the lints' tests, which change one at a time. */
export function perspectiveExtensions(
  issuerKeyId: Uint8Array,
  subject: Omit<PerspectiveSubject, 'spki'>,
): Extension[] {
  return [
    keyUsage(['digitalSignature']),
    extendedKeyUsage(purposesOf(subject)),
    basicConstraints({ ca: false }),
    authorityKeyIdentifier(issuerKeyId),
    subjectAltName([{ kind: 'uri', value: subject.uri }], true),
  ];
}

/** A client only ever dials. Either end of a connection between server and perspective may be the one that was dialled. */
function purposesOf({ role }: Pick<PerspectiveSubject, 'role'>): readonly string[] {
  return role === 'client' ? [OID.clientAuth] : [OID.serverAuth, OID.clientAuth];
}

function lifetimeOf({ role }: PerspectiveSubject): number {
  return role === 'coordinator' ? COORDINATOR_LIFETIME_MS : PERSPECTIVE_LIFETIME_MS;
}
