import type { Settings } from '../config/index.ts';
import type { ControlContext } from '../console/api/index.ts';
import { fail, fault, ok, type Result } from '../core/index.ts';
import type { BrokerZone } from '../delegation/broker/index.ts';
import type { ZoneSettings } from '../delegation/zone/index.ts';

/** The zones of the settings, in their order: how their labels are made. */
export function brokerZones({ delegation }: Settings): BrokerZone[] {
  return Object.entries(delegation.zones).map(([name, { style }]) => ({ name, style }));
}

/** As commands see them. */
export function zonesOf({ delegation }: Settings): ControlContext['zones'] {
  return Object.entries(delegation.zones).map(([name, { name_servers, dnssec }]) => {
    return { name, nameServers: Object.keys(name_servers), dnssec };
  });
}

/** As the zone server takes them. Faults `nameServersMissing`, `zoneSettingsInvalid`. */
export function servedZones({ delegation }: Settings): Result<ZoneSettings[]> {
  const zones: ZoneSettings[] = [];
  for (const [name, { name_servers, mailbox }] of Object.entries(delegation.zones)) {
    const nameServers = Object.entries(name_servers).map(([host, addresses]) => ({ host, addresses }));
    if (nameServers.length === 0) return fail(fault('nameServersMissing', { zone: name }));
    const bare = nameServers.find(({ host, addresses }) => isIn(host, name) && addresses.length === 0);
    if (bare !== undefined) return fail(fault('nameServerWithoutAddress', { zone: name, host: bare.host }));
    zones.push({ name, nameServers, mailbox: mailbox === '' ? `hostmaster@${name}` : mailbox });
  }
  return ok(zones);
}

function isIn(host: string, zone: string): boolean {
  return host === zone || host.endsWith(`.${zone}`);
}
