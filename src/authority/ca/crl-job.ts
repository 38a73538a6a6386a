import type { Clock } from '../../core/index.ts';
import type { Crl, Store } from '../../store/index.ts';
import { crlValidity, nextCrlDue } from './crl-schedule.ts';
import type { CertificateAuthority } from './types.ts';

/** `kind` of the job in the task list. */
export const CRL_JOB = 'crl';

/** The one row that an issuer's CRL has in the task list. */
export function crlJobKey(issuerId: string): string {
  return `crl:${issuerId}`;
}

/** Makes the next CRL of one issuer. */
export type CrlJob = {
  readonly key: string;
  readonly kind: typeof CRL_JOB;
  /**
   * Makes one CRL and returns when the next is due (ms since 1970). The number is durable before it is signed. Throws
   * what the store or the signer throws: the job runner tries again.
   */
  run(): Promise<number>;
  /** When it is due, judged by the CRL that is kept: for the schedule at start. */
  due(): Promise<number>;
};

/** `store`: the parts of it that the job uses. */
export function createCrlJob(parts: {
  readonly store: Pick<Store, 'certificates'>;
  readonly ca: CertificateAuthority;
  readonly clock: Clock;
}): CrlJob {
  const { store, ca, clock } = parts;
  const issuerId = ca.issuer.id;
  const key = crlJobKey(issuerId);

  return {
    key,
    kind: CRL_JOB,

    async run() {
      const last = await store.certificates.getCrl(issuerId);
      const number = await store.certificates.nextCrlNumber(issuerId);
      const times = crlValidity(clock.now());
      // an entry stays until it was on one CRL made after its certificate's end (RFC 5280 section 3.3)
      const expiredAfter = last === undefined ? 0 : last.thisUpdate;
      const listed = await store.certificates.listRevoked(issuerId, expiredAfter);
      const revoked = listed.map((entry) => ({
        ...entry,
        // written in the second in which this CRL begins: entries may not lie ahead of it
        revokedAt: Math.min(entry.revokedAt, times.thisUpdate),
      }));
      const previous = last === undefined ? {} : { previousNumber: last.number };
      const der = await ca.signCrl({ number, ...previous, ...times, revoked });
      const crl: Crl = { issuerId, number, ...times, der };
      await store.certificates.saveCrl(crl);
      return nextCrlDue(crl, clock.now());
    },

    async due() {
      return nextCrlDue(await store.certificates.getCrl(issuerId), clock.now());
    },
  };
}
