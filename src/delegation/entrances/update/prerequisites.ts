import {
  CLASS,
  type Message,
  type Name,
  nameEquals,
  nameKey,
  RCODE,
  type ResourceRecord,
  TYPE,
  updateSections,
} from '../../../wire/dns/index.ts';
import type { UpdateView } from './decide.ts';
import { refuse } from './refusal.ts';
import type { UpdateRefusal } from './types.ts';

/**
 * RFC 2136 section 3.2. A client sees its own values and the zone's apex, and nothing of the others': a name that its rules do not
 * cover is refused, since the answer would tell what is there.
 */
export function checkPrerequisites(message: Message, view: UpdateView): UpdateRefusal | undefined {
  const { zone, prerequisites } = updateSections(message);
  const apex = zone[0]?.name ?? [];
  const wanted = new Map<string, { readonly name: Name; readonly texts: Set<string> }>();
  for (const record of prerequisites) {
    const { name, type, class: klass, ttl, data } = record;
    if (ttl !== 0) return refuse(RCODE.FORMERR, 'prerequisite-form');
    if (!view.isIn(name, apex)) return refuse(RCODE.NOTZONE, 'not-in-zone');
    const isEmpty = data.kind === 'unknown' && data.bytes.length === 0;
    if (klass !== CLASS.IN && !isEmpty) return refuse(RCODE.FORMERR, 'prerequisite-form');
    const standing = view.standing(name);
    if (standing.outcome === 'no-challenge') return refuse(RCODE.REFUSED, 'no-challenge');
    if (standing.outcome === 'refused') return refuse(RCODE.REFUSED, 'rule', standing.reason);
    if (klass === CLASS.IN) {
      if (data.kind !== 'TXT') return refuse(RCODE.REFUSED, 'prerequisite-type');
      const key = nameKey(name);
      const set = wanted.get(key) ?? { name, texts: new Set() };
      wanted.set(key, set);
      set.texts.add(textOf(data.strings));
      continue;
    }
    if (klass !== CLASS.ANY && klass !== CLASS.NONE) return refuse(RCODE.FORMERR, 'prerequisite-form');
    const there = exists(record, standing.own.length > 0, nameEquals(name, apex));
    if (there !== (klass === CLASS.ANY)) return refuse(unmet(type, there), 'prerequisite-false');
  }
  for (const { name, texts } of wanted.values()) {
    const standing = view.standing(name);
    const own = standing.outcome === 'covered' ? standing.own : [];
    if (own.length !== texts.size || own.some((value) => !texts.has(value))) {
      return refuse(RCODE.NXRRSET, 'prerequisite-false');
    }
  }
  return undefined;
}

function exists({ type }: ResourceRecord, hasValues: boolean, isApex: boolean): boolean {
  if (type === TYPE.TXT) return hasValues;
  if (type === TYPE.ANY) return hasValues || isApex;
  return isApex && (type === TYPE.SOA || type === TYPE.NS);
}

function unmet(type: number, there: boolean): number {
  if (type === TYPE.ANY) return there ? RCODE.YXDOMAIN : RCODE.NXDOMAIN;
  return there ? RCODE.YXRRSET : RCODE.NXRRSET;
}

/** Strings kept apart by what no value holds: `"a" "b"` is another record than `"ab"`. */
function textOf(strings: readonly Uint8Array[]): string {
  return strings.map((string) => Buffer.from(string).toString('latin1')).join('\0');
}
