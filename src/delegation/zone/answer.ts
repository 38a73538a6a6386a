import { RCODE, type RequestView, TYPE, type WireName } from '../../wire/dns/index.ts';
import { ALIASES_MAX } from './limits.ts';
import { NONE } from './name-tree.ts';
import type { RecordSet } from './record-set.ts';
import { addIfItFits, addRecords, addValues, ASKED_NAME, type Reply, setTtls } from './reply.ts';
import { clearPlan, planSet, type SignPlan } from './sign-plan.ts';
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
 * exists, NXDOMAIN where neither it nor anything below it does, each with SOA; or REFUSED for a name in no zone of ours. What is
 * to be signed is noted in `plan`.
 */
export function answer(
  zones: ZoneSet,
  request: RequestView,
  reply: Reply,
  subject: Subject,
  plan: SignPlan,
): void {
  subject.node = NONE;
  subject.apex = NONE;
  subject.values = 0;
  clearPlan(plan);
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
  if (request.dnssecOk && zone.compiled.key !== undefined) {
    plan.zone = zone;
    plan.apex = apex;
    reply.compactOk = request.compactOk;
  }
  const isProof = plan.zone !== undefined && (type === TYPE.NSEC || type === TYPE.RRSIG);
  let owner = ASKED_NAME;
  let name: WireName = request.name;
  for (let aliases = 0; ; aliases++) {
    const { node } = place;
    plan.owner = owner;
    plan.name = name;
    plan.node = node;
    plan.cut = node !== NONE && node !== place.apex && zones.isApex(node);
    if (isProof) {
      // there is one for every name, and it is all that there is of these types (RFC 8482 section 7)
      plan.explicit = type;
      subject.node = node;
      return;
    }
    if (node === NONE) {
      // also of an alias's target (RFC 6604 section 2.1); where it is proven, the proof says it (RFC 9824 section 3.4)
      reply.rcode = plan.zone === undefined || request.compactOk ? RCODE.NXDOMAIN : RCODE.NOERROR;
      return deny(reply, zone, apex, plan);
    }
    const alias = zones.hasRecords(node) ? zones.records(node, TYPE.CNAME) : undefined;
    if (alias === undefined) return answerAt(zones, node, zone, type, apex, reply, subject, plan);
    const at = addRecords(reply, alias, owner, apex, 0);
    reply.answers += alias.count;
    planSet(plan, owner, name, TYPE.CNAME, reply.answers, alias.count, alias, undefined);
    subject.node = node;
    const isAsked = type === TYPE.CNAME || type === TYPE.ANY;
    if (isAsked || alias.target === undefined || aliases === ALIASES_MAX || reply.truncated) return;
    owner = at + (alias.targetAt ?? 0);
    name = alias.target;
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
  apex: number,
  reply: Reply,
  subject: Subject,
  plan: SignPlan,
): void {
  const { owner, name = NO_NAME } = plan;
  const has = zones.hasRecords(node);
  const before = reply.answers;
  const values = zones.values(node);
  const live = type === TYPE.TXT && values !== undefined;
  if (live) {
    subject.valuesAt = node;
    subject.values = countValues(values);
    addValues(reply, values, zone.compiled.valueHead, owner);
  }
  const set = has ? zones.records(node, type) : undefined;
  if (set !== undefined) {
    const at = addRecords(reply, set, owner, apex, zone.serial);
    reply.answers += set.count;
    // RFC 2181 section 5.2: one TTL for all records of a set
    if (live && !reply.truncated) setTtls(reply, set, at, zone.compiled.valueHead);
  } else if (type === TYPE.ANY && (has || values !== undefined)) {
    addRecords(reply, MINIMAL, owner, apex, 0);
    reply.answers++;
    planSet(plan, owner, name, HINFO, reply.answers, 1, MINIMAL, undefined);
  }
  if (set !== undefined || live) {
    // what changes in a set of the settings is SOA's serial
    const changes = live ? values : set?.serialAt === undefined ? undefined : zone.serial;
    planSet(plan, owner, name, type, reply.answers, reply.answers - before, set, changes);
  }
  // a signed answer goes without: it would need their signatures too (RFC 4035 section 3.1.1)
  if (set !== undefined && type === TYPE.NS && plan.zone === undefined) {
    for (const glue of zone.compiled.glue) addIfItFits(reply, glue, apex);
  }
  if (reply.answers > before || reply.truncated) subject.node = node;
  else deny(reply, zone, apex, plan);
}

function deny(reply: Reply, zone: Zone, apex: number, plan: SignPlan): void {
  // its owner is the zone's name, not the one that was asked for
  addRecords(reply, zone.compiled.soa, apex, apex, zone.serial);
  reply.authorities++;
  plan.denies = true;
}

const NO_NAME: WireName = { bytes: Uint8Array.of(0), offsets: new Uint8Array(0), labels: 0 };

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
