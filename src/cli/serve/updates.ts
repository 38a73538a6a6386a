import { type KeyAtRest } from '../../authority/signer/index.ts';
import type { Settings } from '../../config/index.ts';
import type { ListenerView } from '../../console/api/index.ts';
import { type Clock, type Log, ok, type Result } from '../../core/index.ts';
import { type Broker, createChanges } from '../../delegation/broker/index.ts';
import {
  brokeredUpdates,
  createUpdateEntrance,
  facadeSoa,
  listenForUpdates,
} from '../../delegation/entrances/update/index.ts';
import type { ZoneSettings } from '../../delegation/zone/index.ts';
import type { Store } from '../../store/index.ts';
import { tsigKeyContext } from '../at-rest.ts';
import { listenFailures } from './listeners.ts';
import type { Warning } from './types.ts';

/** The facade for updates (RFC 2136), where `delegation.updates` has an address; nothing otherwise. */
export type Updates = {
  readonly views: readonly ListenerView[];
  /** No more updates from here on. */
  close(): Promise<void>;
};

export async function createUpdates(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly broker: Broker;
  readonly publish: (challenges: readonly string[]) => Promise<void>;
  readonly zones: readonly ZoneSettings[];
  readonly atRest: KeyAtRest;
  readonly clock: Clock;
  readonly log: Log;
  readonly warn: (warning: Warning) => void;
}): Promise<Result<Updates>> {
  const { store, broker, publish, zones, atRest, clock, log } = parts;
  const { addresses, port, hmac_sha1: allowSha1 } = parts.settings.delegation.updates;
  const [first] = zones;
  if (addresses.length === 0 || first === undefined) return ok({ views: [], close: () => Promise.resolve() });
  const behind = brokeredUpdates({
    store,
    broker,
    changes: createChanges({ store, targets: (challenge) => broker.targets(challenge), publish, clock }),
    openSecret({ name, sealedSecret }) {
      const opened = atRest.open(sealedSecret, tsigKeyContext(name));
      if (!opened.ok) throw new Error(`the TSIG key ${name} cannot be decrypted`);
      return opened.value;
    },
    zones: zones.map(({ name }) => name),
  });
  const soa = facadeSoa(first.nameServers[0]?.host ?? first.name, first.mailbox);
  const entrance = createUpdateEntrance({ ...behind, soa, allowSha1, clock, log });
  const listeners = await listenForUpdates(addresses, port, (bytes, source) =>
    entrance.answer(bytes, source, 'facade'),
  );
  const failure = listenFailures(listeners, 'DNS UPDATE', parts.warn);
  if (failure !== undefined) {
    await listeners.close();
    return failure;
  }
  const views = listeners.bound.map((one): ListenerView => ({ scheme: 'updates', ...one }));
  return ok({ views, close: () => listeners.close() });
}
