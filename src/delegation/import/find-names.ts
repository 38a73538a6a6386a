import type { Clock } from '../../core/index.ts';
import type { Resolver } from '../../net/index.ts';
import { nameKey } from '../../wire/dns/index.ts';
import { delegate, DNS_01 } from '../names/index.ts';
import { LOOKUP_MS, LOOKUPS_AT_ONCE } from './limits.ts';

/** Where the challenges of names lead. */
export type FoundNames = {
  /** By label of the zone: the names whose CNAME leads to it. */
  readonly byLabel: ReadonlyMap<string, readonly string[]>;
  /** Names that lead elsewhere, or nowhere. */
  readonly elsewhere: readonly string[];
  /** Names of which it was not to be found out, and how the look-up ended. */
  readonly unknown: readonly { readonly name: string; readonly outcome: string }[];
};

/** Follows the CNAME at each `_acme-challenge.NAME`, which may lead over others; never rejects for what servers do. */
export async function findNames(
  parts: {
    readonly resolverFor: (name: string) => Resolver;
    readonly clock: Clock;
    readonly progress?: (done: number) => void;
  },
  names: readonly string[],
  zone: string,
): Promise<FoundNames> {
  const byLabel = new Map<string, string[]>();
  const elsewhere: string[] = [];
  const unknown: { name: string; outcome: string }[] = [];
  let next = 0;
  const work = async () => {
    for (let name = names[next++]; name !== undefined; name = names[next++]) {
      const found = await follow(parts, name, zone);
      if ('label' in found) byLabel.set(found.label, [...(byLabel.get(found.label) ?? []), name]);
      else if (found.outcome === undefined) elsewhere.push(name);
      else unknown.push({ name, outcome: found.outcome });
      parts.progress?.(next);
    }
  };
  await Promise.all(Array.from({ length: LOOKUPS_AT_ONCE }, work));
  for (const found of byLabel.values()) found.sort();
  return { byLabel, elsewhere: elsewhere.toSorted(), unknown };
}

/** A chain that is longer leads nowhere: resolvers give up earlier. */
const CHAIN_MAX = 8;

async function follow(
  { resolverFor, clock }: Parameters<typeof findNames>[0],
  name: string,
  zone: string,
): Promise<{ label: string } | { outcome: string | undefined }> {
  const resolver = resolverFor(name);
  let at = delegate(name, DNS_01, 'readable', '').challenge;
  for (let links = 0; links < CHAIN_MAX; links++) {
    const deadlineMs = clock.monotonic() + LOOKUP_MS;
    const { evidence, records } = await resolver.lookup({ name: at, type: 'CNAME', hop: 0, deadlineMs });
    const target = records.flatMap(({ data }) => (data.kind === 'CNAME' ? [nameKey(data.target)] : []))[0];
    if (target === undefined) return { outcome: DENIED.has(evidence.outcome) ? undefined : evidence.outcome };
    if (target.endsWith(`.${zone}`) && !target.slice(0, -zone.length - 1).includes('.'))
      return { label: target.slice(0, -zone.length - 1) };
    at = target;
  }
  return { outcome: undefined };
}
const DENIED: ReadonlySet<string> = new Set(['answer', 'nodata', 'nxdomain']);
