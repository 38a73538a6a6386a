import { TYPE } from './constants.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX } from './limits.ts';
import type { RecordData } from './types.ts';
import { writeBytes, writeName, writeU16, writeU32, writeU8 } from './writer.ts';
import type { Writer } from './writer.ts';

const STRING_BYTES_MAX = 255;

/** Writes record data without its length. Only types of RFC 1035 get compressed names (RFC 3597 section 4). */
export function writeRdata(writer: Writer, type: number, data: RecordData): void {
  if (data.kind !== 'unknown' && TYPE[data.kind] !== type) {
    throw new DnsError('rdata', `data of ${data.kind} stands in a record of type ${type}`);
  }
  switch (data.kind) {
    case 'A':
    case 'AAAA':
      if (data.address.length !== (data.kind === 'A' ? 4 : 16)) {
        throw new DnsError('rdata', `an ${data.kind} address has the wrong length`);
      }
      return writeBytes(writer, data.address);
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return writeName(writer, data.target, true);
    case 'DNAME':
      return writeName(writer, data.target, false);
    case 'MX':
      writeU16(writer, data.preference);
      return writeName(writer, data.exchange, true);
    case 'SOA':
      writeName(writer, data.mname, true);
      writeName(writer, data.rname, true);
      writeU32(writer, data.serial);
      writeU32(writer, data.refresh);
      writeU32(writer, data.retry);
      writeU32(writer, data.expire);
      return writeU32(writer, data.minimum);
    case 'TXT':
      return writeStrings(writer, data.strings);
    case 'SRV':
      writeU16(writer, data.priority);
      writeU16(writer, data.weight);
      writeU16(writer, data.port);
      return writeName(writer, data.target, false);
    case 'CAA':
      return writeCaa(writer, data);
    case 'unknown':
      checkSize(data.bytes.length);
      return writeBytes(writer, data.bytes);
    default:
      return data satisfies never;
  }
}

function writeStrings(writer: Writer, strings: readonly Uint8Array[]): void {
  if (strings.length === 0) throw new DnsError('rdata', 'a TXT record holds at least one string');
  let size = 0;
  for (const string of strings) {
    if (string.length > STRING_BYTES_MAX) throw new DnsError('rdata', 'a TXT string is at most 255 bytes');
    size += string.length + 1;
  }
  checkSize(size);
  for (const string of strings) {
    writeU8(writer, string.length);
    writeBytes(writer, string);
  }
}

function writeCaa(writer: Writer, data: Extract<RecordData, { kind: 'CAA' }>): void {
  if (data.tag.length === 0 || data.tag.length > STRING_BYTES_MAX) {
    throw new DnsError('rdata', 'a CAA tag is 1 to 255 characters');
  }
  checkSize(2 + data.tag.length + data.value.length);
  writeU8(writer, data.flags);
  writeU8(writer, data.tag.length);
  for (let i = 0; i < data.tag.length; i++) writeU8(writer, data.tag.charCodeAt(i));
  writeBytes(writer, data.value);
}

function checkSize(bytes: number): void {
  if (bytes > MESSAGE_BYTES_MAX) throw new DnsError('too-large', 'record data is longer than 65,535 bytes');
}
