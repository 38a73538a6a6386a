import { checkBitmap } from './bitmap.ts';
import { CLASS, TYPE } from './constants.ts';
import { readBytes, readName, readU16, readU32, readU8, readWholeName } from './cursor.ts';
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
    case TYPE.DNSKEY:
      return {
        kind: 'DNSKEY',
        flags: readU16(cursor),
        protocol: readU8(cursor),
        algorithm: readU8(cursor),
        publicKey: readRest(cursor),
      };
    case TYPE.DS:
      return {
        kind: 'DS',
        keyTag: readU16(cursor),
        algorithm: readU8(cursor),
        digestType: readU8(cursor),
        digest: readRest(cursor),
      };
    case TYPE.RRSIG:
      return {
        kind: 'RRSIG',
        typeCovered: readU16(cursor),
        algorithm: readU8(cursor),
        labels: readU8(cursor),
        originalTtl: readU32(cursor),
        expiration: readU32(cursor),
        inception: readU32(cursor),
        keyTag: readU16(cursor),
        signer: readWholeName(cursor),
        signature: readRest(cursor),
      };
    case TYPE.NSEC:
      return { kind: 'NSEC', next: readWholeName(cursor), bitmap: readBitmap(cursor, false) };
    case TYPE.NSEC3:
      return {
        kind: 'NSEC3',
        hashAlgorithm: readU8(cursor),
        flags: readU8(cursor),
        iterations: readU16(cursor),
        salt: readBytes(cursor, readU8(cursor)),
        nextHashed: readHashed(cursor),
        // an empty non-terminal owns nothing (RFC 5155 section 7.1)
        bitmap: readBitmap(cursor, true),
      };
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

function readRest(cursor: Cursor): Uint8Array {
  return readBytes(cursor, cursor.end - cursor.at);
}

function readBitmap(cursor: Cursor, mayBeEmpty: boolean): Uint8Array {
  const bitmap = readRest(cursor);
  if (bitmap.length === 0 && !mayBeEmpty) throw new DnsError('rdata', 'an NSEC record names no type');
  checkBitmap(bitmap);
  return bitmap;
}

function readHashed(cursor: Cursor): Uint8Array {
  const length = readU8(cursor);
  if (length === 0) throw new DnsError('rdata', 'a hashed owner name is empty');
  return readBytes(cursor, length);
}
