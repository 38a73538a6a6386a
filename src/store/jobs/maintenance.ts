import type { Clock, Log } from '../../core/index.ts';
import type { PurgeLimits, Store } from '../types.ts';
import {
  EXPIRE_EVERY_MS,
  MAINTENANCE_PAUSE_MS,
  MAINTENANCE_ROUNDS,
  MAINTENANCE_ROWS,
  RETENTION_EVERY_MS,
} from './limits.ts';
import type { JobHandler } from './runner.ts';

type Room = { readonly store: Store; readonly clock: Clock; readonly log: Log };

/** How many days things are kept, as in the settings `retention.*`. */
type RetentionDays = {
  readonly evidence: number;
  readonly orders: number;
  /** After a certificate's end: its bytes. Its row is kept for ever. */
  readonly expiredCertificates: number;
};
const DAY_MS = 24 * 60 * 60_000;

/** The job `expire`: marks what has run out of time. */
export function createExpireHandler({ store, clock, log }: Room): JobHandler {
  return async () => {
    const { rows, finished } = await inRounds(() => store.orders.expire(clock.now(), MAINTENANCE_ROWS));
    if (rows > 0) log.info({ rows }, 'orders and authorizations expired');
    return clock.now() + (finished ? EXPIRE_EVERY_MS : MAINTENANCE_PAUSE_MS);
  };
}

/** The job `retention`: forgets what is old enough. */
export function createRetentionHandler({
  store,
  clock,
  log,
  days,
}: Room & { days: RetentionDays }): JobHandler {
  return async () => {
    const limits = retentionLimits(days, clock.now());
    const { rows, finished } = await inRounds(() => store.jobs.purge(limits));
    if (rows > 0) log.info({ rows }, 'old orders, authorizations, evidence and certificate bytes removed');
    return clock.now() + (finished ? RETENTION_EVERY_MS : MAINTENANCE_PAUSE_MS);
  };
}

/** What is old enough at `now`. */
function retentionLimits(days: RetentionDays, now: number): PurgeLimits {
  return {
    ordersBefore: now - days.orders * DAY_MS,
    authorizationsBefore: now - days.orders * DAY_MS,
    validationsBefore: now - days.evidence * DAY_MS,
    certificateDerBefore: now - days.expiredCertificates * DAY_MS,
    limit: MAINTENANCE_ROWS,
  };
}

async function inRounds(round: () => Promise<number>): Promise<{ rows: number; finished: boolean }> {
  let rows = 0;
  for (let i = 0; i < MAINTENANCE_ROUNDS; i++) {
    const changed = await round();
    rows += changed;
    if (changed === 0) return { rows, finished: true };
  }
  return { rows, finished: false };
}
