import type { KeyAtRest } from '../../authority/signer/index.ts';
import type { Settings } from '../../config/index.ts';
import type { Clock, Log } from '../../core/index.ts';
import { type AskDs, createRollovers, type Rollovers } from '../../delegation/rollover/index.ts';
import { ZONE_TTL_MAX, type ZoneServer } from '../../delegation/zone/index.ts';
import type { Store } from '../../store/index.ts';
import { zonesOf } from '../delegation-zones.ts';
import { openZoneKey, sealZoneKey } from '../zone-keys.ts';
import { ASK_DS_MS } from './limits.ts';
import { allowedNetworks } from './validation.ts';
import { createDirectoryPolicies } from './networks.ts';
import { chooseResolver } from './resolvers.ts';

/** Changes of keys of the signed zones. `setKeys` of the zone server that is running. */
export function zoneRollovers(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly atRest: KeyAtRest;
  readonly setKeys: ZoneServer['setKeys'];
  readonly clock: Clock;
  readonly log: Log;
}): Rollovers {
  const { settings, store, atRest, setKeys, clock, log } = parts;
  const signed = zonesOf(settings).filter(({ dnssec }) => dnssec);
  return createRollovers({
    store,
    zones: new Map(signed.map(({ name }) => [name, ZONE_TTL_MAX])),
    seal: (zone, pkcs8) => sealZoneKey(atRest, zone, pkcs8),
    open(zone, sealed) {
      const opened = openZoneKey(atRest, zone, sealed);
      if (!opened.ok) throw new Error(`a key of the zone ${zone} cannot be decrypted`);
      return opened.value;
    },
    serve: setKeys,
    askDs: askDs(settings, store, clock),
    everyMs: settings.delegation.dnssec_roll_days * 86_400_000,
    clock,
    log,
  });
}

/** Asked as a validation would, but not of our own server. */
function askDs(settings: Settings, store: Store, clock: Clock): AskDs {
  const { validation } = settings;
  const policies = createDirectoryPolicies(new Map(), validation.allow_loopback);
  const resolverFor = chooseResolver(validation, clock, policies.common);
  return async (zone) => {
    // the servers of the zone itself do not have its DS record
    if (Object.hasOwn(validation.zones, zone)) return undefined;
    policies.setCommon(await allowedNetworks(store));
    const deadlineMs = clock.monotonic() + ASK_DS_MS;
    const resolver = resolverFor({ type: 'dns', value: zone }, 'dns-01');
    const { evidence, records } = await resolver.lookup({ name: zone, type: 'DS', hop: 0, deadlineMs });
    if (evidence.outcome === 'nodata') return { records: [], ttl: 0 };
    if (evidence.outcome !== 'answer') return undefined;
    const found = records.flatMap(({ data }) => (data.kind === 'DS' ? [data] : []));
    return { records: found, ttl: Math.max(0, ...records.map(({ ttl }) => ttl)) };
  };
}
