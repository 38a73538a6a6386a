import { CLASS, RCODE, TYPE, nameEquals, nameIsUnder } from '../../wire/dns/index.ts';
import type { Message, Name, ResourceRecord } from '../../wire/dns/index.ts';
import { formatAddress } from '../address.ts';
import { readAnswer } from './answer.ts';
import { NAME_SERVERS_PER_ZONE_MAX } from './limits.ts';

/** What an authoritative server's message means to one who walks down the tree and asked it for a name of `zone`. */
export type Meaning = Useful | Useless;
export type Useful = { readonly chain: readonly Name[] } & (
  | { readonly kind: 'answer'; readonly records: readonly ResourceRecord[] }
  | { readonly kind: 'nodata' | 'nxdomain' | 'loop' }
  | { readonly kind: 'alias'; readonly target: Name } // to be looked up from the top
  | { readonly kind: 'referral'; readonly referral: Referral }
);
/** This server is of no use here; another may be. */
type Useless = { readonly kind: 'useless'; readonly why: 'servfail' | 'refused' | 'lame' };

/** A delegation as its parent gave it, with glue. */
export type Referral = {
  readonly zone: Name;
  readonly nameServers: readonly { readonly name: Name; readonly addresses: readonly string[] }[];
};

/**
 * Reads a reply by the rules of who may say what: records outside `zone` are not believed (RFC 2181 section 5.4.1), a
 * referral must lead downwards and towards the name, and data, NXDOMAIN and NODATA count only from a server that calls
 * itself authoritative; one that does none of this is lame (RFC 1912 section 2.8).
 */
export function readReply(message: Message, zone: Name, name: Name, type: number): Meaning {
  const reading = readAnswer(message.answers, name, type, zone);
  // BIND says SERVFAIL to a loop in its own zone, with the loop in the answer
  if (reading.kind === 'loop' && message.authoritative) return { kind: 'loop', chain: reading.chain };
  if (message.rcode === RCODE.SERVFAIL) return { kind: 'useless', why: 'servfail' };
  if (message.rcode === RCODE.REFUSED) return { kind: 'useless', why: 'refused' };
  if (message.rcode !== RCODE.NOERROR && message.rcode !== RCODE.NXDOMAIN)
    return { kind: 'useless', why: 'lame' };
  if (reading.kind === 'empty' && message.rcode === RCODE.NOERROR) {
    const referral = readReferral(message, zone, name);
    // a server that knows no DS refers to the very zone whose DS its own zone would hold
    if (referral !== undefined && type === TYPE.DS && nameEquals(referral.zone, name))
      return { kind: 'useless', why: 'lame' };
    if (referral !== undefined) return { kind: 'referral', referral, chain: [] };
  }
  if (!message.authoritative || reading.kind === 'loop') return { kind: 'useless', why: 'lame' };
  if (reading.kind === 'records') return { ...reading, kind: 'answer' };
  // the rest is about the last name of the chain; what lies outside the zone is not this server's to deny
  if (reading.kind === 'alias' && !nameIsUnder(reading.target, zone)) return reading;
  if (message.rcode === RCODE.NXDOMAIN) return { kind: 'nxdomain', chain: reading.chain };
  const last = reading.kind === 'alias' ? reading.target : name;
  return reading.kind === 'empty' || deniesData(message, zone, last)
    ? { kind: 'nodata', chain: reading.chain }
    : reading;
}

function readReferral(message: Message, zone: Name, name: Name): Referral | undefined {
  const { authorities } = message;
  if (authorities.some((record) => record.type === TYPE.SOA)) return undefined;
  const cut = authorities.find(
    (record) =>
      record.data.kind === 'NS' &&
      record.class === CLASS.IN &&
      record.name.length > zone.length &&
      nameIsUnder(record.name, zone) &&
      nameIsUnder(name, record.name),
  )?.name;
  if (cut === undefined) return undefined;
  const nameServers = authorities
    .flatMap(({ data, name }) => (data.kind === 'NS' && nameEquals(name, cut) ? [data.target] : []))
    .slice(0, NAME_SERVERS_PER_ZONE_MAX)
    .map((target) => ({ name: target, addresses: glue(message, zone, target) }));
  return { zone: cut, nameServers };
}

/** Addresses that came along for a name server, believed only inside the zone whose server gave them. */
function glue(message: Message, zone: Name, nameServer: Name): string[] {
  if (!nameIsUnder(nameServer, zone)) return [];
  return message.additionals.flatMap(({ data, name }) =>
    (data.kind === 'A' || data.kind === 'AAAA') && nameEquals(name, nameServer)
      ? [formatAddress(data.address).text]
      : [],
  );
}

/** NODATA for the end of a chain: the SOA of a zone that holds it (RFC 2308 section 2.2). */
function deniesData(message: Message, zone: Name, last: Name): boolean {
  return message.authorities.some(
    (record) => record.type === TYPE.SOA && nameIsUnder(record.name, zone) && nameIsUnder(last, record.name),
  );
}
