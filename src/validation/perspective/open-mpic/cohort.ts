import { createHash } from 'node:crypto';
import type { Perspective } from '../types.ts';

/**
 * The perspectives that are asked about a target: always the same ones as long as the same are joined, chosen by a hash, and from as
 * many regions as there are. `secret`: so that whoever knows the names cannot work out who will look.
 */
export function cohort(
  perspectives: readonly Perspective[],
  count: number,
  target: string,
  secret: string,
): Perspective[] {
  const rank = ({ name }: Perspective) =>
    createHash('sha256')
      .update(JSON.stringify([secret, target.toLowerCase(), name]))
      .digest('hex');
  const ranked = perspectives
    .map((perspective) => ({ perspective, rank: rank(perspective) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const left = ranked.map(({ perspective }) => perspective);
  const chosen: Perspective[] = [];
  let regions = new Set<string>();
  while (chosen.length < count && left.length > 0) {
    const at = left.findIndex(({ region }) => !regions.has(region));
    if (at === -1) {
      regions = new Set(); // each region has had one: once more around
      continue;
    }
    const [next] = left.splice(at, 1);
    if (next === undefined) break;
    regions.add(next.region);
    chosen.push(next);
  }
  return chosen;
}
