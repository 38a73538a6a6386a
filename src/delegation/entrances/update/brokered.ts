import { FAULTS } from '../../../core/index.ts';
import { describeFault } from '../../../i18n/index.ts';
import type { Client, Store, StoredTsigKey } from '../../../store/index.ts';
import { nameFromText, tsigAlgorithm } from '../../../wire/dns/index.ts';
import { type Broker, type Change, type Changes, readChallengeName } from '../../broker/index.ts';
import type { Operation, UpdateKeys, Values } from './types.ts';
import type { Zones } from './update.ts';

/** What the entrance needs, from the broker, the store and the settings. */
export function brokeredUpdates(parts: {
  readonly store: Pick<Store, 'tsigKeys'>;
  readonly broker: Broker;
  readonly changes: Changes;
  readonly openSecret: (key: StoredTsigKey) => Uint8Array;
  /** Of the settings. */
  readonly zones: readonly string[];
  /** Whether a challenge's name may be a zone of its own here, delegated by NS records. */
  readonly challengeZones: boolean;
}): { readonly keys: UpdateKeys; readonly values: Values; readonly zones: Zones } {
  const { store, broker, changes, openSecret } = parts;
  const zones = parts.zones.toSorted((a, b) => b.length - a.length);
  const names = zones.map(nameFromText);
  const challengeZone = (name: string) =>
    parts.challengeZones ? readChallengeName(name)?.challenge : undefined;
  return {
    keys: {
      async find(name) {
        const found = await store.tsigKeys.find(name);
        const algorithm = found && tsigAlgorithm(nameFromText(found.key.algorithm));
        if (found === undefined || algorithm === undefined || algorithm === 'hmac-md5') return undefined;
        const key = { name: nameFromText(name), algorithm, secret: openSecret(found.key) };
        return { key, client: found.client };
      },
    },
    values: {
      async standing({ client, source }, name) {
        const challenge = await broker.resolve(name);
        if (!challenge.ok) return { outcome: 'no-challenge' };
        const asked = { challenge: challenge.value, source, thumbprint: undefined };
        const allowed = await broker.allowed({ client, key: boundToNothing(client) }, asked);
        if (!allowed.ok) return { outcome: 'refused', reason: describeFault(allowed.fault) };
        const own = await changes.own(challenge.value, client);
        return { outcome: 'covered', challenge: challenge.value.challenge, own };
      },
      async apply({ client, source }, operations) {
        const applied = await changes.apply(client, operations.map(toChange), source);
        if (applied.ok) return applied;
        const unavailable = FAULTS[applied.fault.code].status >= 500;
        return { ok: false, reason: describeFault(applied.fault), unavailable };
      },
    },
    zones: {
      all: () => names,
      closest: (name) => Promise.resolve(challengeZone(name) ?? zones.find((zone) => isIn(name, zone))),
    },
  };
}

/** A TSIG key has neither a challenge nor networks of its own: the rules have. */
function boundToNothing({ id, createdAt }: Client) {
  return { sha256: '', user: '', clientId: id, challenge: null, networks: [], createdAt };
}

function toChange(operation: Operation): Change {
  const challenge = readChallengeName(operation.challenge);
  if (challenge === undefined) throw new Error('an operation is about no challenge');
  return operation.kind === 'clear'
    ? { kind: 'clear', challenge }
    : { kind: operation.kind, challenge, value: operation.value };
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
