import { isRecord } from '../survey-json.ts';
import { ALTERNATIVES_MAX } from './limits.ts';

/** Reading of `nft -j` (libnftables-json(5)): values and sets of them. What is not understood is undefined, never guessed. */

/** One value: a word, a number, a range, or several that belong together (a concatenation). */
export type Value = string | number | readonly [number, number] | { readonly together: readonly Value[] };
export type Sets = ReadonlyMap<string, readonly unknown[]>;

/** The only key of an expression, and what it holds. */
export function only(one: unknown): readonly [string, unknown] | undefined {
  return isRecord(one) ? Object.entries(one)[0] : undefined;
}

/** The values that a match compares with: one, a list (of flags), an anonymous set, or a named one. */
export function valuesOf(right: unknown, sets: Sets): readonly Value[] | undefined {
  const members = membersOf(right, sets);
  if (members === undefined || members.length > MEMBERS_MAX) return undefined;
  const values = members.map(valueOf);
  return values.every((one) => one !== undefined) ? values : undefined;
}

/** Pairs of a verdict map: what is compared, and the verdict. */
export function pairsOf(data: unknown, sets: Sets): readonly (readonly [Value, unknown])[] | undefined {
  const members = membersOf(data, sets);
  if (members === undefined || members.length > ALTERNATIVES_MAX) return undefined;
  const pairs = members.map((one) => {
    if (!Array.isArray(one) || one.length !== 2) return undefined;
    const value = valueOf(one[0]);
    return value === undefined ? undefined : ([value, one[1]] as const);
  });
  return pairs.every((one) => one !== undefined) ? pairs : undefined;
}

/** As many as a rule of a report may hold. */
const MEMBERS_MAX = 1_024;

function membersOf(one: unknown, sets: Sets): readonly unknown[] | undefined {
  if (typeof one === 'string' && one.startsWith('@')) return sets.get(one.slice(1));
  if (Array.isArray(one)) return one;
  if (isRecord(one) && 'set' in one) return Array.isArray(one.set) ? one.set : [one.set];
  return [one];
}

function valueOf(one: unknown): Value | undefined {
  if (typeof one === 'string' || typeof one === 'number') return one;
  if (typeof one === 'boolean') return Number(one);
  const [key, held] = only(one) ?? [];
  if (key === 'elem' && isRecord(held)) return valueOf(held.val);
  if (key === 'prefix' && isRecord(held)) return `${String(held.addr)}/${String(held.len)}`;
  if (key === 'range' && Array.isArray(held)) {
    const [from, to]: readonly unknown[] = held;
    if (typeof from === 'number' && typeof to === 'number') return [from, to];
    return typeof from === 'string' && typeof to === 'string' ? `${from}-${to}` : undefined;
  }
  if (key === 'concat' && Array.isArray(held)) {
    const together = held.map(valueOf);
    return together.every((value) => value !== undefined) ? { together } : undefined;
  }
  return undefined;
}
