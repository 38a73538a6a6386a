import {
  CLASS,
  DnsError,
  type Name,
  nameFromHost,
  nameIsUnder,
  TYPE,
  type WireName,
} from '../../wire/dns/index.ts';
import { addressBytes } from '../../net/index.ts';

/**
 * Records of one name and type as they stand in an answer, written once. What depends on the question is patched in: pointers
 * to the name that was asked for and to the zone's name inside it, and the serial.
 */
export type RecordSet = {
  readonly type: number;
  readonly count: number;
  readonly bytes: Uint8Array;
  /** Places of pointers to the owner. */
  readonly owners: readonly number[];
  /** Places of pointers to the zone's name. */
  readonly apexes: readonly number[];
  /** SOA: where the serial is. */
  readonly serialAt?: number;
  /** CNAME: where the target begins, and its labels where it is in the zone. */
  readonly targetAt?: number;
  readonly target?: WireName;
};

export type RecordValue =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'CAA'; readonly flags: number; readonly tag: string; readonly value: string }
  | { readonly type: 'CNAME' | 'NS'; readonly target: string }
  /** What has no name in its data. */
  | { readonly type: 'DNSKEY' | 'DS' | 'CDS' | 'CDNSKEY'; readonly data: Uint8Array }
  | { readonly type: 'SOA'; readonly mname: string; readonly rname: Name; readonly times: readonly number[] };

const POINTER_BYTES = 2;
const STRING_BYTES_MAX = 255;

/** Records of one name and type. `owner`: undefined for the name that is asked for, else a name written out. Throws `DnsError`. */
export function recordSet(
  zone: Name,
  ttl: number,
  records: readonly RecordValue[],
  owner?: string,
): RecordSet {
  const [first] = records;
  if (first === undefined) throw new DnsError('rdata', 'a record set is not empty');
  const type = TYPE[first.type];
  const bytes: number[] = [];
  const owners: number[] = [];
  const apexes: number[] = [];
  let extra: { serialAt?: number; targetAt?: number; target?: WireName } = {};
  for (const record of records) {
    if (owner === undefined) {
      owners.push(bytes.length);
      bytes.push(0, 0);
    } else putName(nameFromHost(owner));
    put16(type);
    put16(CLASS.IN);
    put32(ttl);
    const lengthAt = bytes.length;
    bytes.push(0, 0);
    putData(record);
    const length = bytes.length - lengthAt - 2;
    bytes[lengthAt] = length >> 8;
    bytes[lengthAt + 1] = length & 0xff;
  }
  return { type, count: records.length, bytes: Uint8Array.from(bytes), owners, apexes, ...extra };

  function putData(record: RecordValue): void {
    switch (record.type) {
      case 'A':
      case 'AAAA': {
        const address = addressBytes(record.address);
        if (address?.length !== (record.type === 'A' ? 4 : 16)) {
          throw new DnsError('text', `${record.address} is no address for ${record.type}`);
        }
        return void bytes.push(...address);
      }
      case 'TXT':
        return void bytes.push(...textData(record.text));
      case 'CAA':
        bytes.push(record.flags & 0xff, record.tag.length, ...Buffer.from(record.tag, 'latin1'));
        return void bytes.push(...Buffer.from(record.value));
      case 'DNSKEY':
      case 'DS':
      case 'CDS':
      case 'CDNSKEY':
        return void bytes.push(...record.data);
      case 'NS':
        return putName(nameFromHost(record.target));
      case 'CNAME': {
        const target = nameFromHost(record.target);
        const inZone = nameIsUnder(target, zone);
        extra = { targetAt: bytes.length, ...(inZone ? { target: wireName(target) } : {}) };
        return putName(target);
      }
      case 'SOA':
        putName(nameFromHost(record.mname));
        putName(record.rname);
        extra = { serialAt: bytes.length };
        for (const number of [0, ...record.times]) put32(number);
    }
  }

  /** A name in the zone ends in a pointer to the zone's name, which every question in it has. */
  function putName(name: Name): void {
    const inZone = nameIsUnder(name, zone);
    for (const label of inZone ? name.slice(0, name.length - zone.length) : name) {
      bytes.push(label.length, ...label);
    }
    if (!inZone) return void bytes.push(0);
    apexes.push(bytes.length);
    for (let i = 0; i < POINTER_BYTES; i++) bytes.push(0);
  }

  function put16(value: number): void {
    bytes.push(value >> 8, value & 0xff);
  }

  function put32(value: number): void {
    put16(value >>> 16);
    put16(value & 0xffff);
  }
}

export function wireName(name: Name): WireName {
  const bytes: number[] = [];
  const offsets: number[] = [];
  for (const label of name) {
    offsets.push(bytes.length);
    bytes.push(label.length, ...Buffer.from(Buffer.from(label).toString('latin1').toLowerCase(), 'latin1'));
  }
  return { bytes: Uint8Array.from([...bytes, 0]), offsets: Uint8Array.from(offsets), labels: name.length };
}

/** TXT data: a text longer than 255 bytes is several strings (RFC 7208 section 3.3 and RFC 8555 section 8.4 join them). */
export function textData(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const strings = Math.max(1, Math.ceil(bytes.length / STRING_BYTES_MAX));
  const data = new Uint8Array(bytes.length + strings);
  for (let i = 0; i < strings; i++) {
    const part = bytes.subarray(i * STRING_BYTES_MAX, (i + 1) * STRING_BYTES_MAX);
    data[i * (STRING_BYTES_MAX + 1)] = part.length;
    data.set(part, i * (STRING_BYTES_MAX + 1) + 1);
  }
  return data;
}
