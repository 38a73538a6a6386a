import { CLASS, RCODE, TYPE, nameEquals, nameIsUnder, nameKey } from '../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../wire/dns/index.ts';
import { ANSWER_STEPS_MAX } from './limits.ts';
import type { Node, Overlay, Zone } from './types.ts';
import { overlaid, zoneOf } from './zone.ts';

/** A record set to send, with what its signature needs: its zone, and the labels of its owner before expansion. */
export type FoundSet = {
  readonly zone: Zone;
  readonly records: readonly ResourceRecord[];
  readonly labels: number;
  /** Not the zone's own data: glue, a delegation's NS set, a CNAME made from a DNAME (RFC 4035 2.2, RFC 6672 5.3.1). */
  readonly unsigned?: true;
};

/** Something that is not there, to be proven where the zone is signed. */
export type Denial = {
  readonly zone: Zone;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly kind: 'nodata' | 'nxdomain' | 'expanded';
  readonly name: Name;
  /** Of `nxdomain` and `expanded`: the nearest name above that exists. */
  readonly encloser: Name;
};

export type Found = {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly FoundSet[];
  readonly authorities: readonly FoundSet[];
  readonly additionals: readonly FoundSet[];
  readonly denials: readonly Denial[];
};

/** What the zones say to a question (RFC 1034 section 4.3.2, RFC 4592, RFC 6672). Aliases are followed inside the zones. */
export function find(zones: readonly Zone[], overlay: Overlay, asked: Name, type: number): Found {
  const found = {
    rcode: RCODE.NOERROR as number,
    authoritative: true,
    answers: [] as FoundSet[],
    authorities: [] as FoundSet[],
    additionals: [] as FoundSet[],
    denials: [] as Denial[],
  };
  const seen = new Set<string>();
  let name: Name | undefined = asked;
  for (let steps = 0; name !== undefined && steps < ANSWER_STEPS_MAX && !seen.has(nameKey(name)); steps++) {
    seen.add(nameKey(name));
    const zone = zoneOf(zones, name, type);
    if (zone === undefined) {
      if (steps === 0) return { ...found, rcode: RCODE.REFUSED, authoritative: false };
      break;
    }
    const step = lookIn(zone, overlaid(zone, overlay), name, type);
    found.answers.push(...step.answers);
    found.denials.push(...step.denials);
    if (step.referral !== undefined) {
      if (steps === 0) found.authoritative = false;
      refer(found, zone, step.referral);
    }
    if (step.negative) found.authorities.push(...soaOf(zone));
    if (step.missing === true) found.rcode = RCODE.NXDOMAIN;
    name = step.next;
  }
  return found;
}

type Step = {
  readonly answers: readonly FoundSet[];
  readonly denials: readonly Denial[];
  /** The name that an alias leads to. */
  readonly next?: Name;
  readonly negative: boolean;
  readonly missing?: true;
  readonly referral?: Referral;
};
type Referral = { readonly cut: Node; readonly nodes: ReadonlyMap<string, Node> };

function lookIn(zone: Zone, nodes: ReadonlyMap<string, Node>, name: Name, type: number): Step {
  const nothing = { answers: [], denials: [], negative: false };
  for (let depth = zone.apex.length; depth <= name.length; depth++) {
    const here = name.slice(name.length - depth);
    const node = nodes.get(nameKey(here));
    if (node === undefined) break;
    const below = depth < name.length;
    const isCut = depth > zone.apex.length && node.sets.has(TYPE.NS);
    if (isCut && (below || type !== TYPE.DS)) return { ...nothing, referral: { cut: node, nodes } };
    const dname = below ? node.sets.get(TYPE.DNAME) : undefined;
    if (dname !== undefined) return substitute(zone, dname, name);
  }
  const exact = nodes.get(nameKey(name));
  if (exact !== undefined) return fromNode(zone, nodes, exact, name, type, ownLabels(name));
  let encloser = name.slice(1);
  while (encloser.length > zone.apex.length && !nodes.has(nameKey(encloser))) encloser = encloser.slice(1);
  const wildcard = nodes.get(nameKey([ASTERISK, ...encloser]));
  if (wildcard !== undefined) {
    const step = fromNode(zone, nodes, wildcard, name, type, encloser.length);
    const proof: Denial = { zone, nodes, kind: 'expanded', name, encloser };
    return { ...step, denials: [...step.denials, proof] };
  }
  const denial: Denial = { zone, nodes, kind: 'nxdomain', name, encloser };
  return { answers: [], denials: [denial], negative: true, missing: true };
}

export const ASTERISK = Uint8Array.of(0x2a);

/** Labels of a name that was not expanded, a leading asterisk not counted (RFC 4034 section 3.1.3). */
export function ownLabels(name: Name): number {
  return name.length - (name[0]?.length === 1 && name[0][0] === ASTERISK[0] ? 1 : 0);
}

function fromNode(
  zone: Zone,
  nodes: ReadonlyMap<string, Node>,
  node: Node,
  name: Name,
  type: number,
  labels: number,
): Step {
  // under the name as it was asked for: a wildcard's records, and the case of a resolver that mixes it (0x20)
  const expand = (records: readonly ResourceRecord[]): FoundSet => ({
    zone,
    labels,
    records: records.map((record) => ({ ...record, name })),
  });
  const alias = node.sets.get(TYPE.CNAME);
  const target = alias?.[0]?.data;
  if (alias !== undefined && target?.kind === 'CNAME' && type !== TYPE.CNAME && type !== TYPE.ANY) {
    return { answers: [expand(alias)], denials: [], negative: false, next: target.target };
  }
  const sets = type === TYPE.ANY ? [...node.sets.values()] : [node.sets.get(type) ?? []];
  const answers = sets.filter((set) => set.length > 0).map(expand);
  if (answers.length > 0) return { answers, denials: [], negative: false };
  const denial: Denial = { zone, nodes, kind: 'nodata', name: node.name, encloser: name };
  return { answers, denials: [denial], negative: true };
}

/** RFC 6672 section 3.1: the DNAME, and the CNAME that it makes. */
function substitute(zone: Zone, dname: readonly ResourceRecord[], name: Name): Step {
  const [first] = dname;
  if (first?.data.kind !== 'DNAME') return { answers: [], denials: [], negative: false };
  const kept = name.slice(0, name.length - first.name.length);
  const next = [...kept, ...first.data.target];
  const set: FoundSet = { zone, records: dname, labels: first.name.length };
  const fits = next.reduce((sum, label) => sum + label.length + 1, 1) <= NAME_BYTES;
  if (!fits) return { answers: [set], denials: [], negative: false };
  const cname: ResourceRecord = {
    name,
    type: TYPE.CNAME,
    class: CLASS.IN,
    ttl: first.ttl,
    data: { kind: 'CNAME', target: next },
  };
  const made: FoundSet = { zone, records: [cname], labels: name.length, unsigned: true };
  return { answers: [set, made], denials: [], negative: false, next };
}

const NAME_BYTES = 255; // RFC 1035 section 3.1

/** RFC 1034 section 4.3.2 step 3b: NS, glue, and for a signed zone DS or the proof that there is none (RFC 4035 3.1.4). */
function refer(
  found: { authorities: FoundSet[]; additionals: FoundSet[]; denials: Denial[] },
  zone: Zone,
  { cut, nodes }: Referral,
): void {
  const servers = cut.sets.get(TYPE.NS) ?? [];
  found.authorities.push({ zone, records: servers, labels: cut.name.length, unsigned: true });
  const ds = cut.sets.get(TYPE.DS);
  if (ds !== undefined) found.authorities.push({ zone, records: ds, labels: cut.name.length });
  else found.denials.push({ zone, nodes, kind: 'nodata', name: cut.name, encloser: cut.name });
  for (const { data } of servers) {
    if (data.kind !== 'NS' || !nameIsUnder(data.target, zone.apex)) continue;
    const glue = nodes.get(nameKey(data.target));
    for (const type of [TYPE.AAAA, TYPE.A]) {
      const records = glue?.sets.get(type);
      if (records) found.additionals.push({ zone, records, labels: data.target.length, unsigned: true });
    }
  }
}

/** RFC 2308 section 5: the SOA with the TTL of negative answers. */
function soaOf(zone: Zone): FoundSet[] {
  const records = zone.nodes.get(nameKey(zone.apex))?.sets.get(TYPE.SOA) ?? [];
  return records.some((record) => nameEquals(record.name, zone.apex))
    ? [{ zone, records, labels: zone.apex.length }]
    : [];
}
