import type { DnssecEvidence, LookupEvidence } from '../../core/index.ts';
import { nameFromText, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Name } from '../../wire/dns/index.ts';
import type { Lookup, Question, Resolver } from '../types.ts';
import { CNAME_MAX } from './limits.ts';
import { hostName } from './run.ts';

export type ZoneEntry = { readonly zone: string; readonly resolver: Resolver };

/**
 * Split horizon: the entry with the longest zone that holds the name answers, `fallback` all other names. A CNAME that leads
 * into another entry's zone is looked up there, whatever the first entry said of it.
 */
export function createZoneResolver(entries: readonly ZoneEntry[], fallback: Resolver): Resolver {
  if (entries.length === 0) return fallback;
  const zones = entries
    .map((entry) => ({ name: nameFromText(entry.zone), resolver: entry.resolver }))
    .toSorted((a, b) => b.name.length - a.name.length);
  const choose = (name: Name): Resolver =>
    zones.find((zone) => nameIsUnder(name, zone.name))?.resolver ?? fallback;
  return { lookup: (question) => lookup(choose, fallback, question) };
}

async function lookup(
  choose: (name: Name) => Resolver,
  fallback: Resolver,
  question: Question,
): Promise<Lookup> {
  const name = hostName(question.name);
  // no host name: any entry will say so
  if (name === undefined) return fallback.lookup(question);
  let resolver = choose(name);
  let whole = await resolver.lookup(question);
  const seen = new Set([nameKey(name)]);
  let from = 0;
  for (let restarts = 0; restarts < CNAME_MAX; restarts++) {
    // a forged CNAME leads nowhere
    if (whole.evidence.outcome === 'bogus') return whole;
    const chain = whole.evidence.chain ?? [];
    const crossing = chain.findIndex((target, i) => i >= from && leaves(target, resolver, choose));
    for (const target of chain.slice(from, crossing < 0 ? chain.length : crossing)) seen.add(target);
    const target = chain[crossing];
    if (target === undefined) return whole;
    const next = nameFromText(target);
    if (hostName(target) === undefined) return unasked(whole);
    if (seen.has(nameKey(next))) return { ...whole, evidence: { ...whole.evidence, outcome: 'loop' } };
    seen.add(nameKey(next));
    resolver = choose(next);
    from = crossing + 1;
    whole = join(whole, chain.slice(0, from), await resolver.lookup({ ...question, name: target }));
  }
  return { ...whole, evidence: { ...whole.evidence, outcome: 'loop' } };
}

/** The later lookup's findings under the first one's name, with the way that led there. */
function join(first: Lookup, way: readonly string[], then: Lookup): Lookup {
  const dnssec = joinDnssec(first.evidence, then.evidence);
  return {
    ...then,
    evidence: {
      ...then.evidence,
      ...(dnssec && { dnssec }),
      at: first.evidence.at,
      name: first.evidence.name,
      chain: [...way, ...(then.evidence.chain ?? [])],
      tries: first.evidence.tries + then.evidence.tries,
      ms: first.evidence.ms + then.evidence.ms,
    },
  };
}

/** The worse verdict of two parts of one answer; a part that was not validated at all counts as not signed. */
function joinDnssec(first: LookupEvidence, then: LookupEvidence): DnssecEvidence | undefined {
  if (first.dnssec === undefined && then.dnssec === undefined) return undefined;
  const [a, b] = [first, then].map(
    (one): DnssecEvidence =>
      one.dnssec ?? { status: 'insecure', reason: 'not-validated', link: `${one.name} ${one.type}` },
  );
  return a !== undefined && b !== undefined && RANK[b.status] > RANK[a.status] ? b : a;
}

const RANK = { secure: 0, insecure: 1, indeterminate: 2, bogus: 3 } as const;

/** Names of a chain stand there as `nameKey` writes them, whatever bytes they hold. */
function leaves(target: string, resolver: Resolver, choose: (name: Name) => Resolver): boolean {
  return choose(nameFromText(target)) !== resolver;
}

/** It leads to a name that another entry answers for and that is no host name: nobody can be asked, and nobody else is believed. */
function unasked({ evidence }: Lookup): Lookup {
  const { addresses, records, ...rest } = evidence;
  return {
    evidence: {
      ...rest,
      outcome: 'error',
      ...(addresses !== undefined && { addresses: [] }),
      ...(records !== undefined && { records: 0 }),
    },
    addresses: [],
    texts: [],
    records: [],
  };
}
