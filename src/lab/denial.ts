import {
  CLASS,
  TYPE,
  compareNames,
  nameEquals,
  nameIsUnder,
  nameKey,
  typeBitmap,
} from '../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../wire/dns/index.ts';
import { ASTERISK, type Denial, type FoundSet, ownLabels } from './find.ts';
import type { Node, Zone } from './types.ts';

/** The NSEC records that prove what is not there (RFC 4035 section 3.1.3), each once. Only for zones that are signed. */
export function proofs(denials: readonly Denial[]): readonly FoundSet[] {
  const sets = new Map<string, FoundSet>();
  for (const denial of denials) {
    if (denial.zone.signer === undefined) continue;
    for (const name of provenNames(denial)) {
      const set = nsecAt(denial.zone, denial.nodes, name);
      if (set !== undefined)
        sets.set(`${nameKey(denial.zone.apex)} ${nameKey(set.records[0]?.name ?? [])}`, set);
    }
  }
  return [...sets.values()];
}

/** The names whose NSEC, at them or spanning them, makes up the proof. */
function provenNames({ kind, name, encloser }: Denial): Name[] {
  if (kind === 'nodata') return [name];
  const nextCloser = name.slice(name.length - encloser.length - 1);
  return kind === 'expanded' ? [nextCloser] : [nextCloser, [ASTERISK, ...encloser]];
}

/** The NSEC record of the last name that is not after `name` in canonical order. */
function nsecAt(zone: Zone, nodes: ReadonlyMap<string, Node>, name: Name): FoundSet | undefined {
  const chain = chainOf(zone, nodes);
  const after = chain.findIndex((node) => compareNames(node.name, name) > 0);
  const index = (after < 0 ? chain.length : after) - 1;
  const node = chain.at(index);
  const next = chain[index + 1] ?? chain[0];
  if (node === undefined || next === undefined) return undefined;
  const cut = isCut(zone, node);
  const own = [...node.sets.keys()].filter((type) => !cut || type === TYPE.NS || type === TYPE.DS);
  const record: ResourceRecord = {
    name: node.name,
    type: TYPE.NSEC,
    class: CLASS.IN,
    ttl: zone.ttl,
    data: { kind: 'NSEC', next: next.name, bitmap: typeBitmap([...own, TYPE.NSEC, TYPE.RRSIG]) },
  };
  return { zone, records: [record], labels: ownLabels(node.name) };
}

const chains = new WeakMap<ReadonlyMap<string, Node>, readonly Node[]>();

/** All names that own an NSEC, in canonical order: those with records of the zone's own, none below a cut. */
function chainOf(zone: Zone, nodes: ReadonlyMap<string, Node>): readonly Node[] {
  const known = chains.get(nodes);
  if (known !== undefined) return known;
  const cuts = [...nodes.values()].filter((node) => isCut(zone, node));
  const chain = [...nodes.values()]
    .filter((node) => node.sets.size > 0)
    .filter((node) => !cuts.some((cut) => cut !== node && nameIsUnder(node.name, cut.name)))
    .toSorted((a, b) => compareNames(a.name, b.name));
  chains.set(nodes, chain);
  return chain;
}

function isCut(zone: Zone, node: Node): boolean {
  return node.sets.has(TYPE.NS) && !nameEquals(node.name, zone.apex);
}
