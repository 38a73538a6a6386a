import type { CrlJob } from '../../authority/ca/index.ts';
import type { Settings } from '../../config/index.ts';
import type { Clock, Log } from '../../core/index.ts';
import {
  createExpireHandler,
  createJobRunner,
  createRetentionHandler,
  type JobRunner,
  type Store,
} from '../../store/index.ts';
import type { Delegation } from './delegation.ts';
import { persistJob } from './persist.ts';
import type { OwnCertificateReport } from './types.ts';

const OWN = 'own-certificate';
const VALUES = 'challenge-values';
const KEYS = 'zone-keys';
const PERSIST = 'persist-check';

/** Starts everything that recurs: CRL, expiry, retention, values of challenges, looks at persist records, renewal of the own certificate. */
export async function startJobs(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly crlJob: CrlJob;
  readonly delegation: Pick<Delegation, 'expire' | 'rollKeys'>;
  renewOwn(): Promise<OwnCertificateReport>;
  nextOwn(report: OwnCertificateReport): number;
  /** Of the renewal at the start. */
  readonly report: OwnCertificateReport;
}): Promise<JobRunner> {
  const { settings, store, clock, log, crlJob } = parts;
  const { evidence_days, orders_days, expired_certificates_days } = settings.retention;
  const days = {
    evidence: evidence_days,
    orders: orders_days,
    expiredCertificates: expired_certificates_days,
  };
  const persist = persistJob({ validation: settings.validation, store, clock, log });
  const runner = createJobRunner({
    jobs: store.jobs,
    clock,
    log,
    handlers: {
      [crlJob.kind]: () => crlJob.run(),
      expire: createExpireHandler({ store, clock, log }),
      retention: createRetentionHandler({ store, clock, log, days }),
      [VALUES]: parts.delegation.expire,
      [KEYS]: parts.delegation.rollKeys,
      [PERSIST]: persist.run,
      [OWN]: async () => parts.nextOwn(await parts.renewOwn()),
    },
  });
  await runner.schedule(crlJob.key, crlJob.kind, await crlJob.due());
  await runner.schedule('expire', 'expire', clock.now());
  await runner.schedule('retention', 'retention', clock.now());
  await runner.schedule(VALUES, VALUES, clock.now());
  await runner.schedule(PERSIST, PERSIST, clock.now());
  await runner.schedule(KEYS, KEYS, clock.now());
  await runner.schedule(OWN, OWN, parts.nextOwn(parts.report));
  runner.start();
  return {
    ...runner,
    stop() {
      persist.stop(); // it waits for other people's servers
      return runner.stop();
    },
  };
}
