import { TSIG_ERROR } from './constants.ts';
import { DnsError } from './error.ts';
import { MESSAGE_BYTES_MAX, TSIG_FUDGE_SECONDS } from './limits.ts';
import { tsigBytes, writeTsig } from './tsig.ts';
import { TSIG_ALGORITHMS, tsigAlgorithmName } from './tsig-algorithm.ts';
import { countAdditional, tsigMac } from './tsig-digest.ts';
import type { TsigKey } from './tsig-digest.ts';
import type { TsigCheck } from './tsig-verify.ts';
import type { Tsig } from './types.ts';

/** What a signature needs besides the key. */
export type TsigSigning = {
  /** Seconds since 1970. */
  readonly now: number;
  /** For a reply: the MAC of the request, as it was received. */
  readonly requestMac?: Uint8Array;
  /** Octets of the MAC that are sent; the whole by default (RFC 8945 section 5.2.2.1). */
  readonly macBytes?: number;
};

/**
 * A message with a TSIG record at its end (RFC 8945 section 5.1). `bytes`: as `encodeMessage` gave them, without a TSIG; leave
 * `tsigRoom` octets free where the size is limited. Throws `DnsError` when the message gets too long.
 */
export function signTsig(bytes: Uint8Array, key: TsigKey, signing: TsigSigning): Uint8Array {
  return sign(bytes, key, { ...unsigned(bytes, key), timeSigned: signing.now }, signing);
}

/**
 * The reply to a request with a TSIG (RFC 8945 section 5.3): signed with the request's key; with BADTIME and BADTRUNC signed and
 * the error said, BADTIME with the request's time and ours in the other data; with BADKEY and BADSIG the error alone, unsigned
 * (section 5.3.2). A request with a TSIG that is malformed is answered without one.
 */
export function signTsigReply(
  bytes: Uint8Array,
  request: Tsig,
  check: Exclude<TsigCheck, { outcome: 'none' }>,
  now: number,
): Uint8Array {
  if (check.outcome === 'signed') return signTsig(bytes, check.key, { now, requestMac: request.mac });
  if (check.error === TSIG_ERROR.NOERROR) return bytes;
  if (check.key === undefined) {
    const { name, algorithm } = request;
    const tsig = { ...unsigned(bytes), name, algorithm, timeSigned: now, error: check.error };
    return append(bytes, { ...tsig, mac: new Uint8Array(0) });
  }
  const isLate = check.error === TSIG_ERROR.BADTIME;
  const tsig = {
    ...unsigned(bytes, check.key),
    timeSigned: isLate ? request.timeSigned : now,
    error: check.error,
    otherData: isLate ? u48(now) : new Uint8Array(0),
  };
  return sign(bytes, check.key, tsig, { now, requestMac: request.mac });
}

/** With a MAC that was made elsewhere: of a later message of a stream. */
export function tsigAppended(bytes: Uint8Array, key: TsigKey, now: number, mac: Uint8Array): Uint8Array {
  return append(bytes, { ...unsigned(bytes, key), timeSigned: now, mac });
}

/** Octets to leave free for the TSIG of a reply to this request. */
export function tsigRoom(request: Tsig, key: TsigKey | undefined): number {
  const mac = new Uint8Array(key === undefined ? 0 : TSIG_ALGORITHMS[key.algorithm].bytes);
  return tsigBytes({ ...request, mac, otherData: new Uint8Array(TIME_BYTES) });
}

const TIME_BYTES = 6;

function sign(bytes: Uint8Array, key: TsigKey, tsig: Omit<Tsig, 'mac'>, signing: TsigSigning): Uint8Array {
  const mac = tsigMac(key, bytes, tsig, signing.requestMac);
  return append(bytes, { ...tsig, mac: mac.subarray(0, signing.macBytes ?? mac.length) });
}

function unsigned(bytes: Uint8Array, key?: TsigKey): Omit<Tsig, 'mac' | 'timeSigned'> {
  return {
    name: key?.name ?? [],
    algorithm: key === undefined ? [] : tsigAlgorithmName(key.algorithm),
    fudge: TSIG_FUDGE_SECONDS,
    originalId: ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0),
    error: TSIG_ERROR.NOERROR,
    otherData: new Uint8Array(0),
  };
}

function append(bytes: Uint8Array, tsig: Tsig): Uint8Array {
  const size = bytes.length + tsigBytes(tsig);
  if (size > MESSAGE_BYTES_MAX) throw new DnsError('too-large', 'the message has no room for its TSIG');
  const signed = new Uint8Array(size);
  signed.set(bytes);
  countAdditional(signed, 1);
  writeTsig({ bytes: signed, at: bytes.length, targets: [] }, tsig);
  return signed;
}

function u48(value: number): Uint8Array {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeUIntBE(value, 0, TIME_BYTES);
  return Uint8Array.from(bytes);
}
