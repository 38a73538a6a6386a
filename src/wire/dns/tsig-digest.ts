import { createHmac } from 'node:crypto';
import { CLASS } from './constants.ts';
import { DnsError } from './error.ts';
import { NAME_BYTES_MAX } from './limits.ts';
import { TSIG_ALGORITHMS } from './tsig-algorithm.ts';
import type { TsigAlgorithm } from './tsig-algorithm.ts';
import type { Name, Tsig } from './types.ts';
import { writeBytes, writeName, writeU16, writeU32, writeU48 } from './writer.ts';
import type { Writer } from './writer.ts';

const HEADER_BYTES = 12;
const VARIABLES_FIXED_BYTES = 18; // class, TTL, time, fudge, error, other length

/** A shared secret (RFC 8945 section 2). `name` says nothing of where it is used; it is compared without regard to case. */
export type TsigKey = {
  readonly name: Name;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Uint8Array;
};

/**
 * The whole MAC over a message without its TSIG record (RFC 8945 section 4.3.3): the request's MAC for a reply, the message with
 * the original ID, and the TSIG's own fields, names in canonical form.
 */
export function tsigMac(
  key: TsigKey,
  unsigned: Uint8Array,
  tsig: Omit<Tsig, 'mac'>,
  requestMac?: Uint8Array,
): Uint8Array {
  const hmac = createHmac(TSIG_ALGORITHMS[key.algorithm].hash, key.secret);
  if (requestMac !== undefined) {
    hmac.update(Uint8Array.of(requestMac.length >> 8, requestMac.length & 0xff));
    hmac.update(requestMac);
  }
  hmac.update(Uint8Array.of(tsig.originalId >> 8, tsig.originalId & 0xff));
  hmac.update(unsigned.subarray(2));
  hmac.update(variables(tsig));
  return Uint8Array.from(hmac.digest());
}

/** A copy of a signed message as it was before it was signed. `bytes`: of a message that was decoded and has a TSIG. */
export function withoutTsig(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const questions = view.getUint16(4);
  const records = view.getUint16(6) + view.getUint16(8) + view.getUint16(10) - 1;
  let at = HEADER_BYTES;
  for (let i = 0; i < questions; i++) at = skipName(bytes, at) + 4;
  for (let i = 0; i < records; i++) {
    at = skipName(bytes, at) + 8;
    if (at + 2 > bytes.length) throw new DnsError('short', 'a record runs past the end');
    at += 2 + view.getUint16(at);
  }
  const copy = bytes.slice(0, at);
  countAdditional(copy, -1);
  return copy;
}

/** Changes ARCOUNT by one. */
export function countAdditional(bytes: Uint8Array, by: 1 | -1): void {
  const count = (((bytes[10] ?? 0) << 8) | (bytes[11] ?? 0)) + by;
  if (count < 0 || count > 0xffff) throw new DnsError('range', 'the additional section cannot be counted');
  bytes[10] = count >> 8;
  bytes[11] = count & 0xff;
}

function skipName(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; ) {
    const size = bytes[at] ?? 0;
    if (size >= 0xc0) return at + 2;
    if (size === 0) return at + 1;
    at += size + 1;
  }
  throw new DnsError('short', 'a name runs past the end');
}

function variables(tsig: Omit<Tsig, 'mac'>): Uint8Array {
  const bytes = new Uint8Array(2 * NAME_BYTES_MAX + VARIABLES_FIXED_BYTES + tsig.otherData.length);
  const writer: Writer = { bytes, at: 0, targets: [], canonical: true };
  writeName(writer, tsig.name, false);
  writeU16(writer, CLASS.ANY);
  writeU32(writer, 0);
  writeName(writer, tsig.algorithm, false);
  writeU48(writer, tsig.timeSigned);
  writeU16(writer, tsig.fudge);
  writeU16(writer, tsig.error);
  writeU16(writer, tsig.otherData.length);
  writeBytes(writer, tsig.otherData);
  return bytes.subarray(0, writer.at);
}
