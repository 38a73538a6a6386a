import { RCODE, type RequestView, TYPE } from '../../wire/dns/index.ts';
import { ALIASES_MAX } from './limits.ts';
import { NONE } from './name-tree.ts';
import type { RecordSet } from './record-set.ts';
import { addIfItFits, addRecords, addValues, ASKED_NAME, type Reply } from './reply.ts';
import { countValues } from './values.ts';
import type { Zone, ZoneSet } from './zone-set.ts';

/** What an answer was about: for rate limiting, and for the ledger. Written over by the next one. */
export type Subject = {
  /** The node that exists and has records of the kind asked for; or NONE: a refusal or a denial, of `apex`'s zone if of any. */
  node: number;
  apex: number;
  /** Live values in it. */
  values: number;
  valuesAt: number;
};

const EXTENDED_ERROR = { notAuthoritative: 20, notSupported: 21, invalidQueryType: 30 } as const;
const HINFO = 13;
const TKEY = 249;
const MAILB = 253;
const MAILA = 254;
const META_FIRST = 128;
const META_LAST = 255;

/**
 * Answers a question of class IN from the zones (RFC 1034 section 4.3.2, RFC 2308): the records; or NODATA where the name
 * exists, NXDOMAIN where neither it nor anything below it does, each with SOA; or REFUSED for a name in no zone of ours.
 */
export function answer(zones: ZoneSet, request: RequestView, reply: Reply, subject: Subject): void {
  subject.node = NONE;
  subject.apex = NONE;
  subject.values = 0;
  const { type } = request;
  if (isMeta(type) && !allowedMeta(type, reply)) return;
  const place = zones.find(request.name, type === TYPE.DS);
  if (place.zone === undefined) {
    reply.extendedError = EXTENDED_ERROR.notAuthoritative;
    reply.rcode = RCODE.REFUSED;
    return;
  }
  const { zone } = place;
  const apex = ASKED_NAME + (request.name.offsets[place.apexLabel] ?? 0);
  subject.apex = place.apex;
  reply.authoritative = true;
  let owner = ASKED_NAME;
  for (let aliases = 0; ; aliases++) {
    const { node } = place;
    if (node === NONE) {
      reply.rcode = RCODE.NXDOMAIN; // also of an alias's target (RFC 6604 section 2.1)
      return deny(reply, zone, apex);
    }
    const alias = zones.hasRecords(node) ? zones.records(node, TYPE.CNAME) : undefined;
    if (alias === undefined) return answerAt(zones, node, zone, type, owner, apex, reply, subject);
    const at = addRecords(reply, alias, owner, apex, 0);
    reply.answers += alias.count;
    subject.node = node;
    const isAsked = type === TYPE.CNAME || type === TYPE.ANY;
    if (isAsked || alias.target === undefined || aliases === ALIASES_MAX || reply.truncated) return;
    owner = at + (alias.targetAt ?? 0);
    const before = place.apex;
    // a name in another zone of ours is left to the resolver
    if (zones.find(alias.target, false).apex !== before) return;
  }
}

/** What cannot be answered from the zones alone; the same for every zone. */
export function refuseOpcode(reply: Reply): void {
  reply.rcode = RCODE.NOTIMP;
  reply.extendedError = EXTENDED_ERROR.notSupported;
}

export function refuseClass(reply: Reply): void {
  reply.rcode = RCODE.REFUSED;
  reply.extendedError = EXTENDED_ERROR.notAuthoritative;
}

function answerAt(
  zones: ZoneSet,
  node: number,
  zone: Zone,
  type: number,
  owner: number,
  apex: number,
  reply: Reply,
  subject: Subject,
): void {
  const has = zones.hasRecords(node);
  const before = reply.answers;
  if (type === TYPE.TXT) {
    const values = zones.values(node);
    if (values !== undefined) {
      subject.valuesAt = node;
      subject.values = countValues(values);
      addValues(reply, values, zone.compiled.valueHead, owner);
    }
  }
  const set = has ? zones.records(node, type) : undefined;
  if (set !== undefined) {
    addRecords(reply, set, owner, apex, zone.serial);
    reply.answers += set.count;
    if (type === TYPE.NS) for (const glue of zone.compiled.glue) addIfItFits(reply, glue, apex);
  } else if (type === TYPE.ANY && (has || zones.values(node) !== undefined)) {
    addRecords(reply, MINIMAL, owner, apex, 0);
    reply.answers++;
  }
  if (reply.answers > before || reply.truncated) subject.node = node;
  else deny(reply, zone, apex);
}

function deny(reply: Reply, zone: Zone, apex: number): void {
  // its owner is the zone's name, not the one that was asked for
  addRecords(reply, zone.compiled.soa, apex, apex, zone.serial);
  reply.authorities++;
}

/** RFC 8482 section 4.2: what stands for all records of a name, with the TTL of live values. */
const MINIMAL: RecordSet = {
  type: HINFO,
  count: 1,
  bytes: Uint8Array.from([0, 0, 0, HINFO, 0, 1, 0, 0, 0, 5, 0, 9, 7, ...Buffer.from('RFC8482'), 0]),
  owners: [0],
  apexes: [],
};

function isMeta(type: number): boolean {
  return (type >= META_FIRST && type <= META_LAST && type !== TYPE.ANY) || type === TYPE.OPT;
}

/** False, with the reply's code, for types that are no data (RFC 6895 section 3.1); nothing of them is offered. */
function allowedMeta(type: number, reply: Reply): boolean {
  switch (type) {
    case TYPE.AXFR:
    case TYPE.IXFR:
      reply.rcode = RCODE.REFUSED;
      reply.extendedError = EXTENDED_ERROR.notSupported;
      return false;
    case MAILB:
    case MAILA:
    case TKEY:
      reply.rcode = RCODE.NOTIMP;
      reply.extendedError = EXTENDED_ERROR.notSupported;
      return false;
    default:
      reply.rcode = RCODE.FORMERR;
      reply.extendedError = EXTENDED_ERROR.invalidQueryType;
      return false;
  }
}
