import type { FastifyInstance } from 'fastify';
import type { IssuerInfo } from '../../authority/ca/index.ts';
import type { KeyAtRest } from '../../authority/signer/index.ts';
import type { LoadedSettings } from '../../config/index.ts';
import type { DelegationControl, ListenerView } from '../../console/api/index.ts';
import { type Clock, type Log, ok, type Result } from '../../core/index.ts';
import {
  type Broker,
  createBroker,
  createFetchRecorder,
  createPublisher,
  EXPIRE_VALUES_EVERY_MS,
  type Publish,
} from '../../delegation/broker/index.ts';
import { createDelegationApp } from '../../delegation/entrances/index.ts';
import { createIdentities } from '../../delegation/identity/index.ts';
import {
  startZoneServer,
  type ZoneServer,
  type ZoneServers,
  type ZoneSettings,
} from '../../delegation/zone/index.ts';
import type { JobHandler, Store } from '../../store/index.ts';
import { brokerZones, servedZones, zonesOf } from '../delegation-zones.ts';
import { readSecondaries } from '../secondaries.ts';
import { withZoneKeys } from '../zone-keys.ts';
import { EVENTS_PURGED } from './limits.ts';
import { listenFailures } from './listeners.ts';
import { certificateTrust } from './native.ts';
import { zoneRollovers } from './rollovers.ts';
import { type Providers, startProviders } from './providers.ts';
import { followSecondaries, logTransfers, publishBeyond } from './secondaries.ts';
import type { Warning } from './types.ts';
import { NO_ZONE_WORK, type ZoneWork, zoneWork } from './zone-control.ts';
import { handOnTo, openFacade, updateEntrance } from './updates.ts';

/** The delegated zones: their DNS server, the ways in for programs, and what commands need. */
export type Delegation = ZoneWork & {
  readonly views: readonly ListenerView[];
  readonly control: DelegationControl;
  readonly providers: Providers;
  /** Below `/delegation`; undefined where no zone is set up, and no provider. */
  readonly app: FastifyInstance | undefined;
  /** The job that takes out what has expired. */
  readonly expire: JobHandler;
  /** No requests any more, then no answers. */
  close(): Promise<void>;
};

type Parts = {
  readonly loaded: LoadedSettings;
  readonly issuer: IssuerInfo;
  readonly store: Store;
  readonly atRest: KeyAtRest;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: string;
  readonly warn: (warning: Warning) => void;
};

/** Without a zone in the settings and without a provider nothing is opened, and rules can be written all the same. */
export async function createDelegation(parts: Parts): Promise<Result<Delegation>> {
  const { loaded, store, clock, log } = parts;
  const { settings } = loaded;
  const zones = servedZones(settings);
  if (!zones.ok) return zones;
  let send: ZoneServer['publish'] | undefined; // to what is started with what the publisher reads
  const publisher = await createPublisher({
    challenges: store.challenges,
    now: () => clock.now(),
    send: (deltas) => send?.(deltas) ?? Promise.resolve(true),
    zones: zones.value.map(({ name }) => name),
    challengeZones: settings.delegation.challenge_zones,
  });
  const providers = await startProviders(parts);
  const publish: Publish = async (challenges, values = []) => {
    await publisher.publish(challenges);
    return providers.reconciler.settle(challenges, values);
  };
  const broker = createBroker({
    store,
    zones: brokerZones(settings),
    publish,
    clock,
    log,
  });
  const expire = expireJob({ ...parts, expire: () => broker.expire() });
  const [first] = zones.value;
  const beyond = { control: broker, expire, providers };
  if (first === undefined) {
    return withoutZones({ ...parts, broker, publish }, { ...beyond, ...NO_ZONE_WORK });
  }
  const fetches = createFetchRecorder({ challenges: store.challenges, clock, log });
  const signed = zonesOf(settings).filter(({ dnssec }) => dnssec);
  const keyed = await withZoneKeys(zones.value, new Set(signed.map(({ name }) => name)), {
    ...parts,
    now: () => clock.now(),
  });
  if (!keyed.ok) return keyed;
  const named = readSecondaries(loaded);
  if (!named.ok) return named;
  const secondaries = followSecondaries({ ...parts, settings, secondaries: named.value });
  const { addresses, port } = settings.delegation;
  const entrance = updateEntrance({ ...parts, settings, broker, publish, zones: zones.value });
  const handOn = handOnTo(entrance, settings);
  const started = await startZoneServer({
    ...(handOn && { handOn }),
    zones: keyed.value,
    secondaries: named.value,
    onTransfer: logTransfers(log),
    ...(settings.delegation.challenge_zones && { onDemand: onDemand(first) }),
    addresses,
    port,
    base: () => publisher.base(),
    clock,
    log,
    onFetch: ({ zone, label, address, at, values }) => {
      if (values > 0) fetches.fetched({ zone, label, source: address, at });
    },
  });
  if (!started.ok) return started;
  const running = started.value;
  send = publishBeyond((deltas) => running.publish(deltas), secondaries);
  secondaries.begin(publisher.base().sequence);
  const failure = listenFailures(running, 'DNS', parts.warn);
  if (failure !== undefined) {
    secondaries.close();
    await running.close();
    return failure;
  }
  const updates = await openFacade(entrance, settings, parts.warn);
  if (!updates.ok) {
    secondaries.close();
    await running.close();
    return updates;
  }
  const rollovers = zoneRollovers({
    ...parts,
    settings,
    setKeys: (zone, keys) => running.setKeys(zone, keys),
  });
  const app = await entrances({ ...parts, broker });
  providers.begin();
  return ok({
    views: [...running.bound.map((one): ListenerView => ({ scheme: 'dns', ...one })), ...updates.value.views],
    ...beyond,
    ...zoneWork(rollovers, secondaries, clock),
    app,
    async close() {
      await app.close();
      await providers.reconciler.close();
      await updates.value.close();
      secondaries.close();
      await running.close();
      await fetches.close();
    },
  });
}

/** With a provider that holds zones the ways in are open, and there is no name server of ours. */
async function withoutZones(
  parts: Parts & { readonly broker: Broker; readonly publish: Publish },
  beyond: Omit<Delegation, 'views' | 'app' | 'close'>,
): Promise<Result<Delegation>> {
  const { reconciler } = beyond.providers;
  if (!reconciler.isNeeded()) {
    return ok({ ...beyond, views: [], app: undefined, close: () => reconciler.close() });
  }
  const { settings } = parts.loaded;
  const updates = await openFacade(updateEntrance({ ...parts, settings, zones: [] }), settings, parts.warn);
  if (!updates.ok) {
    await reconciler.close();
    return updates;
  }
  const app = await entrances(parts);
  beyond.providers.begin();
  return ok({
    ...beyond,
    views: updates.value.views,
    app,
    async close() {
      await app.close();
      await reconciler.close();
      await updates.value.close();
    },
  });
}

/** The ways in by HTTP. */
function entrances(parts: Parts & { readonly broker: Broker }): Promise<FastifyInstance> {
  const { loaded, issuer, broker, store, clock, log, language } = parts;
  const identities = createIdentities({ store, trust: certificateTrust(loaded, issuer), clock, log });
  const { importedAccounts } = store;
  return createDelegationApp({ broker, store, identities, importedAccounts, clock, log, language });
}

/** Challenges that are zones of their own have the name servers of the first zone, whose addresses stand there. */
function onDemand({ nameServers, mailbox }: ZoneSettings): ZoneServers {
  return { mailbox, nameServers: nameServers.map(({ host }) => ({ host, addresses: [] })) };
}

function expireJob({ loaded, store, clock, expire }: Parts & { expire: () => Promise<boolean> }): JobHandler {
  const keptMs = loaded.settings.retention.evidence_days * 86_400_000;
  return async () => {
    const done = await expire();
    const purged = await store.challenges.purgeEvents(clock.now() - keptMs, EVENTS_PURGED);
    return clock.now() + (done && purged < EVENTS_PURGED ? EXPIRE_VALUES_EVERY_MS : AGAIN_MS);
  };
}
const AGAIN_MS = 1_000;
