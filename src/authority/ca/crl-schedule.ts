import type { Crl } from '../../store/index.ts';
import { CRL_AFTER_REVOCATION_MS, CRL_INTERVAL_MS, CRL_VALIDITY_MS } from './limits.ts';

/**
 * When the next regular CRL is due (CA/B BR 4.9.7, tightened): at once when there is none, when it has ended, or when it
 * was made by a clock that ran ahead; else a day after the last. In ms since 1970.
 */
export function nextCrlDue(last: Pick<Crl, 'thisUpdate' | 'nextUpdate'> | undefined, now: number): number {
  if (last === undefined || last.thisUpdate > now || last.nextUpdate <= now) return now;
  return last.thisUpdate + CRL_INTERVAL_MS;
}

/**
 * When a CRL that knows of a revocation made now is due: schedule it then; the task list keeps the earlier of both times.
 * Not at once, so that many revocations together make one CRL.
 */
export function crlDueAfterRevocation(now: number): number {
  return now + CRL_AFTER_REVOCATION_MS;
}

/** thisUpdate and nextUpdate of a CRL made now, in whole seconds. */
export function crlValidity(now: number): { thisUpdate: number; nextUpdate: number } {
  const thisUpdate = Math.floor(now / 1_000) * 1_000;
  return { thisUpdate, nextUpdate: thisUpdate + CRL_VALIDITY_MS };
}
