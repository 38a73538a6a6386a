import type { Address } from '../../../net/index.ts';
import type { Family } from '../../../core/index.ts';
import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { NameFact, OutsideReport } from '../report.ts';
import { NAME_SERVERS_MAX, PLACES_MAX } from './limits.ts';
import { isHostName, lookUp } from './look-up.ts';
import { ancestors } from './records.ts';

/** A zone and the names of its servers. */
export type ServedZone = { readonly zone: string; readonly hosts: readonly string[] };
/** One address of one name server. */
export type ServerPlace = { readonly host: string; readonly address: Address; readonly family: Family };

/** The zone that holds the name: the nearest one at or above it with a SOA and name servers of its own; from what was seen. */
export function zoneOf({ names }: Pick<OutsideReport, 'names'>, name: string): ServedZone | undefined {
  const own = (host: string, type: string): NameFact | undefined =>
    names.find(
      (fact) =>
        fact.host === host &&
        fact.type === type &&
        fact.outcome === 'answer' &&
        // at the end of an alias it is that of another name
        fact.chain.length === 0,
    );
  for (const zone of ancestors(name)) {
    const servers = own(zone, 'SOA') === undefined ? undefined : own(zone, 'NS');
    if (servers !== undefined)
      return { zone, hosts: servers.values.filter(isHostName).slice(0, NAME_SERVERS_MAX) };
  }
  return undefined;
}

/** The same by asking, where nobody has asked yet: of a name that an alias leads to. */
export async function findZone(look: Look, name: string): Promise<ServedZone | undefined> {
  const asked = await Promise.all(
    ancestors(name).flatMap((host) =>
      (['SOA', 'NS'] as const).map((type) => lookUp(look, host, type, 'zone')),
    ),
  );
  return zoneOf({ names: asked.map(({ fact }) => fact) }, name);
}

/** Every address of the zone's servers that may be asked: of each server and family in turn, so that a limit leaves none out. */
export async function placesOf(
  look: Look,
  { hosts }: ServedZone,
  add: (more: Seen) => void,
): Promise<ServerPlace[]> {
  const found = await Promise.all(
    hosts.flatMap((host) =>
      (['AAAA', 'A'] as const).map(async (type) => {
        const { fact, lookup } = await lookUp(look, host, type, 'server');
        add({ names: [fact] });
        return lookup.addresses
          .filter((address) => look.kit.policy.check(address).ok)
          .map((address): ServerPlace => ({ host, address, family: address.family }));
      }),
    ),
  );
  const most = Math.max(0, ...found.map(({ length }) => length));
  const inTurn = Array.from({ length: most }, (_, at) => found.flatMap((places) => places[at] ?? []));
  return inTurn.flat().slice(0, PLACES_MAX);
}
