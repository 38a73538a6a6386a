import { timingSafeEqual } from 'node:crypto';
import { RCODE, TSIG_ERROR } from './constants.ts';
import { TSIG_FUDGE_SECONDS, TSIG_MAC_BYTES_MIN } from './limits.ts';
import { nameEquals } from './name.ts';
import { TSIG_ALGORITHMS, tsigAlgorithm } from './tsig-algorithm.ts';
import { tsigMac, withoutTsig } from './tsig-digest.ts';
import type { TsigKey } from './tsig-digest.ts';
import type { Message, Name, Tsig } from './types.ts';

/** Why a signature does not count; for logs and people. On the wire it is `error`. */
export type TsigReason =
  | 'unknown-key'
  | 'unknown-algorithm'
  | 'hmac-md5' // RFC 8945 section 6: broken, and still the silent default of several clients
  | 'hmac-sha1' // a key of that algorithm, and the switch is off
  | 'other-algorithm' // the key is known, with another algorithm
  | 'mac'
  | 'mac-size' // more than the hash has, or less than RFC 8945 section 5.2.2.1 lets anyone accept
  | 'mac-truncated' // less than we accept
  | 'time';

export type TsigCheck =
  | { readonly outcome: 'none' }
  /** `mac`: the whole one, also where the message carried less of it; the same for every copy of a message. */
  | { readonly outcome: 'signed'; readonly key: TsigKey; readonly mac: Uint8Array }
  | {
      readonly outcome: 'refused';
      readonly reason: TsigReason;
      /** Of the reply's header: NOTAUTH, or FORMERR. */
      readonly rcode: number;
      /** Of the reply's TSIG; 0 where it has none. */
      readonly error: number;
      /** Where the MAC was right, so that the reply is signed. */
      readonly key?: TsigKey;
    };

export type TsigSettings = {
  readonly keyOf: (name: Name) => TsigKey | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  readonly allowSha1: boolean;
  /** For a reply: the MAC of our request. */
  readonly requestMac?: Uint8Array;
};

/**
 * Checks the signature of a message in the order of RFC 8945 section 5.2: key, MAC, time, truncation. `bytes` are those that
 * `message` was decoded from. Nothing of a message that is not `signed` is to be believed.
 */
export function verifyTsig(bytes: Uint8Array, message: Message, settings: TsigSettings): TsigCheck {
  const { tsig } = message;
  if (tsig === undefined) return { outcome: 'none' };
  const key = settings.keyOf(tsig.name);
  const reason = keyReason(tsig, key, settings);
  if (reason !== undefined) return refused(reason, TSIG_ERROR.BADKEY);
  if (key === undefined) return refused('unknown-key', TSIG_ERROR.BADKEY);
  const size = tsig.mac.length;
  const whole = TSIG_ALGORITHMS[key.algorithm].bytes;
  if (size > whole || size < Math.max(TRUNCATED_BYTES_MIN, whole / 2)) {
    return { outcome: 'refused', reason: 'mac-size', rcode: RCODE.FORMERR, error: TSIG_ERROR.NOERROR };
  }
  const mac = tsigMac(key, withoutTsig(bytes), tsig, settings.requestMac);
  if (!timingSafeEqual(mac.subarray(0, size), tsig.mac)) return refused('mac', TSIG_ERROR.BADSIG);
  if (Math.abs(settings.now - tsig.timeSigned) > Math.min(tsig.fudge, TSIG_FUDGE_SECONDS)) {
    return refused('time', TSIG_ERROR.BADTIME, key);
  }
  if (size < TSIG_MAC_BYTES_MIN) return refused('mac-truncated', TSIG_ERROR.BADTRUNC, key);
  return { outcome: 'signed', key, mac };
}

const TRUNCATED_BYTES_MIN = 10; // RFC 8945 section 5.2.2.1

function keyReason(
  tsig: Tsig,
  key: TsigKey | undefined,
  { allowSha1 }: TsigSettings,
): TsigReason | undefined {
  const algorithm = tsigAlgorithm(tsig.algorithm);
  if (algorithm === undefined) return 'unknown-algorithm';
  if (algorithm === 'hmac-md5') return 'hmac-md5';
  if (key === undefined || !nameEquals(key.name, tsig.name)) return 'unknown-key';
  if (key.algorithm !== algorithm) return 'other-algorithm';
  return algorithm === 'hmac-sha1' && !allowSha1 ? 'hmac-sha1' : undefined;
}

function refused(reason: TsigReason, error: number, key?: TsigKey): TsigCheck {
  const check = { outcome: 'refused', reason, rcode: RCODE.NOTAUTH, error } as const;
  return key === undefined ? check : { ...check, key };
}
