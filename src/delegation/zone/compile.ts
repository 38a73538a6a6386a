import { isIPv6 } from 'node:net';
import {
  DnsError,
  type Name,
  nameEquals,
  nameFromHost,
  nameIsUnder,
  nameKey,
  TYPE,
} from '../../wire/dns/index.ts';
import {
  RECORD_TTL_SECONDS,
  SOA_EXPIRE,
  SOA_MINIMUM,
  SOA_REFRESH,
  SOA_RETRY,
  SOA_TTL_SECONDS,
  VALUE_TTL_SECONDS,
} from './limits.ts';
import { type RecordSet, type RecordValue, recordSet } from './record-set.ts';
import type { StaticRecord, ZoneSettings } from './types.ts';
import { readZoneKey, type ZoneKey } from './zone-key.ts';

/** A zone of the settings, every answer that never changes written out. */
export type CompiledZone = {
  readonly name: Name;
  /** Type, class IN and TTL of a live value's record, behind two bytes for the pointer to its name. */
  readonly valueHead: Uint8Array;
  /** The apex's own sets, by type; SOA and NS always. */
  readonly apex: ReadonlyMap<number, RecordSet>;
  readonly soa: RecordSet;
  /** Undefined: the zone is not signed. */
  readonly key: ZoneKey | undefined;
  /** While the key is changed: it signs the sets of `KEY_TYPES` too. */
  readonly secondKey: ZoneKey | undefined;
  /** What the zone above has for it. */
  readonly ds: RecordSet | undefined;
  /** A and AAAA of the name servers in the zone, with their owners: what goes along with NS. */
  readonly glue: readonly RecordSet[];
  /** Every other name that has records. */
  readonly names: readonly { readonly name: Name; readonly sets: ReadonlyMap<number, RecordSet> }[];
};

/** Throws `DnsError` for what cannot be in a zone: a name outside it, an address that is none, a CNAME beside other records. */
export function compileZone(settings: ZoneSettings): CompiledZone {
  // zones made on demand have no name yet, and nothing is in them but their apex
  const onDemand = settings.name === '';
  const zone = onDemand ? NO_ZONE : nameFromHost(settings.name);
  const recordTtl = settings.recordTtl ?? RECORD_TTL_SECONDS;
  const [first] = settings.nameServers;
  if (first === undefined) throw new DnsError('rdata', `the zone ${settings.name} has no name server`);
  const soa = recordSet(zone, SOA_TTL_SECONDS, [
    {
      type: 'SOA',
      mname: first.host,
      rname: mailboxName(settings.mailbox),
      times: [SOA_REFRESH, SOA_RETRY, SOA_EXPIRE, SOA_MINIMUM],
    },
  ]);
  const key = settings.signingKey && readZoneKey(zone, settings.signingKey);
  const secondKey = key && settings.secondKey && readZoneKey(zone, settings.secondKey.key);
  const announced = settings.secondKey?.announced === true ? secondKey : key;
  const servers = settings.nameServers.map(({ host }) => ({ type: 'NS' as const, target: host }));
  const byName = new Map<string, { name: Name; records: StaticRecord[] }>();
  const hosts = onDemand ? [] : hostRecords(settings, zone);
  for (const record of [...hosts, ...(settings.records ?? [])]) {
    const name = nameFromHost(record.name);
    if (!nameIsUnder(name, zone)) throw new DnsError('text', `${record.name} is not in the zone`);
    const key = nameKey(name);
    const known = byName.get(key) ?? { name, records: [] };
    byName.set(key, known);
    known.records.push(record);
  }
  const names = [...byName.values()].map(({ name, records }) => ({
    name,
    sets: setsOf(zone, recordTtl, records),
  }));
  const atApex = names.find(({ name }) => nameEquals(name, zone))?.sets ?? new Map<number, RecordSet>();
  if (atApex.has(TYPE.CNAME)) throw new DnsError('rdata', 'a CNAME cannot be at the top of a zone');
  return {
    name: zone,
    valueHead: valueHead(settings.valueTtl ?? VALUE_TTL_SECONDS),
    apex: new Map([
      ...atApex,
      [TYPE.SOA, soa],
      [TYPE.NS, recordSet(zone, recordTtl, servers)],
      ...(key === undefined || announced === undefined
        ? []
        : keySets(zone, recordTtl, secondKey === undefined ? [key] : [key, secondKey], announced)),
    ]),
    soa,
    key,
    secondKey,
    ds: announced && recordSet(zone, recordTtl, [{ type: 'DS', data: announced.dsData }]),
    glue: hosts.map((record) => recordSet(zone, recordTtl, [valueOf(record)], record.name)),
    names: names.filter(({ name }) => !nameEquals(name, zone)),
  };
}

/** Under which no name of a host can be: what is not under the zone is written in full. */
const NO_ZONE: Name = [Uint8Array.of(0)];

/** What tells of keys: while one is changed, each of the two proves these sets. */
export const KEY_TYPES: ReadonlySet<number> = new Set([TYPE.DNSKEY, TYPE.CDS, TYPE.CDNSKEY]);

/** The keys, and what the zone above is asked to have of one of them (RFC 7344 section 4.1). */
function keySets(
  zone: Name,
  ttl: number,
  keys: readonly ZoneKey[],
  { dnskeyData, dsData }: ZoneKey,
): [number, RecordSet][] {
  const published = keys.map((one) => ({ type: 'DNSKEY' as const, data: one.dnskeyData }));
  return [
    [TYPE.DNSKEY, recordSet(zone, ttl, published)],
    [TYPE.CDNSKEY, recordSet(zone, ttl, [{ type: 'CDNSKEY', data: dnskeyData }])],
    [TYPE.CDS, recordSet(zone, ttl, [{ type: 'CDS', data: dsData }])],
  ];
}

function hostRecords(settings: ZoneSettings, zone: Name): StaticRecord[] {
  return settings.nameServers
    .filter(({ host }) => nameIsUnder(nameFromHost(host), zone))
    .flatMap(({ host, addresses }) =>
      addresses.map((address) => ({ name: host, type: isIPv6(address) ? 'AAAA' : 'A', address }) as const),
    );
}

function setsOf(zone: Name, ttl: number, records: readonly StaticRecord[]): Map<number, RecordSet> {
  const types = [...new Set(records.map(({ type }) => type))];
  if (types.includes('CNAME') && records.length > 1) {
    throw new DnsError('rdata', 'a CNAME stands alone at its name (RFC 1034 section 3.6.2)');
  }
  return new Map(
    types.map((type) => {
      const same = records.filter((record) => record.type === type);
      // RFC 2181 section 5.2: one TTL for all records of a set
      const lowest = Math.min(...same.map((record) => record.ttl ?? ttl));
      return [TYPE[type], recordSet(zone, lowest, same.map(valueOf))];
    }),
  );
}

function valueOf(record: StaticRecord): RecordValue {
  return record;
}

/** RFC 1035 section 8: the part before the @ is one label, dots and all. */
function mailboxName(mailbox: string): Name {
  const at = mailbox.lastIndexOf('@');
  if (at < 1) throw new DnsError('text', `${mailbox} is no mail address`);
  return [Uint8Array.from(Buffer.from(mailbox.slice(0, at))), ...nameFromHost(mailbox.slice(at + 1))];
}

function valueHead(ttl: number): Uint8Array {
  const head = new Uint8Array(10);
  const view = new DataView(head.buffer);
  view.setUint16(0, 0xc00c); // the question's name
  view.setUint16(2, TYPE.TXT);
  view.setUint16(4, 1);
  view.setUint32(6, ttl);
  return head;
}
