import {
  CLASS,
  type Name,
  type ResourceRecord,
  TYPE,
  typeBitmap,
  type WireName,
} from '../../wire/dns/index.ts';
import { SOA_MINIMUM, SOA_TTL_SECONDS } from './limits.ts';
import { NONE } from './name-tree.ts';
import type { Values } from './values.ts';
import type { ZoneSet } from './zone-set.ts';

/** RFC 9077: no longer than the denial that it stands beside is kept (RFC 2308 section 5). */
const NSEC_TTL = Math.min(SOA_TTL_SECONDS, SOA_MINIMUM);
const NAME_BYTES_MAX = 255;
const LABEL_BYTES_MAX = 63;
const ALWAYS = [TYPE.RRSIG, TYPE.NSEC] as const;

/**
 * The types that an NSEC record of compact denial (RFC 9824) says are at a name: those that are; none where only names are below it;
 * NXNAME where nothing is. The same bytes for the same node, as long as its types are the same.
 */
export type Bitmaps = (node: number, values: Values | undefined, cut: boolean) => Uint8Array;

export function createBitmaps(zones: Pick<ZoneSet, 'types' | 'isStatic'>): Bitmaps {
  const missing = typeBitmap([...ALWAYS, TYPE.NXNAME]);
  const idle = typeBitmap(ALWAYS);
  const live = typeBitmap([...ALWAYS, TYPE.TXT]);
  // the parent's side of a zone below has its NS record and nothing else; a DS record would have been the answer
  const cutOff = typeBitmap([...ALWAYS, TYPE.NS]);
  const statics = new Map<number, Uint8Array>();
  const staticsLive = new Map<number, Uint8Array>();
  return (node, values, cut) => {
    if (node === NONE) return missing;
    if (cut) return cutOff;
    if (!zones.isStatic(node)) return values === undefined ? idle : live;
    const known = values === undefined ? statics : staticsLive;
    let bitmap = known.get(node);
    if (bitmap === undefined) {
      // a DS record at the top of a zone is the zone's above it
      const own = [...zones.types(node)].filter((type) => type !== TYPE.DS);
      bitmap = typeBitmap([...own, ...ALWAYS, ...(values === undefined ? [] : [TYPE.TXT])]);
      known.set(node, bitmap);
    }
    return bitmap;
  };
}

/** Undefined for a name that has no next one: 255 bytes, and the highest of its zone. */
export function nsecRecord(owner: WireName, bitmap: Uint8Array): ResourceRecord | undefined {
  const name = labelsOf(owner);
  const next = nextName(name);
  if (next === undefined) return undefined;
  return {
    name,
    type: TYPE.NSEC,
    class: CLASS.IN,
    ttl: NSEC_TTL,
    data: { kind: 'NSEC', next, bitmap },
  };
}

/** The record as it stands in an answer, its owner left open; the next name is not compressed (RFC 4034 section 4.1.1). */
export function nsecBytes(record: ResourceRecord): Uint8Array {
  if (record.data.kind !== 'NSEC') throw new TypeError('no NSEC record');
  const { next, bitmap } = record.data;
  const data = [...next.flatMap((label) => [label.length, ...label]), 0, ...bitmap];
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(2, record.type);
  view.setUint16(4, record.class);
  view.setUint32(6, record.ttl);
  view.setUint16(10, data.length);
  bytes.set(data, 12);
  return bytes;
}

/** The name right behind in canonical order: the first one below it (RFC 9824 section 3.1), if that is not too long. */
function nextName(name: Name): Name | undefined {
  const size = name.reduce((sum, label) => sum + label.length + 1, 1);
  if (size + 2 <= NAME_BYTES_MAX) return [Uint8Array.of(0), ...name];
  const [first = new Uint8Array(0), ...rest] = name;
  if (size < NAME_BYTES_MAX && first.length < LABEL_BYTES_MAX) return [Uint8Array.of(...first, 0), ...rest];
  // nothing fits between it and the same label with a higher last byte (RFC 4471 section 3.1.2)
  const last = first.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return undefined;
  const higher = first.slice(0, last + 1);
  higher[last] = (higher[last] ?? 0) + 1;
  return [higher, ...rest];
}

function labelsOf({ bytes, offsets, labels }: WireName): Name {
  return Array.from({ length: labels }, (_, i) => {
    const at = offsets[i] ?? 0;
    return bytes.slice(at + 1, at + 1 + (bytes[at] ?? 0));
  });
}
