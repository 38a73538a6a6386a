import { createHmac } from 'node:crypto';
import { TSIG_FUDGE_SECONDS } from './limits.ts';
import { signTsig, tsigAppended } from './tsig-sign.ts';
import { TSIG_ALGORITHMS } from './tsig-algorithm.ts';
import { withoutTsig } from './tsig-digest.ts';
import type { TsigKey } from './tsig-digest.ts';
import type { Message } from './types.ts';

/** Signs the messages of one reply that comes in several (RFC 8945 section 5.3.1): each in its order, each message signed. */
export type TsigStream = {
  /** `now`: seconds since 1970. Throws `DnsError` when the message gets too long. */
  sign(bytes: Uint8Array, now: number): Uint8Array;
};

/** `requestMac`: of the request, as it was received. */
export function createTsigStream(key: TsigKey, requestMac: Uint8Array): TsigStream {
  let prior: Uint8Array | undefined;
  return {
    sign(bytes, now) {
      if (prior === undefined) {
        const signed = signTsig(bytes, key, { now, requestMac });
        // the whole MAC is what the message ends in, before its original ID, error and other data
        prior = signed.slice(signed.length - MAC_END - TSIG_ALGORITHMS[key.algorithm].bytes, -MAC_END);
        return signed;
      }
      const mac = laterMac(key, bytes, prior, now);
      prior = mac;
      return tsigAppended(bytes, key, now, mac);
    },
  };
}

/**
 * Whether a message behind the first is signed as its place in the stream asks; `bytes` are those that `message` was decoded from.
 * Its MAC, for the next one, or undefined.
 */
export function checkTsigStream(
  bytes: Uint8Array,
  { tsig }: Message,
  key: TsigKey,
  priorMac: Uint8Array,
): Uint8Array | undefined {
  if (tsig === undefined) return undefined;
  const mac = laterMac(key, withoutTsig(bytes), priorMac, tsig.timeSigned, tsig.fudge);
  return Buffer.from(mac).equals(tsig.mac) ? mac : undefined;
}

const MAC_END = 6;

/** The MAC before, the message, and the time alone: no name, no class, no error. */
function laterMac(
  key: TsigKey,
  unsigned: Uint8Array,
  priorMac: Uint8Array,
  now: number,
  fudge: number = TSIG_FUDGE_SECONDS,
): Uint8Array {
  const timers = Buffer.alloc(8);
  timers.writeUIntBE(now, 0, 6);
  timers.writeUInt16BE(fudge, 6);
  const hmac = createHmac(TSIG_ALGORITHMS[key.algorithm].hash, key.secret);
  hmac.update(Uint8Array.of(priorMac.length >> 8, priorMac.length & 0xff));
  hmac.update(priorMac);
  hmac.update(unsigned);
  hmac.update(timers);
  return Uint8Array.from(hmac.digest());
}
