import { randomBytes, X509Certificate } from 'node:crypto';
import type { KeyAtRest } from '../../../authority/signer/index.ts';
import type { OwnChallenges } from '../../../authority/ca/index.ts';
import { type Clock, fault, type Log, newId } from '../../../core/index.ts';
import { authorizationView, type ValidationView } from '../../../console/api/index.ts';
import type { Store } from '../../../store/index.ts';
import { externalKeyContext } from '../../at-rest.ts';
import { OWN_CERTIFICATE_MS, OWN_RETRY_MS } from '../limits.ts';
import type { OwnCertificateReport } from '../types.ts';
import type { OwnServer } from './acme-client.ts';
import type { KeyAndCertificate } from './bootstrap.ts';
import { ownAccountKey, readOwnCertificate, writeOwnCertificate } from './files.ts';
import { obtainCertificate } from './obtain.ts';

/** What the manager works with: the store for evidence, the listener to talk to, and who serves the certificate. */
export type OwnCertificateOptions = {
  readonly directory: string;
  readonly atRest: KeyAtRest;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: string;
  readonly names: readonly string[];
  readonly challenges: OwnChallenges;
};

/** The server's own certificate: an ordinary order of an ordinary account of its own ACME server. */
export type OwnCertificate = {
  /** What an earlier start left and is still good. */
  stored(): Promise<KeyAndCertificate | undefined>;
  /** Obtains a new one if two thirds of the present one's life are over, or its names are others, or it was revoked. */
  renew(served: Served): Promise<OwnCertificateReport>;
  /** When to look again. */
  nextAt(report: OwnCertificateReport): number;
};
type Served = {
  readonly server: Omit<OwnServer, 'trusted' | 'name'>;
  readonly directoryUrl: string;
  readonly present: KeyAndCertificate;
  /** PEM of the root, which vouches for every certificate but the bootstrap one. */
  readonly root: string;
  install(certificate: KeyAndCertificate): void;
};

const RENEW_AT = 2 / 3;

export function createOwnCertificate(options: OwnCertificateOptions): OwnCertificate {
  const { directory, atRest, store, clock, log, names } = options;
  return {
    stored: () => readOwnCertificate(directory, atRest),

    async renew(served) {
      const present = new X509Certificate(served.present.cert);
      const notAfter = endOf(present);
      if (await isGood(present, options)) return { names, notAfter };
      const startedAt = clock.monotonic();
      try {
        const obtained = await inTime(obtain(options, served));
        await writeOwnCertificate(directory, atRest, obtained);
        served.install(obtained);
        const validations = await evidenceOf(options, obtained.orderId);
        const ms = clock.monotonic() - startedAt;
        return { names, notAfter: endOf(new X509Certificate(obtained.cert)), obtained: { ms, validations } };
      } catch (error) {
        log.warn({ err: error }, 'the own certificate could not be obtained');
        const reason = sentence(error instanceof Error ? error.message : String(error));
        return { names, notAfter, failed: fault('firstRunFailed', { names: names.join(', '), reason }) };
      }
    },

    nextAt(report) {
      const now = clock.now();
      if (report.failed !== undefined || report.notAfter === undefined) return now + OWN_RETRY_MS;
      return Math.max(now + OWN_RETRY_MS, Math.floor(now + (report.notAfter - now) * RENEW_AT));
    },
  };

  async function obtain(given: OwnCertificateOptions, served: Served) {
    const isOurs = !isSelfSigned(new X509Certificate(served.present.cert));
    const name = namesOf(new X509Certificate(served.present.cert))[0] ?? 'localhost';
    return obtainCertificate({
      server: { ...served.server, name, trusted: isOurs ? served.root : served.present.cert },
      directoryUrl: served.directoryUrl,
      accountKey: await ownAccountKey(directory, atRest),
      names,
      publish(token, keyAuthorization) {
        given.challenges.put(token, keyAuthorization);
        return () => given.challenges.remove(token);
      },
      externalKey: async () => {
        const now = clock.now();
        const id = newId(now);
        const key = randomBytes(32);
        const sealedKey = atRest.seal(key, externalKeyContext(id));
        const row = {
          id,
          sealedKey,
          label: 'own certificate',
          createdAt: now,
          accountId: null,
          revokedAt: null,
        };
        await store.externalKeys.add(row);
        return { id, key };
      },
    });
  }
}

async function isGood(
  present: X509Certificate,
  { store, clock, names }: OwnCertificateOptions,
): Promise<boolean> {
  if (isSelfSigned(present)) return false;
  const from = Date.parse(present.validFrom);
  const life = endOf(present) - from;
  if (clock.now() > from + life * RENEW_AT) return false;
  if (namesOf(present).toSorted().join() !== names.toSorted().join()) return false;
  const row = await store.certificates.get(present.serialNumber.toLowerCase());
  return row !== undefined && row.revokedAt === null;
}

async function evidenceOf(
  { store, language }: OwnCertificateOptions,
  orderId: string,
): Promise<{ name: string; validation: ValidationView }[]> {
  const found: { name: string; validation: ValidationView }[] = [];
  for (const authorization of await store.authorizations.listByOrder(orderId)) {
    const records = await store.validations.listByAuthorization(authorization.id);
    const view = authorizationView(authorization, records, language);
    found.push(...view.validations.map((validation) => ({ name: view.name, validation })));
  }
  return found;
}

/** A start does not wait for ever, whatever goes wrong inside. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no certificate in ${OWN_CERTIFICATE_MS / 1_000} s`)),
      OWN_CERTIFICATE_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.issuer === certificate.subject;
}

function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''));
}

function endOf(certificate: X509Certificate): number {
  return Date.parse(certificate.validTo);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
