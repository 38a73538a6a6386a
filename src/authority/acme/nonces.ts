import { hash, randomFillSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import { NONCE_LIFETIME_MS, NONCE_WINDOWS_MAX, NONCES_PER_WINDOW_MAX } from './limits.ts';

/** Anti-replay nonces (RFC 8555 section 6.5). `use` says whether a nonce is ours, fresh and unused, and marks it used. */
export type Nonces = { issue(): string; use(nonce: string): boolean };

const KEY_BYTES = 32;
const NUMBER_BYTES = 8; // window, then place in the window
const MAC_BYTES = 16;
const NONCE = /^[A-Za-z0-9_-]{32}$/; // (8 + 16) * 4 / 3

/**
 * Stateless until used: a nonce is its window and place with a MAC by a key of this process, and a window is a bitmap of
 * the places already used, one bit each. A window ends by time or when it is full; the oldest is forgotten, and its nonces
 * with it. After a restart no old nonce is good: clients get `badNonce` with a new one, and go on.
 */
export function createNonces(clock: Clock): Nonces {
  const mac = createMac();
  const windowMs = NONCE_LIFETIME_MS / NONCE_WINDOWS_MAX;
  const windows = new Map<number, Uint8Array>();
  let current = 0;
  let issued = 0;
  let endsAt = clock.monotonic() + windowMs;
  windows.set(current, new Uint8Array(0));

  function turn(): void {
    const late = clock.monotonic() - endsAt;
    if (late < 0 && issued < NONCES_PER_WINDOW_MAX) return;
    // a window lives for the same number of turns whether or not anyone called meanwhile
    current += late < 0 ? 1 : Math.min(1 + Math.floor(late / windowMs), NONCE_WINDOWS_MAX);
    endsAt = clock.monotonic() + windowMs;
    issued = 0;
    windows.set(current, new Uint8Array(0));
    for (const number of windows.keys()) if (number <= current - NONCE_WINDOWS_MAX) windows.delete(number);
  }

  return {
    issue() {
      turn();
      const nonce = Buffer.allocUnsafe(NUMBER_BYTES);
      nonce.writeUInt32BE(current, 0);
      nonce.writeUInt32BE(issued++, 4);
      return Buffer.concat([nonce, mac(nonce)]).toString('base64url');
    },
    use(nonce) {
      turn();
      if (!NONCE.test(nonce)) return false;
      const bytes = Buffer.from(nonce, 'base64url');
      const number = bytes.subarray(0, NUMBER_BYTES);
      if (!timingSafeEqual(mac(number), bytes.subarray(NUMBER_BYTES))) return false;
      const window = windows.get(bytes.readUInt32BE(0));
      if (window === undefined) return false;
      return mark(windows, bytes.readUInt32BE(0), window, bytes.readUInt32BE(4));
    },
  };
}

/** Sets the bit of a place; false when it was set. The bitmap grows by doubling, so few nonces cost few bytes. */
function mark(windows: Map<number, Uint8Array>, number: number, bits: Uint8Array, place: number): boolean {
  const at = place >> 3;
  let map = bits;
  if (at >= map.length) {
    map = new Uint8Array(Math.max(64, 2 ** Math.ceil(Math.log2(at + 1))));
    map.set(bits);
    windows.set(number, map);
  }
  const bit = 1 << (place & 7);
  const byte = map[at] ?? 0;
  if ((byte & bit) !== 0) return false;
  map[at] = byte | bit;
  return true;
}

/**
 * A MAC over numbers of one length with a key of its own: SHA-256 over key and number. No HMAC is needed where the input has
 * one fixed length, fits the first block with the key, and half of the digest is kept: nothing can be appended (RFC 2104
 * guards against that), and it takes a third of the time of an HMAC, a dozen times for each certificate.
 */
function createMac(): (number: Uint8Array) => Uint8Array {
  const block = Buffer.alloc(KEY_BYTES + NUMBER_BYTES);
  randomFillSync(block, 0, KEY_BYTES);
  return (number) => {
    block.set(number, KEY_BYTES);
    return hash('sha256', block, 'buffer').subarray(0, MAC_BYTES);
  };
}
