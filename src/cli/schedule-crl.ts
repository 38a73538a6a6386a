import { CRL_JOB, crlDueAfterRevocation, crlJobKey } from '../authority/ca/index.ts';
import type { Store } from '../store/index.ts';

/** After a revocation: the issuer's next CRL comes soon, not on its usual day. */
export function scheduleCrl(store: Pick<Store, 'jobs'>, issuerId: string, now: number): Promise<void> {
  return store.jobs.schedule(crlJobKey(issuerId), CRL_JOB, crlDueAfterRevocation(now));
}
