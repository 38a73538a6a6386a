import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Clock } from '../../../core/index.ts';
import { inTime, type Timed } from '../sdk/in-time.ts';
import { type SwapStore, swapValue } from '../sdk/swap.ts';
import { createZoneIds } from '../sdk/zone-ids.ts';
import type { Provider, ProviderFailure, ProviderResult, TxtValue, Until } from '../types.ts';
import type { Route53Calls } from './calls.ts';
import { explain } from './failure.ts';
import { PAGES_MAX } from './limits.ts';
import { quoteText, readName, readText } from './text.ts';

type Old = { readonly records: readonly string[]; readonly ttlS: number };
type Place = Pick<TxtValue, 'zone' | 'name'>;

/**
 * A set is changed by one change batch that deletes it as it was read and creates it as it should be: the service does both or
 * neither, and neither where the set is another by now. A name's TTL stays what it was.
 */
export function createRoute53Provider(parts: {
  readonly calls: Route53Calls;
  readonly zones: Readonly<Record<string, string>>;
  readonly secrets: Timed['secrets'];
  readonly clock: Clock;
  readonly ttlS: number;
}): Provider {
  const { calls, secrets, clock, ttlS } = parts;
  const ids = createZoneIds(parts.zones, (zone, signal) => publicZones(calls, zone, signal));
  const explained = (error: unknown): ProviderFailure => explain(error, clock.now());
  const timed: Timed = { clock, secrets, explain: explained };

  async function inZone<T>(
    { zone }: Pick<TxtValue, 'zone'>,
    until: Until,
    work: (zoneId: string, signal: AbortSignal) => Promise<ProviderResult<T>>,
  ): Promise<ProviderResult<T>> {
    const done = await inTime(until, timed, async (signal) => {
      const id = await ids.idOf(zone, signal);
      return id.ok ? work(id.value, signal) : id;
    });
    if (!done.ok && done.outcome === 'no-zone') ids.forget(zone);
    return done;
  }

  function store(zoneId: string, name: string, signal: AbortSignal): SwapStore<string, Old> {
    return {
      text: readText,
      record: quoteText,
      read: () => readSet(calls, zoneId, name, signal),
      async swap(old, records) {
        const changes = batch(name, old, records, ttlS);
        try {
          const change = (await calls.change(zoneId, changes, signal))?.Id;
          if (change === undefined) return MALFORMED;
          return { ok: true, value: { change } };
        } catch (error) {
          const failure = explained(error);
          if (failure.outcome === 'conflict') return failure;
          throw error;
        }
      },
    };
  }

  const changed = (at: TxtValue, wanted: 'present' | 'absent', until: Until) =>
    inZone(at, until, (zoneId, signal) => swapValue(store(zoneId, at.name, signal), at.value, wanted));

  return {
    add: (value, until) => changed(value, 'present', until),
    remove: (value, until) => changed(value, 'absent', until),
    list: (at: Place, until) =>
      inZone(at, until, async (zoneId, signal) => {
        const set = await readSet(calls, zoneId, at.name, signal);
        return set.ok ? { ok: true, value: (set.value?.records ?? []).map(readText) } : set;
      }),
    inSync: (change, until) =>
      inTime(until, timed, async (signal) => {
        const status = (await calls.status(change, signal))?.Status;
        if (status !== 'INSYNC' && status !== 'PENDING') return MALFORMED;
        return { ok: true, value: status === 'INSYNC' };
      }),
    close: () => calls.close(),
  };
}

function batch(name: string, old: Old | undefined, records: readonly string[], ttlS: number): Change[] {
  const set = (texts: readonly string[]): ResourceRecordSet => ({
    Name: `${name}.`,
    Type: 'TXT',
    TTL: old?.ttlS ?? ttlS,
    ResourceRecords: texts.map((Value) => ({ Value })),
  });
  return [
    ...(old === undefined ? [] : [{ Action: 'DELETE' as const, ResourceRecordSet: set(old.records) }]),
    ...(records.length === 0 ? [] : [{ Action: 'CREATE' as const, ResourceRecordSet: set(records) }]),
  ];
}

async function readSet(
  calls: Route53Calls,
  zoneId: string,
  name: string,
  signal: AbortSignal,
): Promise<ProviderResult<Old | undefined>> {
  const sets = await calls.setsFrom(zoneId, `${name}.`, signal);
  if (sets === undefined) return MALFORMED;
  const [set] = sets;
  if (set?.Type !== 'TXT' || readName(set.Name ?? '') !== name) return { ok: true, value: undefined };
  // one of several sets of this name, of which each client is given another: no place for one value
  if (set.SetIdentifier !== undefined) return { ok: false, outcome: 'refused', code: 'routing policy' };
  const records = (set.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []);
  if (set.TTL === undefined || records.length === 0) return MALFORMED;
  return { ok: true, value: { records, ttlS: set.TTL } };
}

/** The ids of all public zones of this very name; a list that does not end is refused. */
async function publicZones(
  calls: Route53Calls,
  zone: string,
  signal: AbortSignal,
): Promise<ProviderResult<readonly string[]>> {
  const found: string[] = [];
  let from: { name: string; id: string | undefined } = { name: `${zone}.`, id: undefined };
  for (let page = 1; page <= PAGES_MAX; page++) {
    const {
      HostedZones = [],
      IsTruncated,
      NextDNSName,
      NextHostedZoneId,
    } = await calls.zonesFrom(from.name, from.id, signal);
    if (HostedZones === undefined) return MALFORMED;
    const same = HostedZones.filter(({ Name }) => readName(Name ?? '') === zone);
    found.push(...same.flatMap(({ Id, Config }) => (Config?.PrivateZone === true ? [] : (Id ?? []))));
    const more = IsTruncated === true && same.length === HostedZones.length;
    if (!more || NextDNSName === undefined) return { ok: true, value: found };
    from = { name: NextDNSName, id: NextHostedZoneId };
  }
  return { ok: false, outcome: 'refused', code: 'too many zones of this name' };
}

/** The SDK reads what it finds: that something is missing is for us to see. */
const MALFORMED: ProviderFailure = { ok: false, outcome: 'malformed', code: 'HTTP 200' };
