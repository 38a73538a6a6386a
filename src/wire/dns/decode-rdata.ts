import { CLASS, TYPE } from './constants.ts';
import { readBytes, readName, readU16, readU32, readU8 } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { DnsError } from './error.ts';
import type { RecordData } from './types.ts';

const ADDRESS_BYTES_A = 4;
const ADDRESS_BYTES_AAAA = 16;

/** Record data from `cursor.at` to `cursor.end`, which the caller set to the record's end and checks afterwards. */
export function decodeRdata(cursor: Cursor, type: number, klass: number): RecordData {
  const length = cursor.end - cursor.at;
  // RFC 2136 sections 2.4 and 2.5: prerequisites and deletions carry a type without data
  if (length === 0 && klass !== CLASS.IN) return { kind: 'unknown', bytes: new Uint8Array(0) };
  switch (type) {
    case TYPE.A:
      if (klass !== CLASS.IN && klass !== CLASS.NONE) break; // other classes define A differently
      if (length !== ADDRESS_BYTES_A) throw new DnsError('rdata', 'an A record has 4 bytes');
      return { kind: 'A', address: readBytes(cursor, length) };
    case TYPE.AAAA:
      if (length !== ADDRESS_BYTES_AAAA) throw new DnsError('rdata', 'an AAAA record has 16 bytes');
      return { kind: 'AAAA', address: readBytes(cursor, length) };
    case TYPE.NS:
      return { kind: 'NS', target: readName(cursor) };
    case TYPE.CNAME:
      return { kind: 'CNAME', target: readName(cursor) };
    case TYPE.PTR:
      return { kind: 'PTR', target: readName(cursor) };
    case TYPE.DNAME:
      return { kind: 'DNAME', target: readName(cursor) };
    case TYPE.MX:
      return { kind: 'MX', preference: readU16(cursor), exchange: readName(cursor) };
    case TYPE.SOA:
      return {
        kind: 'SOA',
        mname: readName(cursor),
        rname: readName(cursor),
        serial: readU32(cursor),
        refresh: readU32(cursor),
        retry: readU32(cursor),
        expire: readU32(cursor),
        minimum: readU32(cursor),
      };
    case TYPE.TXT:
      return { kind: 'TXT', strings: readStrings(cursor) };
    case TYPE.SRV:
      return {
        kind: 'SRV',
        priority: readU16(cursor),
        weight: readU16(cursor),
        port: readU16(cursor),
        target: readName(cursor),
      };
    case TYPE.CAA:
      return readCaa(cursor);
    default:
  }
  return { kind: 'unknown', bytes: readBytes(cursor, length) };
}

/** RFC 1035 section 3.3.14: one or more character-strings. */
function readStrings(cursor: Cursor): Uint8Array[] {
  const strings: Uint8Array[] = [];
  do strings.push(readBytes(cursor, readU8(cursor)));
  while (cursor.at < cursor.end);
  return strings;
}

/** RFC 8659 section 4.1. The tag's characters are the reader's business; only its length is checked here. */
function readCaa(cursor: Cursor): RecordData {
  const flags = readU8(cursor);
  const length = readU8(cursor);
  if (length === 0) throw new DnsError('rdata', 'a CAA tag is empty');
  const tag = String.fromCharCode(...readBytes(cursor, length));
  return { kind: 'CAA', flags, tag, value: readBytes(cursor, cursor.end - cursor.at) };
}
