import {
  CLASS,
  type Message,
  type Name,
  nameToText,
  RCODE,
  type ResourceRecord,
  TYPE,
  updateSections,
} from '../../../wire/dns/index.ts';
import { RECORDS_MAX, VALUE_CHARS } from './limits.ts';
import { checkPrerequisites } from './prerequisites.ts';
import { refuse } from './refusal.ts';
import type { Operation, Standing, UpdateRefusal, UpdateRequest } from './types.ts';

/** What a listener knows, and what was looked up for the names of `namesIn`. */
export type UpdateView = {
  isZone(zone: Name): boolean;
  /** Is it of this zone, and not of another of ours further down? */
  isIn(name: Name, zone: Name): boolean;
  standing(name: Name): Standing;
};

/**
 * What an UPDATE asks for, or why not, by the checks of RFC 2136 section 3 in its order; the rules are asked last, as BIND does.
 * Only TXT records of challenges are changed; a name is cleared of the client's own values alone. Pure.
 */
export function decideUpdate(message: Message, view: UpdateView): UpdateRequest | UpdateRefusal {
  for (const step of STEPS) {
    const found = step(message, view);
    if (found !== undefined) return found;
  }
  const operations: Operation[] = [];
  for (const record of updateSections(message).updates) {
    const found = operation(record, view.standing(record.name));
    if (found === undefined) continue;
    if ('outcome' in found) return found;
    operations.push(found);
  }
  return { outcome: 'accepted', operations };
}

/** Every name that a decision about the message needs, each once and in its first spelling. Too many records have none. */
export function namesIn(message: Message): readonly Name[] {
  const { prerequisites, updates } = updateSections(message);
  if (prerequisites.length + updates.length > RECORDS_MAX) return [];
  const names = new Map<string, Name>();
  for (const { name } of [...prerequisites, ...updates]) {
    const key = nameToText(name).toLowerCase();
    if (!names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}

type Step = (message: Message, view: UpdateView) => UpdateRefusal | undefined;

const STEPS: readonly Step[] = [checkSize, checkZone, checkPrerequisites, prescan];

function checkSize(message: Message): UpdateRefusal | undefined {
  const { prerequisites, updates } = updateSections(message);
  return prerequisites.length + updates.length > RECORDS_MAX
    ? refuse(RCODE.REFUSED, 'too-many-records')
    : undefined;
}

/** RFC 2136 section 3.1. */
function checkZone(message: Message, view: UpdateView): UpdateRefusal | undefined {
  const [zone, ...others] = updateSections(message).zone;
  if (zone === undefined || others.length > 0 || zone.type !== TYPE.SOA) {
    return refuse(RCODE.FORMERR, 'zone-section');
  }
  return zone.class === CLASS.IN && view.isZone(zone.name)
    ? undefined
    : refuse(RCODE.NOTAUTH, 'not-our-zone');
}

/** RFC 2136 section 3.4.1: the whole section, before the first change is made. */
function prescan(message: Message, view: UpdateView): UpdateRefusal | undefined {
  const { zone, updates } = updateSections(message);
  for (const record of updates) {
    if (!view.isIn(record.name, zone[0]?.name ?? [])) return refuse(RCODE.NOTZONE, 'not-in-zone');
    if (!isWellFormed(record)) return refuse(RCODE.FORMERR, 'update-form');
  }
  return undefined;
}

function isWellFormed({ type, class: klass, ttl, data }: ResourceRecord): boolean {
  const isEmpty = data.kind === 'unknown' && data.bytes.length === 0;
  switch (klass) {
    case CLASS.IN:
      return !isMeta(type) && !isEmpty;
    case CLASS.ANY:
      return ttl === 0 && isEmpty && (type === TYPE.ANY || !isMeta(type));
    case CLASS.NONE:
      return ttl === 0 && !isMeta(type);
    default:
      return false;
  }
}

/** RFC 6895 section 3.1: types of questions and of messages, never of data. */
function isMeta(type: number): boolean {
  return type === 0 || type === TYPE.OPT || (type >= 128 && type <= 255);
}

function operation(record: ResourceRecord, standing: Standing): Operation | UpdateRefusal | undefined {
  const { type, class: klass, data } = record;
  // a whole name is deleted with all that may be there: values
  if (type !== TYPE.TXT && !(klass === CLASS.ANY && type === TYPE.ANY)) {
    return refuse(RCODE.REFUSED, 'not-txt');
  }
  if (standing.outcome === 'no-challenge') return refuse(RCODE.REFUSED, 'no-challenge');
  if (standing.outcome === 'refused') return refuse(RCODE.REFUSED, 'rule', standing.reason);
  const { challenge } = standing;
  if (klass === CLASS.ANY) return { kind: 'clear', challenge };
  const value = data.kind === 'TXT' ? valueOf(data.strings) : undefined;
  if (klass === CLASS.IN) {
    return value === undefined ? refuse(RCODE.REFUSED, 'value') : { kind: 'present', challenge, value };
  }
  // what cannot be there is not there, and that is no error (RFC 2136 section 3.4.2.4)
  return value === undefined ? undefined : { kind: 'cleanup', challenge, value };
}

/** The text of a TXT record that is the value of a challenge. */
export function valueOf(strings: readonly Uint8Array[]): string | undefined {
  const [first, ...others] = strings;
  if (first?.length !== VALUE_CHARS || others.length > 0) return undefined;
  const text = Buffer.from(first).toString('latin1');
  return /^[A-Za-z0-9_-]+$/.test(text) ? text : undefined;
}
