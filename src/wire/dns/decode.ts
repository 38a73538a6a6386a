import { CLASS, TYPE } from './constants.ts';
import { readBytes, readName, readU16, readU32 } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { decodeRdata } from './decode-rdata.ts';
import { DnsError } from './error.ts';
import { readTsig } from './tsig.ts';
import type { Edns, Message, ResourceRecord, Tsig } from './types.ts';

const QUESTION_BYTES_MIN = 5; // root name, type, class
const RECORD_BYTES_MIN = 11; // root name, type, class, TTL, length

/**
 * A DNS message from its bytes (RFC 1035 section 4, EDNS of RFC 6891). Nothing in the result shares memory with `bytes`.
 * Throws only `DnsError`; time and memory are bounded by the size of the message.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length, names: new Map(), labels: 0 };
  const id = readU16(cursor);
  const flags = readU16(cursor);
  const questionCount = readU16(cursor);
  const answerCount = readU16(cursor);
  const authorityCount = readU16(cursor);
  const additionalCount = readU16(cursor);
  const records = answerCount + authorityCount + additionalCount;
  if (questionCount * QUESTION_BYTES_MIN + records * RECORD_BYTES_MIN > bytes.length - cursor.at) {
    throw new DnsError('counts', 'the section counts promise more than the message can hold');
  }
  const questions: { name: ReturnType<typeof readName>; type: number; class: number }[] = [];
  for (let i = 0; i < questionCount; i++) {
    questions.push({ name: readName(cursor), type: readU16(cursor), class: readU16(cursor) });
  }
  const answers = readSection(cursor, answerCount);
  const authorities = readSection(cursor, authorityCount);
  const last = readAdditionals(cursor, additionalCount);
  if (cursor.at !== bytes.length) throw new DnsError('trailing', 'bytes follow the last record');
  const message: Message = {
    id,
    response: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 0xf,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    recursionDesired: (flags & 0x0100) !== 0,
    recursionAvailable: (flags & 0x0080) !== 0,
    authenticData: (flags & 0x0020) !== 0,
    checkingDisabled: (flags & 0x0010) !== 0,
    rcode: ((last.edns?.extendedRcode ?? 0) << 4) | (flags & 0xf),
    questions,
    answers,
    authorities,
    additionals: last.additionals,
  };
  if (last.edns === undefined && last.tsig === undefined) return message;
  return {
    ...message,
    ...(last.edns === undefined ? {} : { edns: last.edns }),
    ...(last.tsig === undefined ? {} : { tsig: last.tsig }),
  };
}

function readSection(cursor: Cursor, count: number): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (let i = 0; i < count; i++) {
    const name = readName(cursor);
    const type = readU16(cursor);
    if (type === TYPE.OPT) throw new DnsError('opt', 'OPT stands outside the additional section');
    if (type === TYPE.TSIG) throw new DnsError('tsig', 'TSIG stands outside the additional section');
    records.push(readRecord(cursor, name, type));
  }
  return records;
}

function readAdditionals(
  cursor: Cursor,
  count: number,
): { additionals: ResourceRecord[]; edns: Edns | undefined; tsig: Tsig | undefined } {
  const additionals: ResourceRecord[] = [];
  let edns: Edns | undefined;
  let tsig: Tsig | undefined;
  for (let i = 0; i < count; i++) {
    const name = readName(cursor);
    const type = readU16(cursor);
    if (type === TYPE.TSIG) {
      if (i !== count - 1) throw new DnsError('tsig', 'TSIG is not the last record');
      tsig = readTsigRecord(cursor, name);
    } else if (type !== TYPE.OPT) additionals.push(readRecord(cursor, name, type));
    else if (edns !== undefined || name.length > 0)
      throw new DnsError('opt', 'OPT is given twice or has a name');
    else edns = readOpt(cursor);
  }
  return { additionals, edns, tsig };
}

/** RFC 8945 section 4.2: class ANY, TTL 0. */
function readTsigRecord(cursor: Cursor, name: Tsig['name']): Tsig {
  if (readU16(cursor) !== CLASS.ANY || readU32(cursor) !== 0) {
    throw new DnsError('tsig', 'TSIG has another class than ANY or another TTL than 0');
  }
  return inside(cursor, () => readTsig(cursor, name));
}

function readRecord(cursor: Cursor, name: ResourceRecord['name'], type: number): ResourceRecord {
  const klass = readU16(cursor);
  const ttl = readU32(cursor);
  const data = inside(cursor, () => decodeRdata(cursor, type, klass));
  return { name, type, class: klass, ttl, data };
}

/** RFC 6891 section 6.1.2: class and TTL of OPT are fields of their own. */
function readOpt(cursor: Cursor): Edns {
  const udpSize = readU16(cursor);
  const upper = readU16(cursor);
  const flags = readU16(cursor);
  const options = inside(cursor, () => {
    const read: { code: number; data: Uint8Array }[] = [];
    while (cursor.at < cursor.end)
      read.push({ code: readU16(cursor), data: readBytes(cursor, readU16(cursor)) });
    return read;
  });
  return {
    udpSize,
    extendedRcode: upper >> 8,
    version: upper & 0xff,
    dnssecOk: (flags & 0x8000) !== 0,
    options,
  };
}

/** Reads a length, then a value that must fill exactly that length. */
function inside<T>(cursor: Cursor, read: () => T): T {
  const length = readU16(cursor);
  const outer = cursor.end;
  const end = cursor.at + length;
  if (end > outer) throw new DnsError('short', 'a record claims more data than the message holds');
  cursor.end = end;
  const value = read();
  if (cursor.at !== end) throw new DnsError('trailing', 'a record holds more data than its type has');
  cursor.end = outer;
  return value;
}
