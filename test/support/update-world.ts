// What stands behind the entrance for updates, in memory: clients with the names that they may change, keys, zones, and values. The
// rules are as simple as can be, so that what a test sees is the entrance's work.
import type { Operation, UpdateKeys, Values, Zones } from '../../src/delegation/entrances/update/index.ts';
import { nameFromText, nameIsUnder, nameToText, type TsigKey } from '../../src/wire/dns/index.ts';

export const CHALLENGE = '_acme-challenge.www.example.com';
export const OTHER = '_acme-challenge.other.example';
/** A zone of ours, with the label that stands for `CHALLENGE`. */
export const ZONE = 'acme.sixfour.example';
export const LABEL = `com-example-www.${ZONE}`;
/** Delegated to us by NS records. */
export const DELEGATED = '_acme-challenge.example.org';

export const VALUE = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
export const VALUE_2 = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';

export type UpdateWorld = {
  readonly keys: UpdateKeys;
  readonly zones: Zones;
  readonly values: Values;
  /** All operations that were carried out. */
  readonly applied: { readonly client: string; readonly operations: readonly Operation[] }[];
  /** Values by challenge and client. */
  readonly stored: Map<string, Set<string>>;
  /** Fails the next one. */
  fail: 'no' | 'refuse' | 'throw';
};

export function updateWorld(settings: {
  readonly keys: readonly TsigKey[];
  /** Challenges by client; a client has the name of its key. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
}): UpdateWorld {
  const stored = new Map<string, Set<string>>();
  const at = (client: string, challenge: string) => {
    const key = `${client} ${challenge}`;
    const set = stored.get(key) ?? new Set<string>();
    stored.set(key, set);
    return set;
  };
  const zones = [ZONE, DELEGATED];
  const world: UpdateWorld = {
    applied: [],
    stored,
    fail: 'no',
    keys: {
      find: async (name) => {
        const key = settings.keys.find((one) => nameToText(one.name).toLowerCase() === name);
        return key === undefined ? undefined : { key, client: { id: name, name, createdAt: 0 } };
      },
    },
    zones: {
      all: () => [nameFromText(ZONE)],
      closest: async (name) =>
        zones
          .filter((zone) => nameIsUnder(nameFromText(name), nameFromText(zone)))
          .toSorted((a, b) => b.length - a.length)[0],
    },
    values: {
      async standing({ client }, name) {
        const challenge = name === LABEL ? CHALLENGE : name;
        if (!challenge.startsWith('_acme-challenge.')) return { outcome: 'no-challenge' };
        if (settings.covers[client.id]?.includes(challenge) !== true) {
          return { outcome: 'refused', reason: `no rule lets ${client.id} answer ${challenge}` };
        }
        return { outcome: 'covered', challenge, own: [...at(client.id, challenge)] };
      },
      async apply({ client }, operations) {
        if (world.fail === 'throw') throw new Error('the store is gone');
        if (world.fail === 'refuse') return { ok: false, reason: 'the rule is gone' };
        world.applied.push({ client: client.id, operations });
        for (const operation of operations) {
          const set = at(client.id, operation.challenge);
          if (operation.kind === 'present') set.add(operation.value);
          else if (operation.kind === 'cleanup') set.delete(operation.value);
          else set.clear();
        }
        return { ok: true };
      },
    },
  };
  return world;
}
