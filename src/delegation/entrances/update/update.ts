import { type Message, type Name, nameIsUnder, nameKey, RCODE } from '../../../wire/dns/index.ts';
import { decideUpdate, namesIn, type UpdateView } from './decide.ts';
import type { Listener } from './entrance.ts';
import { refuse } from './refusal.ts';
import type { Standing, UpdateClient, UpdateRefusal, Values } from './types.ts';

/** The zones of the name servers, in canonical text. */
export type Zones = {
  all(): readonly Name[];
  /** The closest zone of ours that the name is in: of the settings, or a challenge's name that is delegated to us by NS records. */
  closest(name: string): Promise<string | undefined>;
};

/** Looks up what a decision needs, decides, and has it done. Undefined where all of it was done. */
export async function runUpdate(
  message: Message,
  client: UpdateClient,
  parts: { readonly values: Values; readonly zones: Zones },
  listener: Listener,
): Promise<UpdateRefusal | undefined> {
  const zone = message.questions[0]?.name ?? [];
  const names = namesIn(message).filter((name) => nameIsUnder(name, zone));
  const standings = await lookUp(names, (name) => parts.values.standing(client, name));
  const closest =
    listener === 'zone' ? await lookUp([zone, ...names], (name) => parts.zones.closest(name)) : undefined;
  const decision = decideUpdate(message, viewOf(standings, closest));
  if (decision.outcome === 'refused') return decision;
  if (decision.operations.length === 0) return undefined;
  const applied = await parts.values.apply(client, decision.operations);
  if (applied.ok) return undefined;
  return refuse(applied.unavailable === true ? RCODE.SERVFAIL : RCODE.REFUSED, 'rule', applied.reason);
}

/** At the facade every zone is one that a client may name: the registrable domain, its parent, the name itself (clients differ). */
function viewOf(
  standings: ReadonlyMap<string, Standing>,
  closest: ReadonlyMap<string, string | undefined> | undefined,
): UpdateView {
  return {
    isZone: (zone) => closest === undefined || closest.get(nameKey(zone)) === nameKey(zone),
    isIn: (name, zone) =>
      nameIsUnder(name, zone) && (closest === undefined || closest.get(nameKey(name)) === nameKey(zone)),
    standing: (name) => standings.get(nameKey(name)) ?? { outcome: 'no-challenge' },
  };
}

async function lookUp<T>(
  names: readonly Name[],
  find: (name: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const keys = [...new Set(names.map(nameKey))];
  return new Map(await Promise.all(keys.map(async (key) => [key, await find(key)] as const)));
}
