import { CLASS, TYPE } from './constants.ts';
import { readBytes, readU16, readU48, readWholeName } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX } from './limits.ts';
import { checkName } from './name.ts';
import type { Name, Tsig } from './types.ts';
import { writeBytes, writeNameAsIs, writeU16, writeU32, writeU48 } from './writer.ts';
import type { Writer } from './writer.ts';

const RECORD_FIXED_BYTES = 10; // type, class, TTL, length
const DATA_FIXED_BYTES = 16; // time, fudge, MAC size, original ID, error, other length

/** TSIG data (RFC 8945 section 4.2) from `cursor.at`; the caller set the record's end and checks it afterwards. */
export function readTsig(cursor: Cursor, name: Name): Tsig {
  return {
    name,
    algorithm: readWholeName(cursor),
    timeSigned: readU48(cursor),
    fudge: readU16(cursor),
    mac: readBytes(cursor, readU16(cursor)),
    originalId: readU16(cursor),
    error: readU16(cursor),
    otherData: readBytes(cursor, readU16(cursor)),
  };
}

/** The whole record, its names neither compressed nor changed in case. */
export function writeTsig(writer: Writer, tsig: Tsig): void {
  const size = tsigBytes(tsig);
  writeNameAsIs(writer, tsig.name);
  writeU16(writer, TYPE.TSIG);
  writeU16(writer, CLASS.ANY);
  writeU32(writer, 0);
  writeU16(writer, size - checkName(tsig.name) - RECORD_FIXED_BYTES);
  writeNameAsIs(writer, tsig.algorithm);
  writeU48(writer, tsig.timeSigned);
  writeU16(writer, tsig.fudge);
  writeU16(writer, tsig.mac.length);
  writeBytes(writer, tsig.mac);
  writeU16(writer, tsig.originalId);
  writeU16(writer, tsig.error);
  writeU16(writer, tsig.otherData.length);
  writeBytes(writer, tsig.otherData);
}

/** Octets that the record takes on the wire. Throws `DnsError` when no message has room for it. */
export function tsigBytes(tsig: Tsig): number {
  const names = checkName(tsig.name) + checkName(tsig.algorithm);
  const size = names + RECORD_FIXED_BYTES + DATA_FIXED_BYTES + tsig.mac.length + tsig.otherData.length;
  if (size > MESSAGE_BYTES_MAX) throw new DnsError('too-large', 'TSIG does not fit');
  return size;
}
