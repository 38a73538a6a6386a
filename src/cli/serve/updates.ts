import { type KeyAtRest } from '../../authority/signer/index.ts';
import type { Settings } from '../../config/index.ts';
import type { ListenerView } from '../../console/api/index.ts';
import { type Clock, type Log, ok, type Result } from '../../core/index.ts';
import { type Broker, createChanges, type Publish } from '../../delegation/broker/index.ts';
import {
  brokeredUpdates,
  createUpdateEntrance,
  facadeSoa,
  listenForUpdates,
  type UpdateEntrance,
} from '../../delegation/entrances/update/index.ts';
import type { ServerParts, ZoneSettings } from '../../delegation/zone/index.ts';
import type { Store } from '../../store/index.ts';
import { tsigKeyContext } from '../at-rest.ts';
import { listenFailures } from './listeners.ts';
import type { Warning } from './types.ts';

/**
 * The entrance for updates (RFC 2136), where `delegation.updates` opens one: the facade, or the name servers of the zones; undefined
 * where it does not.
 */
export function updateEntrance(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly broker: Broker;
  readonly publish: Publish;
  readonly zones: readonly ZoneSettings[];
  readonly atRest: KeyAtRest;
  readonly clock: Clock;
  readonly log: Log;
}): UpdateEntrance | undefined {
  const { settings, store, broker, publish, zones, atRest, clock, log } = parts;
  const { addresses, name_servers, hmac_sha1: allowSha1 } = settings.delegation.updates;
  const [first] = zones;
  const isServed = addresses.length > 0 || (name_servers && first !== undefined);
  if (!isServed) return undefined;
  const behind = brokeredUpdates({
    store,
    broker,
    changes: createChanges({ store, targets: (challenge) => broker.targets(challenge), publish, clock, log }),
    openSecret({ name, sealedSecret }) {
      const opened = atRest.open(sealedSecret, tsigKeyContext(name));
      if (!opened.ok) throw new Error(`the TSIG key ${name} cannot be decrypted`);
      return opened.value;
    },
    zones: zones.map(({ name }) => name),
    challengeZones: settings.delegation.challenge_zones,
  });
  // with DNS providers alone there is no name server of ours to name
  const soa = facadeSoa(
    first?.nameServers[0]?.host ?? first?.name ?? NOBODY,
    first?.mailbox ?? `dns@${NOBODY}`,
  );
  return createUpdateEntrance({ ...behind, soa, allowSha1, clock, log });
}

const NOBODY = 'sixfour.invalid';

/** What the name servers of the zones do not answer themselves; undefined where they take no updates. */
export function handOnTo(
  entrance: UpdateEntrance | undefined,
  { delegation }: Settings,
): ServerParts['handOn'] | undefined {
  if (entrance === undefined || !delegation.updates.name_servers) return undefined;
  return ({ bytes, address, reply }) =>
    reply === undefined ? entrance.answer(bytes, address, 'zone') : entrance.sign(bytes, reply, address);
}

/** The facade. Without an address nothing is opened. */
export async function openFacade(
  entrance: UpdateEntrance | undefined,
  { delegation }: Settings,
  warn: (warning: Warning) => void,
): Promise<Result<{ readonly views: readonly ListenerView[]; close(): Promise<void> }>> {
  const { addresses, port } = delegation.updates;
  if (entrance === undefined || addresses.length === 0) {
    return ok({ views: [], close: () => Promise.resolve() });
  }
  const listeners = await listenForUpdates(addresses, port, (bytes, source) =>
    entrance.answer(bytes, source, 'facade'),
  );
  const failure = listenFailures(listeners, 'DNS UPDATE', warn);
  if (failure !== undefined) {
    await listeners.close();
    return failure;
  }
  const views = listeners.bound.map((one): ListenerView => ({ scheme: 'updates', ...one }));
  return ok({ views, close: () => listeners.close() });
}
