import type { Settings } from '../../config/index.ts';
import type { PersistControl } from '../../console/api/index.ts';
import type { Clock, Log } from '../../core/index.ts';
import {
  checkPersist,
  newCodes,
  PERSIST_CHECK_EVERY_MS,
  PERSIST_LOOK_EVERY_MS,
  PERSIST_NAMES_PER_RUN,
  PERSIST_PAUSE_MS,
} from '../../delegation/persist/index.ts';
import { createAddressPolicy, createServerProber } from '../../net/index.ts';
import type { JobHandler, Store } from '../../store/index.ts';
import { chooseResolver } from './resolvers.ts';
import { allowedNetworks } from './validation.ts';

type Parts = {
  readonly validation: Settings['validation'];
  readonly store: Pick<Store, 'persist' | 'allowances'>;
  readonly clock: Clock;
};

/** Looks at names of the inventory from this machine, with the resolvers and for the networks of the server. */
export function createPersistChecks({ validation, store, clock }: Parts): PersistControl {
  return {
    async check(value) {
      const networks = await allowedNetworks(store);
      const policy = createAddressPolicy({
        allowed: () => networks,
        allowLoopback: validation.allow_loopback,
      });
      // as the CA that runs here would look it up
      const resolver = chooseResolver(validation, clock, policy)({ type: 'dns', value }, 'dns-01');
      const prober = createServerProber({ clock });
      return checkPersist(store.persist, { resolver, prober, policy, clock }, value);
    },
  };
}

/** The job `persist-check`: every name once a day. What was not found before is in the log. */
export function persistJob(parts: Parts & { readonly log: Log }): JobHandler {
  const { store, clock, log } = parts;
  const checks = createPersistChecks(parts);
  return async () => {
    const names = await store.persist.due(clock.now() - PERSIST_CHECK_EVERY_MS, PERSIST_NAMES_PER_RUN);
    for (const name of names) {
      const before = (await store.persist.check(name))?.findings ?? [];
      const checked = await checks.check(name);
      if (!checked.ok) continue; // taken out meanwhile
      const found = newCodes(before, checked.value.findings);
      if (found.length > 0)
        log.warn({ name, found }, 'records of dns-persist-01 are not as the inventory has them');
    }
    const more = names.length === PERSIST_NAMES_PER_RUN;
    return clock.now() + (more ? PERSIST_PAUSE_MS : PERSIST_LOOK_EVERY_MS);
  };
}
