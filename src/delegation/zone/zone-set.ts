import { createRequestView, TYPE, type WireName } from '../../wire/dns/index.ts';
import { compileZone, type CompiledZone } from './compile.ts';
import { createNameTree, NONE, ROOT } from './name-tree.ts';
import { type RecordSet, wireName } from './record-set.ts';
import type { ZoneDelta, ZoneKeys, ZoneServers, ZoneSettings } from './types.ts';
import { packValues, type Values } from './values.ts';

/** What is known of one zone when a question in it is answered. */
export type Zone = {
  readonly name: string;
  readonly compiled: CompiledZone;
  serial: number;
};

/** Where a name is: in which zone, and at which node, if it exists. Written over by the next `find`. */
type Place = {
  zone: Zone | undefined;
  /** The zone's apex, and which label of the name it begins with. */
  apex: number;
  apexLabel: number;
  /** NONE: the name does not exist. */
  node: number;
};

/** What is at a name that can be changed: nothing and nobody's, nothing at the moment, or live values. */
export type NameState = Values | 'idle' | undefined;

/** One change of a zone of the settings, as it has just been made. */
export type ZoneChange = {
  readonly zone: Zone;
  readonly label: string;
  /** Where the name was before; NONE where it was not. */
  readonly node: number;
  readonly before: NameState;
  readonly after: NameState;
  /** The zone's serial before. */
  readonly from: number;
};

/** The immutable zones of the settings, and the names that come and go; changed only by `apply`, read by every answer. */
export type ZoneSet = {
  /** `aboveApex`: of a zone's own name, the zone above it, where that is ours too: who is asked for DS (RFC 4035 section 3.1.4.1). */
  find(name: WireName, aboveApex: boolean): Place;
  /** The records of a type that stand in the settings. */
  records(node: number, type: number): RecordSet | undefined;
  hasRecords(node: number): boolean;
  /** Types of the records that stand in the settings. */
  types(node: number): Iterable<number>;
  /** Of the settings: what `types` has of it never changes. */
  isStatic(node: number): boolean;
  isApex(node: number): boolean;
  values(node: number): Values | undefined;
  /** Of a zone of the settings; nothing that was signed before counts any more. */
  setKeys(name: string, keys: ZoneKeys): void;
  /** Throws for a zone that is not ours where none is made on demand. */
  apply(delta: ZoneDelta): void;
  /** No serial is lower from now on. */
  raiseSerials(sequence: number): void;
  /** As `ZoneDelta` names it. */
  nameOf(node: number, apex: number): { readonly zone: string; readonly label: string };
  /** Zones of the settings. */
  all(): Iterable<Zone>;
  /** The zone of that name in lower case, and its apex; only one of the settings. */
  zoneNamed(name: string): { readonly zone: Zone; readonly apex: number } | undefined;
  /** A name that can be changed, at this node and in this very zone; undefined where there is none. */
  nameAt(node: number, apex: number): { readonly label: string; readonly state: NameState } | undefined;
  /** No node's number is higher. */
  highest(): number;
  size(): number;
};

type Known = { readonly apex: number; readonly zone: Zone; readonly settings: ZoneSettings };

/** What stands at a node. */
const STATIC = 1;
const APEX = 2;
const ON_DEMAND = 4;
const NAME = 8;

export function createZoneSet(parts: {
  readonly zones: readonly ZoneSettings[];
  readonly onDemand?: ZoneServers | undefined;
  readonly seed: number;
  /** Told of each change; not of zones made on demand. */
  readonly onChange?: (change: ZoneChange) => void;
}): ZoneSet {
  const tree = createNameTree(parts.seed);
  const statics = new Map<number, Map<number, RecordSet>>();
  const zones = new Map<number, Zone>();
  const apexes = new Map<string, Known>();
  const values: (Values | undefined)[] = [];
  const compiledOnDemand =
    parts.onDemand === undefined ? undefined : compileZone({ ...parts.onDemand, name: '' });
  const demanded: Zone | undefined =
    compiledOnDemand === undefined ? undefined : { name: '', compiled: compiledOnDemand, serial: 1 };
  const place: Place = { zone: undefined, apex: NONE, apexLabel: 0, node: NONE };
  for (const settings of parts.zones) addZone(settings);
  for (const zone of zones.values()) addToParent(zone);

  return {
    find,
    records(node, type) {
      const mark = tree.mark(node);
      if ((mark & ON_DEMAND) !== 0) return compiledOnDemand?.apex.get(type);
      return (mark & STATIC) === 0 ? undefined : statics.get(node)?.get(type);
    },
    hasRecords: (node) => (tree.mark(node) & (STATIC | ON_DEMAND)) !== 0,
    types: (node) => statics.get(node)?.keys() ?? [],
    isStatic: (node) => (tree.mark(node) & STATIC) !== 0,
    isApex: (node) => (tree.mark(node) & APEX) !== 0,
    values: (node) => values[node],
    setKeys,
    apply,
    raiseSerials(sequence) {
      for (const zone of zones.values()) raise(zone, sequence);
      if (demanded !== undefined) raise(demanded, sequence);
    },
    nameOf,
    all: () => zones.values(),
    zoneNamed: (name) => apexes.get(name),
    nameAt,
    highest: () => tree.highest(),
    size: () => tree.size(),
  };

  function find(name: WireName, aboveApex: boolean): Place {
    const { bytes, offsets } = name;
    place.zone = undefined;
    place.apex = NONE;
    let node = ROOT;
    let outerApex = NONE;
    let outerLabel = 0;
    for (let label = name.labels - 1; label >= 0; label--) {
      node = tree.child(node, bytes, offsets[label] ?? 0);
      if (node === NONE) break;
      if ((tree.mark(node) & APEX) === 0) continue;
      outerApex = place.apex;
      outerLabel = place.apexLabel;
      place.apex = node;
      place.apexLabel = label;
    }
    place.node = node;
    if (aboveApex && node !== NONE && node === place.apex && outerApex !== NONE) {
      place.apex = outerApex;
      place.apexLabel = outerLabel;
    }
    if (place.apex !== NONE) {
      place.zone = (tree.mark(place.apex) & ON_DEMAND) === 0 ? zones.get(place.apex) : demanded;
    }
    return place;
  }

  function apply({ sequence, zone: name, label, values: live }: ZoneDelta): void {
    const known = apexes.get(name);
    const zone = known?.zone ?? demanded;
    if (zone === undefined || (known === undefined && label !== '')) {
      throw new TypeError(`${name} is no zone of ours`);
    }
    const mark = known === undefined ? NAME | APEX | ON_DEMAND : NAME;
    const path = checkedName(label === '' ? name : `${label}.${name}`);
    const told = known === undefined ? undefined : parts.onChange;
    const node = told === undefined ? NONE : nodeOf(path);
    const before = node === NONE ? undefined : stateOf(node);
    const from = zone.serial;
    if (live === undefined) release(path, mark);
    else {
      const grown = growPath(path);
      tree.setMark(grown, tree.mark(grown) | mark);
      while (values.length <= grown) values.push(undefined); // without gaps, or it would become a slow table
      values[grown] = live.length === 0 ? undefined : packValues(live);
    }
    raise(zone, sequence);
    if (told === undefined) return;
    const now = live === undefined ? NONE : nodeOf(path);
    told({ zone, label, node, before, after: now === NONE ? undefined : stateOf(now), from });
  }

  function nodeOf(path: WireName): number {
    let node = ROOT;
    for (let label = path.labels - 1; label >= 0 && node !== NONE; label--) {
      node = tree.child(node, path.bytes, path.offsets[label] ?? 0);
    }
    return node;
  }

  function stateOf(node: number): NameState {
    return (tree.mark(node) & NAME) === 0 ? undefined : (values[node] ?? 'idle');
  }

  function nameAt(node: number, apex: number): { label: string; state: NameState } | undefined {
    if ((tree.mark(node) & NAME) === 0) return undefined;
    let above = node;
    while (above !== ROOT && (tree.mark(above) & APEX) === 0) above = tree.parent(above);
    return above === apex ? { label: nameOf(node, apex).label, state: stateOf(node) } : undefined;
  }

  function release(path: WireName, mark: number): void {
    const node = nodeOf(path);
    if (node === NONE) return;
    values[node] = undefined;
    tree.setMark(node, tree.mark(node) & ~mark);
    tree.prune(node);
  }

  function growPath(path: WireName): number {
    let node = ROOT;
    for (let label = path.labels - 1; label >= 0; label--) {
      node = tree.grow(node, path.bytes, path.offsets[label] ?? 0);
    }
    return node;
  }

  function addZone(settings: ZoneSettings): void {
    const compiled = compileZone(settings);
    const apex = growPath(wireName(compiled.name));
    const zone: Zone = { name: settings.name, compiled, serial: 1 };
    zones.set(apex, zone);
    apexes.set(settings.name, { apex, zone, settings });
    addStatics(apex, compiled.apex);
    tree.setMark(apex, tree.mark(apex) | APEX);
    for (const { name, sets } of compiled.names) addStatics(growPath(wireName(name)), sets);
  }

  function setKeys(name: string, keys: ZoneKeys): void {
    const known = apexes.get(name);
    if (known === undefined) return;
    const { signingKey: _signing, secondKey: _second, ...rest } = known.settings;
    const settings = { ...rest, ...keys };
    const compiled = compileZone(settings);
    // another object, to which no signature that is kept belongs
    const zone: Zone = { name, compiled, serial: known.zone.serial };
    zones.set(known.apex, zone);
    apexes.set(name, { ...known, zone, settings });
    addStatics(known.apex, compiled.apex);
    addToParent(zone);
  }

  /** A signed zone below another signed one of ours: that one has its DS record. */
  function addToParent({ compiled }: Zone): void {
    if (compiled.ds === undefined) return;
    const { node, zone } = find(wireName(compiled.name), true);
    if (zone?.compiled === compiled || zone?.compiled.key === undefined) return;
    addStatics(node, new Map([[TYPE.DS, compiled.ds]]));
  }

  function addStatics(node: number, sets: ReadonlyMap<number, RecordSet>): void {
    statics.set(node, new Map([...(statics.get(node) ?? []), ...sets]));
    tree.setMark(node, tree.mark(node) | STATIC);
  }

  function nameOf(node: number, apex: number): { zone: string; label: string } {
    const labels: string[] = [];
    let to = node;
    for (; to !== apex && to !== ROOT; to = tree.parent(to)) labels.push(textOf(to));
    const zone: string[] = [];
    for (; to !== ROOT; to = tree.parent(to)) zone.push(textOf(to));
    return { zone: zone.join('.'), label: labels.join('.') };
  }

  function textOf(node: number): string {
    return Buffer.from(tree.label(node)).toString('latin1');
  }
}

/** A name that `deltaCheck` has passed, without the way through labels of their own: it is done a million times at a start. */
function checkedName(text: string): WireName {
  const { bytes, offsets } = scratch;
  let labels = 0;
  let at = 0;
  for (let i = 0; i < text.length; at++) {
    const dot = text.indexOf('.', i);
    const end = dot < 0 ? text.length : dot;
    offsets[labels++] = at;
    bytes[at] = end - i;
    for (; i < end; i++) bytes[++at] = text.charCodeAt(i);
    i++;
  }
  bytes[at] = 0;
  scratch.labels = labels;
  return scratch;
}

const scratch: WireName = createRequestView().name;

/** A serial is the sequence modulo 2^32. 0 is left out, for some take it for "none". */
export function serialOf(sequence: number): number {
  return Math.max(1, sequence >>> 0);
}

/** RFC 1982: it never goes back. */
function raise(zone: Zone, sequence: number): void {
  const serial = serialOf(sequence);
  if (((serial - zone.serial) | 0) > 0) zone.serial = serial;
}
