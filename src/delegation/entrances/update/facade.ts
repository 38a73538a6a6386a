import {
  CLASS,
  type Message,
  type Name,
  nameFromHost,
  nameIsUnder,
  RCODE,
  type RecordData,
  type ResourceRecord,
  TYPE,
} from '../../../wire/dns/index.ts';
import { FACADE_TTL_SECONDS } from './limits.ts';
import { refuse } from './refusal.ts';
import { replyTo } from './reply.ts';

export type Soa = Extract<RecordData, { kind: 'SOA' }>;

/** What the facade says of every zone. It has no secondaries, so that no number means anything. `mailbox`: a mail address. */
export function facadeSoa(primary: string, mailbox: string): Soa {
  const at = mailbox.lastIndexOf('@');
  return {
    kind: 'SOA',
    mname: nameFromHost(primary),
    rname: [Uint8Array.from(Buffer.from(mailbox.slice(0, at))), ...nameFromHost(mailbox.slice(at + 1))],
    serial: 1,
    refresh: 14_400,
    retry: 3_600,
    expire: 1_209_600,
    minimum: FACADE_TTL_SECONDS,
  };
}

/**
 * What the facade answers to a question: clients that look for the zone of a name ask for its SOA first. Every challenge name is told
 * to be a zone of its own, whoever asks and whether any rule covers it, so that an answer tells nothing; a name in a zone of ours is
 * told that zone. Nothing else is answered: a facade that said more could be taken for a name server. Pure.
 */
export function answerFacade(query: Message, zones: readonly Name[], soa: Soa): Message {
  const [question, ...others] = query.questions;
  if (question === undefined || others.length > 0) return replyTo(query, refuse(RCODE.FORMERR, 'malformed'));
  const zone = question.class === CLASS.IN ? zoneToTell(question.name, zones) : undefined;
  if (zone === undefined) return replyTo(query, refuse(RCODE.REFUSED, 'not-here'));
  if (question.type !== TYPE.SOA) return replyTo(query, refuse(RCODE.REFUSED, 'not-soa'));
  const record: ResourceRecord = {
    name: zone,
    type: TYPE.SOA,
    class: CLASS.IN,
    ttl: FACADE_TTL_SECONDS,
    data: soa,
  };
  const isApex = zone.length === question.name.length;
  return replyTo(query, undefined, {
    authoritative: true,
    answers: isApex ? [record] : [],
    authorities: isApex ? [] : [record],
  });
}

function zoneToTell(name: Name, zones: readonly Name[]): Name | undefined {
  for (let i = 0; i < name.length; i++) {
    if (isChallengeLabel(name[i])) return name.slice(i);
  }
  return zones
    .filter((zone) => nameIsUnder(name, zone))
    .toSorted((a, b) => b.length - a.length)
    .map((zone) => name.slice(name.length - zone.length))[0];
}

function isChallengeLabel(label: Uint8Array | undefined): boolean {
  return label !== undefined && Buffer.from(label).toString('latin1').toLowerCase() === '_acme-challenge';
}
