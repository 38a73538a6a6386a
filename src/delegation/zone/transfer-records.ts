import {
  CLASS,
  decodeMessage,
  type Name,
  nameEquals,
  nameIsUnder,
  type ResourceRecord,
  TYPE,
} from '../../wire/dns/index.ts';
import { addRecords, createReply } from './reply.ts';
import { type RecordSet, wireName } from './record-set.ts';
import { readValues } from './values.ts';
import type { NameState, Zone } from './zone-set.ts';

/**
 * Stands at every name that is known, in transfers alone: a secondary of another program knows no name without records, and would
 * deny an idle one (NXDOMAIN), which resolvers keep for its TXT record too. Of the types that are nobody's (RFC 6895 section 3.1).
 */
const KNOWN_NAME_TYPE = 65_400;

export function soaRecord({ compiled }: Zone, serial: number): ResourceRecord {
  const [soa] = recordsOf(compiled.soa, compiled.name, compiled.name, serial);
  if (soa === undefined) throw new TypeError('a zone has a SOA record');
  return soa;
}

/** What never changes: without SOA. Zones of ours below it are delegated in it, as no secondary need have them. */
export function staticRecords(zone: Zone, all: Iterable<Zone>): ResourceRecord[] {
  const { name, apex, names } = zone.compiled;
  const records: ResourceRecord[] = [];
  for (const [type, set] of apex) if (type !== TYPE.SOA) records.push(...recordsOf(set, name, name, 0));
  for (const one of names) {
    for (const set of one.sets.values()) records.push(...recordsOf(set, one.name, name, 0));
  }
  const below = [...all].filter((one) => isBelow(one.compiled.name, name));
  for (const { compiled } of below) {
    // of a zone below another one below this, that one tells
    if (below.some((other) => isBelow(compiled.name, other.compiled.name))) continue;
    const servers = compiled.apex.get(TYPE.NS);
    if (servers !== undefined) records.push(...recordsOf(servers, compiled.name, compiled.name, 0));
    for (const set of compiled.glue) records.push(...recordsOf(set, compiled.name, compiled.name, 0));
  }
  return records;
}

/** Of one name that can change. */
export function nameRecords({ compiled }: Zone, label: string, state: NameState): ResourceRecord[] {
  if (state === undefined) return [];
  const own =
    label === '' ? [] : label.split('.').map((text) => Uint8Array.from(Buffer.from(text, 'latin1')));
  const name: Name = [...own, ...compiled.name];
  const ttl = new DataView(compiled.valueHead.buffer).getUint32(VALUE_TTL_AT);
  const known: ResourceRecord = {
    name,
    type: KNOWN_NAME_TYPE,
    class: CLASS.IN,
    ttl,
    data: { kind: 'unknown', bytes: new Uint8Array(0) },
  };
  if (state === 'idle') return [known];
  const texts = readValues(state).map((strings): ResourceRecord => {
    return { name, type: TYPE.TXT, class: CLASS.IN, ttl, data: { kind: 'TXT', strings } };
  });
  return [known, ...texts];
}
const VALUE_TTL_AT = 6;

/** Read back from how they stand in an answer. */
function recordsOf(set: RecordSet, owner: Name, apex: Name, serial: number): ResourceRecord[] {
  const { bytes } = wireName(owner);
  const reply = createReply();
  reply.out = new Uint8Array(HEADER_BYTES + bytes.length + 4 + set.bytes.length);
  reply.end = reply.out.length;
  reply.out.set(bytes, HEADER_BYTES);
  reply.at = HEADER_BYTES + bytes.length + 4;
  const above = owner.slice(0, owner.length - apex.length);
  const apexAt = HEADER_BYTES + above.reduce((sum, { length }) => sum + length + 1, 0);
  addRecords(reply, set, HEADER_BYTES, apexAt, serial);
  const view = new DataView(reply.out.buffer);
  view.setUint16(QUESTIONS_AT, 1);
  view.setUint16(ANSWERS_AT, set.count);
  return [...decodeMessage(reply.out).answers];
}
const HEADER_BYTES = 12;
const QUESTIONS_AT = 4;
const ANSWERS_AT = 6;

function isBelow(name: Name, zone: Name): boolean {
  return nameIsUnder(name, zone) && !nameEquals(name, zone);
}
