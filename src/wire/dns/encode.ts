import { TYPE } from './constants.ts';
import { writeRdata } from './encode-rdata.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX, NAME_BYTES_MAX } from './limits.ts';
import { tsigBytes, writeTsig } from './tsig.ts';
import type { Edns, Message, ResourceRecord } from './types.ts';
import { writeBytes, writeName, writeU16, writeU32 } from './writer.ts';
import type { Writer } from './writer.ts';

const RECORD_FIXED_BYTES = 10;
// one record more than the limit fits, so that only sections and not every field need a check
const scratch = new Uint8Array(2 * MESSAGE_BYTES_MAX + 2 * NAME_BYTES_MAX + RECORD_FIXED_BYTES);

/**
 * The bytes of a message, compressed (case is kept, so a name comes back exactly).
 * - More than `maxSize` bytes: whole records are left out from the end and TC is set. Left-out additionals set TC only in a
 *   message without answers, where they are a referral's glue (RFC 2181 section 9, RFC 9471). EDNS and TSIG always stay.
 * - `edns.extendedRcode` is not read: `rcode` decides (it must be below 16 without EDNS).
 * Throws only `DnsError`: a value outside its field, or header, question and EDNS alone exceed `maxSize`.
 */
export function encodeMessage(message: Message, options: { readonly maxSize?: number } = {}): Uint8Array {
  const most = Math.min(options.maxSize ?? MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX);
  const limit = most - ednsSize(message.edns) - (message.tsig === undefined ? 0 : tsigBytes(message.tsig));
  const writer: Writer = { bytes: scratch, at: 0, targets: [] };
  checkHeader(message);
  writeU16(writer, message.id);
  writeU16(writer, headerFlags(message));
  writer.at = 12;
  for (const question of message.questions) {
    writeName(writer, question.name, true);
    writeU16(writer, question.type);
    writeU16(writer, question.class);
    if (writer.at > limit) throw new DnsError('too-large', 'the question does not fit');
  }
  if (writer.at > limit) throw new DnsError('too-large', 'the header does not fit');
  const answers = writeSection(writer, message.answers, limit);
  const complete = answers === message.answers.length;
  const authorities = complete ? writeSection(writer, message.authorities, limit) : 0;
  const allSaid = complete && authorities === message.authorities.length;
  const additionals = allSaid ? writeSection(writer, message.additionals, limit) : 0;
  const noGlue = message.answers.length === 0 && additionals < message.additionals.length;
  if (!allSaid || noGlue) scratch[2] = (scratch[2] ?? 0) | 0x02;
  if (message.edns !== undefined) writeOpt(writer, message.edns, message.rcode >> 4);
  if (message.tsig !== undefined) writeTsig(writer, message.tsig);
  const size = writer.at;
  writer.at = 4;
  writeU16(writer, message.questions.length);
  writeU16(writer, answers);
  writeU16(writer, authorities);
  writeU16(writer, additionals + (message.edns === undefined ? 0 : 1) + (message.tsig === undefined ? 0 : 1));
  return scratch.slice(0, size);
}

/** Writes as many whole records as stay below `limit`; returns how many. */
function writeSection(writer: Writer, records: readonly ResourceRecord[], limit: number): number {
  let written = 0;
  for (const record of records) {
    const { at } = writer;
    const targets = writer.targets.length;
    writeRecord(writer, record);
    if (writer.at > limit) {
      writer.at = at;
      writer.targets.length = targets;
      break;
    }
    written++;
  }
  return written;
}

function writeRecord(writer: Writer, record: ResourceRecord): void {
  if (record.type === TYPE.OPT) throw new DnsError('opt', 'OPT is given as `edns`, not as a record');
  if (record.type === TYPE.TSIG) throw new DnsError('tsig', 'TSIG is given as `tsig`, not as a record');
  writeName(writer, record.name, true);
  writeU16(writer, record.type);
  writeU16(writer, record.class);
  writeU32(writer, record.ttl);
  const lengthAt = writer.at;
  writer.at += 2;
  writeRdata(writer, record.type, record.data);
  const end = writer.at;
  writer.at = lengthAt;
  writeU16(writer, end - lengthAt - 2);
  writer.at = end;
}

function writeOpt(writer: Writer, edns: Edns, upperRcode: number): void {
  writer.bytes[writer.at++] = 0;
  writeU16(writer, TYPE.OPT);
  writeU16(writer, edns.udpSize);
  writeU16(writer, (upperRcode << 8) | edns.version);
  writeU16(writer, edns.dnssecOk ? 0x8000 : 0);
  writeU16(writer, ednsSize(edns) - RECORD_FIXED_BYTES - 1);
  for (const option of edns.options) {
    writeU16(writer, option.code);
    writeU16(writer, option.data.length);
    writeBytes(writer, option.data);
  }
}

function ednsSize(edns: Edns | undefined): number {
  if (edns === undefined) return 0;
  let size = RECORD_FIXED_BYTES + 1;
  for (const option of edns.options) size += 4 + option.data.length;
  if (size > MESSAGE_BYTES_MAX) throw new DnsError('too-large', 'the EDNS options do not fit');
  return size;
}

function checkHeader(message: Message): void {
  const most = message.edns === undefined ? 0xf : 0xfff;
  if (message.rcode < 0 || message.rcode > most || !Number.isInteger(message.rcode)) {
    throw new DnsError('range', `rcode is 0 to ${most} here`);
  }
  if (message.opcode < 0 || message.opcode > 0xf) throw new DnsError('range', 'opcode is 0 to 15');
  if (message.edns !== undefined && (message.edns.version < 0 || message.edns.version > 0xff)) {
    throw new DnsError('range', 'EDNS version is 0 to 255');
  }
}

function headerFlags(message: Message): number {
  return (
    (message.response ? 0x8000 : 0) |
    (message.opcode << 11) |
    (message.authoritative ? 0x0400 : 0) |
    (message.truncated ? 0x0200 : 0) |
    (message.recursionDesired ? 0x0100 : 0) |
    (message.recursionAvailable ? 0x0080 : 0) |
    (message.authenticData ? 0x0020 : 0) |
    (message.checkingDisabled ? 0x0010 : 0) |
    (message.rcode & 0xf)
  );
}
