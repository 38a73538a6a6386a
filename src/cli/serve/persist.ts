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
export function createPersistChecks(parts: Parts): PersistControl {
  return { check: (name) => look(parts, name, () => false) };
}

/** The job `persist-check`: every name once a day. What was not found before is in the log. */
export function persistJob(parts: Parts & { readonly log: Log }): {
  readonly run: JobHandler;
  /** No question is asked from here on: what runs ends with those that are under way, and keeps nothing. */
  stop(): void;
} {
  const { store, clock, log } = parts;
  let stopped = false;
  return {
    async run() {
      const names = await store.persist.due(clock.now() - PERSIST_CHECK_EVERY_MS, PERSIST_NAMES_PER_RUN);
      for (const name of names) {
        const before = (await store.persist.check(name))?.findings ?? [];
        const checked = await look(parts, name, () => stopped).catch((error: unknown) => {
          if (error instanceof Stopped) return undefined;
          throw error;
        });
        if (checked === undefined) return clock.now();
        if (!checked.ok) continue; // taken out meanwhile
        const found = newCodes(before, checked.value.findings);
        if (found.length > 0)
          log.warn({ name, found }, 'records of dns-persist-01 are not as the inventory has them');
      }
      const more = names.length === PERSIST_NAMES_PER_RUN;
      return clock.now() + (more ? PERSIST_PAUSE_MS : PERSIST_LOOK_EVERY_MS);
    },
    stop: () => void (stopped = true),
  };
}

class Stopped extends Error {}

async function look({ validation, store, clock }: Parts, name: string, stopped: () => boolean) {
  const networks = await allowedNetworks(store);
  const policy = createAddressPolicy({ allowed: () => networks, allowLoopback: validation.allow_loopback });
  // as the CA that runs here would look it up
  const resolver = chooseResolver(validation, clock, policy)({ type: 'dns', value: name }, 'dns-01');
  const prober = createServerProber({ clock });
  const unlessStopped = async <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = stopped() ? undefined : await ask();
    if (answer === undefined || stopped()) throw new Stopped();
    return answer;
  };
  const asking = {
    resolver: {
      lookup: (question: Parameters<typeof resolver.lookup>[0]) =>
        unlessStopped(() => resolver.lookup(question)),
    },
    prober: {
      probe: (...asked: Parameters<typeof prober.probe>) => unlessStopped(() => prober.probe(...asked)),
    },
  };
  return checkPersist(store.persist, { ...asking, policy, clock }, name);
}
