import type { ProviderResult } from '../types.ts';
import { PAGES_MAX } from './limits.ts';

/** The items of all pages, from page 1 on. A list that does not end is refused: what is on a page that was not read would be missed. */
export async function allPages<T>(
  read: (page: number) => Promise<ProviderResult<{ readonly items: readonly T[]; readonly more: boolean }>>,
): Promise<ProviderResult<readonly T[]>> {
  const items: T[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const one = await read(page);
    if (!one.ok) return one;
    items.push(...one.value.items);
    if (!one.value.more) return { ok: true, value: items };
  }
  return { ok: false, outcome: 'refused', code: 'too many pages' };
}
