import type { RecordSet } from '@azure/arm-dns';
import type { Clock } from '../../../core/index.ts';
import { relativeName } from '../http/txt.ts';
import { inTime, type Timed } from '../sdk/in-time.ts';
import { type SwapStore, swapValue } from '../sdk/swap.ts';
import type { Provider, ProviderFailure, ProviderResult, TxtValue, Until } from '../types.ts';
import type { AzureCalls, SetName } from './calls.ts';
import { explain, isAbsentSet } from './failure.ts';

/** One record: its strings, which are one text. */
type Strings = readonly string[];
type Old = {
  readonly records: readonly Strings[];
  readonly etag: string;
  /** What is not ours to change, and would be gone if it was not sent again. */
  readonly kept: Pick<RecordSet, 'ttl' | 'metadata'>;
};

/** A set is put, or deleted, only if it has the ETag with which it was read: `If-Match`, or `If-None-Match: *` where there was none. */
export function createAzureProvider(parts: {
  readonly calls: AzureCalls;
  readonly close: () => void;
  readonly secrets: Timed['secrets'];
  readonly clock: Clock;
  readonly ttlS: number;
}): Provider {
  const { calls, close, secrets, clock, ttlS } = parts;
  const explained = (error: unknown): ProviderFailure => explain(error, clock.now());
  const timed: Timed = { clock, secrets, explain: explained };

  function store(at: SetName, signal: AbortSignal): SwapStore<Strings, Old> {
    return {
      text: (strings) => strings.join(''),
      record: (value) => [value],
      read: () => readSet(calls, at, signal),
      async swap(old, records) {
        try {
          if (old !== undefined && records.length === 0) await calls.delete(at, old.etag, signal);
          else {
            const txtRecords = records.map((value) => ({ value: [...value] }));
            await calls.put(at, { ttl: ttlS, ...old?.kept, txtRecords }, old?.etag, signal);
          }
          return { ok: true, value: {} };
        } catch (error) {
          const failure = explained(error);
          if (failure.outcome === 'conflict') return failure;
          throw error;
        }
      },
    };
  }

  const changed = (value: TxtValue, wanted: 'present' | 'absent', until: Until) =>
    inTime(until, timed, (signal) => swapValue(store(setName(value), signal), value.value, wanted));

  return {
    add: (value, until) => changed(value, 'present', until),
    remove: (value, until) => changed(value, 'absent', until),
    list: (at, until) =>
      inTime(until, timed, async (signal) => {
        const set = await readSet(calls, setName(at), signal);
        return set.ok ? { ok: true, value: (set.value?.records ?? []).map((one) => one.join('')) } : set;
      }),
    close,
  };
}

function setName(at: Pick<TxtValue, 'zone' | 'name'>): SetName {
  return { zone: at.zone, relative: relativeName(at) || '@' };
}

async function readSet(
  calls: AzureCalls,
  at: SetName,
  signal: AbortSignal,
): Promise<ProviderResult<Old | undefined>> {
  try {
    const { etag, txtRecords, ttl, metadata } = await calls.get(at, signal);
    if (!etag || txtRecords === undefined || ttl === undefined) return MALFORMED;
    const records = txtRecords.map(({ value }) => value ?? []);
    const kept = { ttl, ...(metadata !== undefined && { metadata }) };
    return { ok: true, value: { records, etag, kept } };
  } catch (error) {
    if (isAbsentSet(error)) return { ok: true, value: undefined };
    throw error;
  }
}

const MALFORMED: ProviderFailure = { ok: false, outcome: 'malformed', code: 'HTTP 200' };
