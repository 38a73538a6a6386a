import type { Provider, ProviderResult, TxtValue, Until } from '../types.ts';
import { CHANGE_TRIES_MAX } from './limits.ts';
import { quoteTxt, readTxt } from './txt.ts';

/** All TXT records of a name as the provider has them, in zone file format; `ttlS` undefined where there are none. */
export type RecordSet = { readonly ttlS: number | undefined; readonly contents: readonly string[] };

/** A place that takes a name's records as a whole only, and has no compare-and-swap. No contents: the set is deleted. */
export type SetStore = {
  read(): Promise<ProviderResult<RecordSet>>;
  write(set: RecordSet): Promise<ProviderResult<unknown>>;
};

/** What a provider does with one value, where it takes sets only. */
export function setProvider(
  storeOf: (at: Pick<TxtValue, 'zone' | 'name'>, until: Until) => SetStore,
): Pick<Provider, 'add' | 'remove'> & Required<Pick<Provider, 'list'>> {
  return {
    add: (value, until) => changeSet(storeOf(value, until), value.value, 'present'),
    remove: (value, until) => changeSet(storeOf(value, until), value.value, 'absent'),
    async list(at, until) {
      const set = await storeOf(at, until).read();
      return set.ok ? { ok: true, value: set.value.contents.map(readTxt) } : set;
    },
  };
}

/**
 * Brings one value into a set, or out of it: reads, writes what else there was and its TTL with it, and reads again, until it is as
 * it should be. So a change of ours that another program overwrites is made again. What another writes between our reading and our
 * writing is lost: such an API leaves no way to see it.
 */
export async function changeSet(
  store: SetStore,
  value: string,
  wanted: 'present' | 'absent',
): Promise<ProviderResult<object>> {
  for (let tries = 0; ; tries++) {
    const set = await store.read();
    if (!set.ok) return set;
    const { contents } = set.value;
    const others = contents.filter((content) => readTxt(content) !== value);
    const present = others.length < contents.length;
    if (present === (wanted === 'present')) return { ok: true, value: {} };
    if (tries === CHANGE_TRIES_MAX) return { ok: false, outcome: 'conflict' };
    const written = await store.write({
      ...set.value,
      contents: present ? others : [...contents, quoteTxt(value)],
    });
    if (!written.ok && written.outcome !== 'conflict') return written;
  }
}
