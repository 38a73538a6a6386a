import { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import { quoteTxt, readTxt } from '../http/txt.ts';
import { inTime, type Timed } from '../sdk/in-time.ts';
import { type SwapStore, swapValue } from '../sdk/swap.ts';
import { createZoneIds } from '../sdk/zone-ids.ts';
import type { Provider, ProviderFailure, ProviderResult, TxtValue, Until } from '../types.ts';
import { type Answer, type GoogleCalls, readAnswer } from './calls.ts';
import { explain, failureOfAnswer } from './failure.ts';
import { PAGES_MAX } from './limits.ts';

type Old = { readonly records: readonly string[]; readonly ttlS: number };

/**
 * A set is changed by one Change that deletes it as it was read and adds it as it should be: the service does both or neither, and
 * neither where the set is another by now. A name's TTL stays what it was.
 */
export function createGoogleProvider(parts: {
  readonly calls: GoogleCalls;
  readonly zones: Readonly<Record<string, string>>;
  readonly close: () => void;
  readonly secrets: Timed['secrets'];
  readonly clock: Clock;
  readonly ttlS: number;
}): Provider {
  const { calls, close, secrets, clock, ttlS } = parts;
  const timed: Timed = { clock, secrets, explain: (error: unknown) => explain(error, clock.now()) };
  const ids = createZoneIds(parts.zones, (zone, signal) => publicZones(zone, signal));

  function read<T>(answer: Answer, schema: z.ZodType<T>): ProviderResult<T> {
    if (answer.status !== 200) return failureOfAnswer(answer, clock.now());
    const value = readAnswer(answer, schema);
    return value === undefined ? MALFORMED : { ok: true, value };
  }

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

  async function readSet(
    zoneId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<ProviderResult<Old | undefined>> {
    const query = new URLSearchParams({ name: `${name}.`, type: 'TXT' });
    const page = read(await calls.get(`/managedZones/${zoneId}/rrsets?${query.toString()}`, signal), SETS);
    if (!page.ok) return page;
    const set = page.value.rrsets.find((one) => one.type === 'TXT' && one.name.toLowerCase() === `${name}.`);
    if (set === undefined) return { ok: true, value: undefined };
    // each client is given another set: no place for one value
    if (set.routingPolicy !== undefined) return { ok: false, outcome: 'refused', code: 'routing policy' };
    return { ok: true, value: { records: set.rrdatas, ttlS: set.ttl } };
  }

  function store(zoneId: string, name: string, signal: AbortSignal): SwapStore<string, Old> {
    const set = (rrdatas: readonly string[], ttl: number) => ({
      name: `${name}.`,
      type: 'TXT',
      ttl,
      rrdatas,
    });
    return {
      text: readTxt,
      record: quoteTxt,
      read: () => readSet(zoneId, name, signal),
      async swap(old, records) {
        const change = {
          ...(old !== undefined && { deletions: [set(old.records, old.ttlS)] }),
          ...(records.length > 0 && { additions: [set(records, old?.ttlS ?? ttlS)] }),
        };
        const answer = await calls.post(`/managedZones/${zoneId}/changes`, change, signal);
        const done = read(answer, CHANGE);
        if (done.ok) return { ok: true, value: { change: `${zoneId}/${done.value.id}` } };
        // a set to delete that is gone is a 404 as a missing zone is: which of them, the next reading tells
        return done.outcome === 'no-zone' && old !== undefined ? { ...done, outcome: 'conflict' } : done;
      },
    };
  }

  /** The names of all public managed zones of this very name; a list that does not end is refused. */
  async function publicZones(zone: string, signal: AbortSignal): Promise<ProviderResult<readonly string[]>> {
    const found: string[] = [];
    let pageToken: string | undefined;
    for (let count = 1; count <= PAGES_MAX; count++) {
      const query = new URLSearchParams({
        dnsName: `${zone}.`,
        ...(pageToken !== undefined && { pageToken }),
      });
      const page = read(await calls.get(`/managedZones?${query.toString()}`, signal), ZONES);
      if (!page.ok) return page;
      const same = page.value.managedZones.filter((one) => one.dnsName.toLowerCase() === `${zone}.`);
      found.push(...same.flatMap(({ name, visibility }) => (visibility === 'private' ? [] : name)));
      pageToken = page.value.nextPageToken;
      if (pageToken === undefined) return { ok: true, value: found };
    }
    return { ok: false, outcome: 'refused', code: 'too many zones of this name' };
  }

  const changed = (at: TxtValue, wanted: 'present' | 'absent', until: Until) =>
    inZone(at, until, (zoneId, signal) => swapValue(store(zoneId, at.name, signal), at.value, wanted));

  return {
    add: (value, until) => changed(value, 'present', until),
    remove: (value, until) => changed(value, 'absent', until),
    list: (at, until) =>
      inZone(at, until, async (zoneId, signal) => {
        const set = await readSet(zoneId, at.name, signal);
        return set.ok ? { ok: true, value: (set.value?.records ?? []).map(readTxt) } : set;
      }),
    inSync: (change, until) =>
      inTime(until, timed, async (signal) => {
        const [zoneId = '', id = ''] = change.split('/').map(encodeURIComponent);
        const answer = read(await calls.get(`/managedZones/${zoneId}/changes/${id}`, signal), CHANGE);
        return answer.ok ? { ok: true, value: answer.value.status === 'done' } : answer;
      }),
    close,
  };
}

const MALFORMED: ProviderFailure = { ok: false, outcome: 'malformed', code: 'HTTP 200' };
const ZONE_NAME = z.string().regex(/^[a-z0-9-]{1,63}$/);

/** https://cloud.google.com/dns/docs/reference/rest/v1: managedZones.list, resourceRecordSets.list, changes.create and changes.get. */
const ZONES = z.object({
  managedZones: z
    .array(z.object({ name: ZONE_NAME, dnsName: z.string(), visibility: z.string().default('public') }))
    .default([]),
  nextPageToken: z.string().optional(),
});
const SETS = z.object({
  rrsets: z
    .array(
      z.object({
        name: z.string(),
        type: z.string(),
        ttl: z.int().min(0).default(0),
        rrdatas: z.array(z.string()).default([]),
        routingPolicy: z.unknown().optional(),
      }),
    )
    .default([]),
});
const CHANGE = z.object({ id: z.string().regex(/^[\w-]{1,100}$/), status: z.enum(['pending', 'done']) });
