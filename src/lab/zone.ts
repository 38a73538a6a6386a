import { fail, ok, type Result } from '../core/index.ts';
import { CLASS, TYPE, nameEquals, nameFromText, nameIsUnder, nameKey } from '../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../wire/dns/index.ts';
import type { ZoneSigner } from './signer.ts';
import type { Node, Overlay, Zone } from './types.ts';

/** Why records do not make a zone; the texts stand in `i18n/en/cli-lab.ts`. */
type ZoneReason = 'soa-place' | 'soa-twice' | 'cname-other' | 'alias-twice';
export type ZoneFault = { readonly reason: ZoneReason; readonly value: string };

/** A zone of checked records; without a SOA record it gets one. */
export function makeZone(
  apex: Name,
  ttl: number,
  records: readonly ResourceRecord[],
  signer: ZoneSigner | undefined,
): Result<Zone, ZoneFault> {
  const own = [...records];
  if (!own.some((record) => record.type === TYPE.SOA)) own.push(defaultSoa(apex, ttl));
  if (signer !== undefined) own.push({ ...at(apex, TYPE.DNSKEY, ttl), data: signer.dnskey });
  const nodes = gather(own, apex);
  const wrong = complaint(apex, nodes);
  return wrong === undefined ? ok({ apex, ttl, nodes, ...(signer && { signer }) }) : fail(wrong);
}

/** Names with their record sets, and the empty names above them down to `apex` (RFC 4592 section 2.2.2). */
export function gather(records: readonly ResourceRecord[], apex: Name): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const record of records) {
    for (let up = record.name; up.length >= apex.length; up = up.slice(1)) {
      const key = nameKey(up);
      if (!nodes.has(key)) nodes.set(key, { name: up, sets: new Map() });
      if (up.length === 0) break;
    }
    const node = nodes.get(nameKey(record.name));
    if (node === undefined) continue;
    const set = node.sets.get(record.type) ?? [];
    // one set has one TTL (RFC 2181 section 5.2): its first record's
    const ttl = set[0]?.ttl ?? record.ttl;
    (node.sets as Map<number, readonly ResourceRecord[]>).set(record.type, [...set, { ...record, ttl }]);
  }
  return nodes;
}

/** The zone as it is for whom an overlay is in force. */
export function overlaid(zone: Zone, overlay: Overlay): ReadonlyMap<string, Node> {
  const inside = [...overlay].filter(([key]) => isInside(zone.apex, key));
  if (inside.length === 0) return zone.nodes;
  const nodes = new Map(zone.nodes);
  for (const [key, node] of inside) {
    if (node === null) {
      for (const [below, one] of nodes) if (nameIsUnder(one.name, nameFromText(key))) nodes.delete(below);
      continue;
    }
    nodes.set(key, node);
    for (let up = node.name.slice(1); up.length > zone.apex.length; up = up.slice(1)) {
      if (!nodes.has(nameKey(up))) nodes.set(nameKey(up), { name: up, sets: new Map() });
    }
  }
  return nodes;
}

function isInside(apex: Name, key: string): boolean {
  return nameIsUnder(nameFromText(key), apex);
}

/** The zone with the longest name that holds `name`; for a DS question at a zone's own name, the one above (RFC 4035 3.1.4.1). */
export function zoneOf(zones: readonly Zone[], name: Name, type: number): Zone | undefined {
  const holding = zones
    .filter((zone) => nameIsUnder(name, zone.apex))
    .toSorted((a, b) => b.apex.length - a.apex.length);
  const [own, above] = holding;
  const atCut = type === TYPE.DS && own !== undefined && nameEquals(own.apex, name);
  return atCut && above !== undefined ? above : own;
}

/** Delegates each zone of the list from the zone above it in the list, with a DS record where both are signed. */
export function delegate(zones: readonly Zone[]): readonly Zone[] {
  return zones.map((parent) => {
    const children = zones.filter(
      (child) =>
        child !== parent &&
        nameIsUnder(child.apex, parent.apex) &&
        zoneOf(
          zones.filter((zone) => zone !== child),
          child.apex,
          TYPE.NS,
        ) === parent,
    );
    if (children.length === 0) return parent;
    const overlay = new Map(children.map((child) => [nameKey(child.apex), cut(parent, child)]));
    return { ...parent, nodes: overlaid(parent, overlay) };
  });
}

function cut(parent: Zone, child: Zone): Node {
  const own = parent.nodes.get(nameKey(child.apex))?.sets ?? new Map<number, readonly ResourceRecord[]>();
  const sets = new Map(own);
  const servers = child.nodes.get(nameKey(child.apex))?.sets.get(TYPE.NS);
  if (!sets.has(TYPE.NS) && servers !== undefined) sets.set(TYPE.NS, servers);
  if (parent.signer !== undefined && child.signer !== undefined && !sets.has(TYPE.DS)) {
    sets.set(TYPE.DS, [{ ...at(child.apex, TYPE.DS, parent.ttl), data: child.signer.ds }]);
  }
  return { name: child.apex, sets };
}

function complaint(apex: Name, nodes: ReadonlyMap<string, Node>): ZoneFault | undefined {
  for (const [value, { name, sets }] of nodes) {
    const soa = sets.get(TYPE.SOA) ?? [];
    if (soa.length > 0 && !nameEquals(name, apex)) return { reason: 'soa-place', value };
    if (soa.length > 1) return { reason: 'soa-twice', value };
    if ((sets.get(TYPE.CNAME)?.length ?? 0) > 1 || (sets.get(TYPE.DNAME)?.length ?? 0) > 1)
      return { reason: 'alias-twice', value };
    if (sets.has(TYPE.CNAME) && sets.size > 1) return { reason: 'cname-other', value };
  }
  return undefined;
}

function defaultSoa(apex: Name, ttl: number): ResourceRecord {
  const under = (label: string): Name => [Uint8Array.from(Buffer.from(label)), ...apex];
  const [mname, rname] = [under('ns'), under('hostmaster')];
  const times = { serial: 1, refresh: 3_600, retry: 600, expire: 86_400, minimum: ttl };
  return { ...at(apex, TYPE.SOA, ttl), data: { kind: 'SOA', mname, rname, ...times } };
}

function at(name: Name, type: number, ttl: number) {
  return { name, type, class: CLASS.IN, ttl };
}
