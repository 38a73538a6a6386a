import {
  CLASS,
  type Message,
  nameFromText,
  type ResourceRecord,
  TYPE,
  updateMessage,
} from '../../../../../src/wire/dns/index.ts';

const EMPTY = { kind: 'unknown', bytes: new Uint8Array(0) } as const;

/** One TXT record with one string, to be added. */
export function txt(name: string, text: string, ttl = 60): ResourceRecord {
  const strings = [Uint8Array.from(Buffer.from(text, 'latin1'))];
  return { name: nameFromText(name), type: TYPE.TXT, class: CLASS.IN, ttl, data: { kind: 'TXT', strings } };
}

/** The deletion of one record (RFC 2136 section 2.5.4). */
export function without(record: ResourceRecord): ResourceRecord {
  return { ...record, class: CLASS.NONE, ttl: 0 };
}

/** A record with a type and no data: a deletion of sections 2.5.2 and 2.5.3, or a prerequisite of section 2.4. */
export function bare(name: string, type: number, klass: number = CLASS.ANY): ResourceRecord {
  return { name: nameFromText(name), type, class: klass, ttl: 0, data: EMPTY };
}

export function update(
  zone: string,
  updates: readonly ResourceRecord[],
  prerequisites: readonly ResourceRecord[] = [],
): Message {
  return updateMessage({ id: 4711, zone: nameFromText(zone), updates, prerequisites });
}
