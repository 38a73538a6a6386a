import { timingSafeEqual } from 'node:crypto';
import { addressBytes } from '../../net/index.ts';
import { COOKIE_AGE_MAX_SECONDS, COOKIE_AHEAD_MAX_SECONDS, COOKIE_RENEW_SECONDS } from './limits.ts';
import { sipHash24 } from './siphash.ts';

/** What a request's COOKIE option is: `bad-length` is FORMERR (RFC 7873 section 5.2.2), `good` has shown that its address is its own. */
type CookieState = 'bad-length' | 'new' | 'good';

/**
 * DNS cookies (RFC 7873) that any server with the same secret makes and believes (RFC 9018). Writes client and server cookie of
 * the reply to `out`. `seconds`: since 1970.
 */
export type Cookies = {
  judge(
    bytes: Uint8Array,
    at: number,
    length: number,
    address: string,
    seconds: number,
    out: Uint8Array,
  ): CookieState;
  setSecrets(secrets: readonly Uint8Array[]): void;
};

const CLIENT_BYTES = 8;
const SERVER_BYTES_MIN = 8;
const SERVER_BYTES_MAX = 32;
const SERVER_BYTES = 16; // of version 1
const VERSION = 1;
const HASHED_HEAD_BYTES = 16; // client cookie, version, reserved, time
const SECRET_BYTES = 16;

export function createCookies(first: readonly Uint8Array[]): Cookies {
  let secrets: readonly Uint8Array[] = [];
  const hashed = new Uint8Array(HASHED_HEAD_BYTES + 16);
  const expected = new Uint8Array(8);
  setSecrets(first);
  return { judge, setSecrets };

  function judge(
    bytes: Uint8Array,
    at: number,
    length: number,
    address: string,
    seconds: number,
    out: Uint8Array,
  ): CookieState {
    const server = length - CLIENT_BYTES;
    if (server < 0 || (server > 0 && (server < SERVER_BYTES_MIN || server > SERVER_BYTES_MAX)))
      return 'bad-length';
    const size = HASHED_HEAD_BYTES + putAddress(hashed, address);
    const given = bytes.subarray(at, at + length);
    const made = server === SERVER_BYTES ? time(given) : 0;
    const age = ((seconds >>> 0) - made) | 0; // RFC 9018 section 4.3: serial number arithmetic
    const isGood =
      server === SERVER_BYTES &&
      given[CLIENT_BYTES] === VERSION &&
      age <= COOKIE_AGE_MAX_SECONDS &&
      age >= -COOKIE_AHEAD_MAX_SECONDS &&
      isOurs(given, size);
    if (isGood && age < COOKIE_RENEW_SECONDS && age >= 0) out.set(given);
    else make(given, seconds, size, out);
    return isGood ? 'good' : 'new';
  }

  function isOurs(given: Uint8Array, size: number): boolean {
    hashed.set(given.subarray(0, HASHED_HEAD_BYTES));
    for (const secret of secrets) {
      sipHash24(secret, hashed, size, expected, 0);
      if (timingSafeEqual(expected, given.subarray(HASHED_HEAD_BYTES, HASHED_HEAD_BYTES + 8))) return true;
    }
    return false;
  }

  function make(given: Uint8Array, seconds: number, size: number, out: Uint8Array): void {
    hashed.set(given.subarray(0, CLIENT_BYTES));
    hashed[CLIENT_BYTES] = VERSION;
    hashed.fill(0, CLIENT_BYTES + 1, CLIENT_BYTES + 4);
    for (let i = 0; i < 4; i++) hashed[CLIENT_BYTES + 4 + i] = (seconds >>> (24 - 8 * i)) & 0xff;
    out.set(hashed.subarray(0, HASHED_HEAD_BYTES));
    sipHash24(secrets[0] as Uint8Array, hashed, size, out, HASHED_HEAD_BYTES);
  }

  function setSecrets(given: readonly Uint8Array[]): void {
    if (given.length === 0 || given.some((secret) => secret.length !== SECRET_BYTES)) {
      throw new TypeError(`a cookie secret has ${SECRET_BYTES} bytes`);
    }
    secrets = given;
  }
}

function time(given: Uint8Array): number {
  let seconds = 0;
  for (let i = 0; i < 4; i++) seconds = (seconds << 8) | (given[CLIENT_BYTES + 4 + i] ?? 0);
  return seconds;
}

/** Behind the head; a scope (`%eth0`) is no part of an address. Returns its length. */
function putAddress(hashed: Uint8Array, address: string): number {
  const scope = address.indexOf('%');
  const bytes = addressBytes(scope < 0 ? address : address.slice(0, scope)) ?? new Uint8Array(4);
  hashed.set(bytes, HASHED_HEAD_BYTES);
  return bytes.length;
}
