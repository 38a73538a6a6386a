import type { ProviderResult } from '../types.ts';
import { SWAP_TRIES_MAX } from './limits.ts';

/** All TXT records of a name as the provider has them, with whatever it wants to hear of them again. */
export type OldSet<Raw> = { readonly records: readonly Raw[] };

/** A place that takes a name's records as a whole, and only if nobody has changed them since they were read. */
export type SwapStore<Raw, Old extends OldSet<Raw>> = {
  /** What a record says, and a record that says `value`. */
  readonly text: (record: Raw) => string;
  readonly record: (value: string) => Raw;
  read(): Promise<ProviderResult<Old | undefined>>;
  /** No records: the set is deleted. `conflict`: `old` is not what is there. */
  swap(old: Old | undefined, records: readonly Raw[]): Promise<ProviderResult<Changed>>;
};
export type Changed = { readonly change?: string };

/**
 * Brings one value into a set, or out of it, by compare-and-swap: who lost a race reads again and tries again. A provider that says
 * `conflict` while what is read stays the same means something else by it: that is `refused`.
 */
export async function swapValue<Raw, Old extends OldSet<Raw>>(
  store: SwapStore<Raw, Old>,
  value: string,
  wanted: 'present' | 'absent',
): Promise<ProviderResult<Changed>> {
  let before: string | undefined;
  let unchanged = 0;
  for (let tries = 1; ; tries++) {
    const set = await store.read();
    if (!set.ok) return set;
    const seen = JSON.stringify(set.value ?? null);
    unchanged = seen === before ? unchanged + 1 : 0;
    before = seen;
    const records = set.value?.records ?? [];
    const others = records.filter((record) => store.text(record) !== value);
    const present = others.length < records.length;
    if (present === (wanted === 'present')) return { ok: true, value: {} };
    const swapped = await store.swap(set.value, present ? others : [...records, store.record(value)]);
    if (swapped.ok || swapped.outcome !== 'conflict') return swapped;
    // once may be chance: another's value came and went in between
    if (unchanged >= 2) return { ...swapped, outcome: 'refused' };
    if (tries === SWAP_TRIES_MAX) return swapped;
  }
}
