import { checkBitmap } from './bitmap.ts';
import { TYPE } from './constants.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX, NAME_BYTES_MAX } from './limits.ts';
import type { Nsec3, RecordData, Rrsig } from './types.ts';
import { writeBytes, writeName, writeNameAsIs, writeU16, writeU32, writeU8 } from './writer.ts';
import type { Writer } from './writer.ts';

const STRING_BYTES_MAX = 255;
const RRSIG_BYTES_MAX = 18 + NAME_BYTES_MAX; // without the signature

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
    case 'DNSKEY':
      checkSize(4 + data.publicKey.length);
      writeU16(writer, data.flags);
      writeU8(writer, data.protocol);
      writeU8(writer, data.algorithm);
      return writeBytes(writer, data.publicKey);
    case 'DS':
      checkSize(4 + data.digest.length);
      writeU16(writer, data.keyTag);
      writeU8(writer, data.algorithm);
      writeU8(writer, data.digestType);
      return writeBytes(writer, data.digest);
    case 'RRSIG':
      checkSize(RRSIG_BYTES_MAX + data.signature.length);
      writeSignatureHead(writer, data);
      return writeBytes(writer, data.signature);
    case 'NSEC':
      checkBitmap(data.bitmap);
      // its letters keep their case even in canonical form (RFC 6840 section 5.1)
      writeNameAsIs(writer, data.next);
      return writeBytes(writer, data.bitmap);
    case 'NSEC3':
      return writeNsec3(writer, data);
    case 'unknown':
      checkSize(data.bytes.length);
      return writeBytes(writer, data.bytes);
    default:
      return data satisfies never;
  }
}

/** RRSIG data up to the signature: what is signed before the records (RFC 4034 section 3.1.8.1). */
export function writeSignatureHead(writer: Writer, data: Omit<Rrsig, 'signature'>): void {
  writeU16(writer, data.typeCovered);
  writeU8(writer, data.algorithm);
  writeU8(writer, data.labels);
  writeU32(writer, data.originalTtl);
  writeU32(writer, data.expiration);
  writeU32(writer, data.inception);
  writeU16(writer, data.keyTag);
  writeName(writer, data.signer, false);
}

function writeNsec3(writer: Writer, data: Nsec3): void {
  if (data.nextHashed.length === 0) throw new DnsError('rdata', 'a hashed owner name is empty');
  checkBitmap(data.bitmap);
  writeU8(writer, data.hashAlgorithm);
  writeU8(writer, data.flags);
  writeU16(writer, data.iterations);
  writeU8(writer, data.salt.length);
  writeBytes(writer, data.salt);
  writeU8(writer, data.nextHashed.length);
  writeBytes(writer, data.nextHashed);
  writeBytes(writer, data.bitmap);
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
