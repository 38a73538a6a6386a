import {
  CLASS,
  OPCODE,
  RCODE,
  TYPE,
  encodeMessage,
  extendedErrorOption,
  nameKey,
} from '../wire/dns/index.ts';
import type { Message, Name, ResourceRecord } from '../wire/dns/index.ts';
import { type ClientSubnet, subnetOption } from './client-subnet.ts';
import { proofs } from './denial.ts';
import { find, type FoundSet } from './find.ts';
import { UDP_BYTES_MAX, UDP_BYTES_PLAIN } from './limits.ts';
import { spoil } from './malformed.ts';
import type { BogusWay } from './script-schema.ts';
import type { Node, Overlay, Rule, Transport, Zone } from './types.ts';
import { overlaid, zoneOf } from './zone.ts';

/** What goes out for one question, and how. */
export type Reply = {
  /** In this order; none: the question is dropped. */
  readonly datagrams: readonly Datagram[];
  /** TCP: the connection is closed instead. */
  readonly close: boolean;
  readonly message: Message;
};
export type Datagram = {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
  /** UDP: sent from another port of the same address, or from another address. Absent: as it should be. */
  readonly from?: 'other-port' | { readonly address: string };
};

/** The reply to a question that was read, spoilt as the rule says. Pure but for signing. */
export function reply(
  zones: readonly Zone[],
  rule: Rule | undefined,
  query: Message,
  how: { readonly transport: Transport; readonly nowMs: number; readonly subnet?: ClientSubnet | undefined },
): Reply {
  const { transport, nowMs, subnet } = how;
  const message = addressed(compose(zones, rule, query, nowMs), rule, subnet);
  const kind = rule?.fault.fault ?? 'none';
  if (kind === 'drop' || kind === 'close')
    return { datagrams: [], close: kind === 'close' && transport === 'tcp', message };
  const right = encode(message, rule, query, transport);
  const wrong = rule === undefined ? undefined : spoilt(right, rule, transport);
  if (wrong === undefined) return { datagrams: [right], close: false, message };
  const follows = rule !== undefined && 'then_answer' in rule.fault && rule.fault.then_answer;
  return { datagrams: follows ? [wrong, right] : [wrong], close: false, message };
}

/** The answer itself: zones, overlay, rcode, signatures, extended errors. */
function compose(zones: readonly Zone[], rule: Rule | undefined, query: Message, nowMs: number): Message {
  const [question] = query.questions;
  const base = blank(query, rule);
  const rcode = rule === undefined ? undefined : RCODES[rule.fault.fault];
  if (rcode !== undefined) return { ...base, rcode };
  if (query.edns !== undefined && query.edns.version > 0) return { ...base, rcode: RCODE.BADVERS };
  if (query.opcode !== OPCODE.QUERY) return { ...base, rcode: RCODE.NOTIMP };
  if (question === undefined || query.questions.length > 1) return { ...base, rcode: RCODE.FORMERR };
  if (question.class !== CLASS.IN) return { ...base, rcode: RCODE.REFUSED };
  const { name, type } = question;
  const found = find(zones, overlayFor(zones, rule, name, type), name, type);
  const way = rule?.fault.fault === 'bogus' ? rule.fault.how : undefined;
  const signed = query.edns?.dnssecOk === true && way !== 'stripped';
  const render = (sets: readonly FoundSet[]) =>
    sets.flatMap((set) => (signed ? withSignature(set, nowMs, way) : set.records));
  const denials = signed ? proofs(found.denials) : [];
  return {
    ...base,
    rcode: found.rcode,
    authoritative: found.authoritative,
    answers: render(found.answers),
    authorities: render([...found.authorities, ...denials]),
    additionals: render(found.additionals),
  };
}

/** Faults that are nothing but a response code. */
const RCODES: Readonly<Partial<Record<Rule['fault']['fault'], number>>> = {
  servfail: RCODE.SERVFAIL,
  refused: RCODE.REFUSED,
  formerr: RCODE.FORMERR,
  notimp: RCODE.NOTIMP,
};

function blank(query: Message, rule: Rule | undefined): Message {
  const { edns, ...head } = query;
  const message: Message = {
    ...head,
    response: true,
    authoritative: false,
    truncated: false,
    recursionAvailable: false,
    authenticData: false,
    rcode: RCODE.NOERROR,
    answers: [],
    authorities: [],
    additionals: [],
  };
  if (edns === undefined) return message;
  const options = (rule?.ede ?? []).map(extendedErrorOption);
  return {
    ...message,
    edns: { udpSize: UDP_BYTES_MAX, extendedRcode: 0, version: 0, dnssecOk: edns.dnssecOk, options },
  };
}

/** Says for whom the answer is, where the server tells clients apart. */
function addressed(message: Message, rule: Rule | undefined, subnet: ClientSubnet | undefined): Message {
  const { edns } = message;
  if (edns === undefined || subnet === undefined) return message;
  const option = subnetOption(subnet, rule?.match.subnets);
  return { ...message, edns: { ...edns, options: [...edns.options, option] } };
}

/** What the asked name is under a rule whose fault depends on what is asked. */
function overlayFor(zones: readonly Zone[], rule: Rule | undefined, name: Name, type: number): Overlay {
  if (rule === undefined) return NO_OVERLAY;
  const { fault } = rule;
  const key = nameKey(name);
  if (fault.fault === 'nxdomain') return new Map([[key, null]]);
  if (fault.fault !== 'nodata' && fault.fault !== 'big-txt') return rule.overlay;
  const zone = zoneOf(zones, name, type);
  const node = zone === undefined ? undefined : overlaid(zone, rule.overlay).get(key);
  const sets = new Map(node?.sets);
  if (fault.fault === 'nodata') {
    sets.delete(type);
    sets.delete(TYPE.CNAME);
  } else sets.set(TYPE.TXT, [...(sets.get(TYPE.TXT) ?? []), filler(name, fault.bytes)]);
  return new Map<string, Node>([[key, { name, sets }]]);
}

const NO_OVERLAY: Overlay = new Map();
const FILLER_TTL = 5;
const STRING_BYTES = 255;

function filler(name: Name, bytes: number): ResourceRecord {
  const strings = Array.from({ length: Math.ceil(bytes / STRING_BYTES) }, (_, i) =>
    new Uint8Array(Math.min(STRING_BYTES, bytes - i * STRING_BYTES)).fill(0x78),
  );
  return { name, type: TYPE.TXT, class: CLASS.IN, ttl: FILLER_TTL, data: { kind: 'TXT', strings } };
}

function withSignature(
  set: FoundSet,
  nowMs: number,
  spoiled: BogusWay | undefined,
): readonly ResourceRecord[] {
  const { signer } = set.zone;
  if (signer === undefined || set.unsigned === true || set.records.length === 0) return set.records;
  return [...set.records, signer.sign(set.records, { labels: set.labels, nowMs, spoiled })];
}

function encode(message: Message, rule: Rule | undefined, query: Message, transport: Transport): Datagram {
  const kind = rule?.fault.fault;
  const cut = kind === 'truncate-always' || (kind === 'truncate' && transport === 'udp');
  const whole = cut
    ? { ...message, truncated: true, answers: [], authorities: [], additionals: [] }
    : message;
  const offered = Math.max(UDP_BYTES_PLAIN, query.edns?.udpSize ?? 0);
  const bytes = encodeMessage(
    whole,
    transport === 'udp' ? { maxSize: Math.min(offered, UDP_BYTES_MAX) } : {},
  );
  return { bytes, truncated: ((bytes[2] ?? 0) & TC_BIT) !== 0 };
}

const TC_BIT = 0x02;
const LETTER_CASE = 0x20;

/** The wrong datagram that a rule asks for; undefined where its fault is of another kind or is none over this transport. */
function spoilt(right: Datagram, { fault }: Rule, transport: Transport): Datagram | undefined {
  const udp = transport === 'udp';
  if (fault.fault === 'wrong-port') return udp ? { ...right, from: 'other-port' } : undefined;
  if (fault.fault === 'wrong-address') return udp ? { ...right, from: { address: fault.from } } : undefined;
  if (fault.fault === 'wrong-case') return { ...right, bytes: otherCase(right.bytes) };
  if (fault.fault === 'malformed') return { ...right, bytes: spoil(right.bytes, fault.how) };
  if (fault.fault !== 'wrong-id') return undefined;
  const bytes = Uint8Array.from(right.bytes);
  bytes[0] = (bytes[0] ?? 0) ^ 0xff;
  return { ...right, bytes };
}

/** The question with the case of every letter turned round. */
function otherCase(reply: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(reply);
  for (let at = 12; (bytes[at] ?? 0) !== 0; ) {
    const end = at + (bytes[at] ?? 0);
    for (at++; at <= end; at++) {
      const letter = (bytes[at] ?? 0) | LETTER_CASE;
      if (letter >= 0x61 && letter <= 0x7a) bytes[at] = (bytes[at] ?? 0) ^ LETTER_CASE;
    }
  }
  return bytes;
}
