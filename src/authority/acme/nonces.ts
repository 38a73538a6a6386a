import { createCipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import { NONCE_LIFETIME_MS, NONCE_WINDOWS_MAX, NONCES_PER_WINDOW_MAX } from './limits.ts';

/** Anti-replay nonces (RFC 8555 section 6.5). `use` says whether a nonce is ours, fresh and unused, and marks it used. */
export type Nonces = { issue(): string; use(nonce: string): boolean };

const NUMBER_BYTES = 8; // window, then place in the window
const MAC_BYTES = 16;
/** MACs are made for so many places at a time, and of so many such batches the last are kept: 16 KiB. */
const BATCH_PLACES = 64;
const BATCHES_KEPT = 16;
const NONCE = /^[A-Za-z0-9_-]{32}$/; // (8 + 16) * 4 / 3

/**
 * Stateless until used: a nonce is its window and place with a MAC by a key of this process, and a window is a bitmap of
 * the places already used, one bit each. A window ends by time or when it is full; the oldest is forgotten, and its nonces
 * with it. After a restart no old nonce is good: clients get `badNonce` with a new one, and go on.
 */
export function createNonces(clock: Clock): Nonces {
  const macOf = createMacs();
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
      const place = issued++;
      const nonce = Buffer.allocUnsafe(NUMBER_BYTES + MAC_BYTES);
      nonce.writeUInt32BE(current, 0);
      nonce.writeUInt32BE(place, 4);
      nonce.set(macOf(current, place), NUMBER_BYTES);
      return nonce.toString('base64url');
    },
    use(nonce) {
      turn();
      if (!NONCE.test(nonce)) return false;
      const bytes = Buffer.from(nonce, 'base64url');
      const [number, place] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
      const window = windows.get(number);
      if (window === undefined || place >= NONCES_PER_WINDOW_MAX) return false;
      if (!timingSafeEqual(macOf(number, place), bytes.subarray(NUMBER_BYTES))) return false;
      return mark(windows, number, window, place);
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
 * A MAC of window and place under a key of its own: the two fit one block of AES-256 (FIPS 197), and nobody without the key can tell what
 * block it makes of another. Neighbours are made together, as a call into OpenSSL costs more than a block.
 */
function createMacs(): (window: number, place: number) => Uint8Array {
  const cipher = createCipheriv('aes-256-ecb', randomBytes(32), null).setAutoPadding(false);
  const kept = new Map<number, Buffer>();
  const numbers = Buffer.alloc(BATCH_PLACES * MAC_BYTES);

  function make(window: number, from: number): Buffer {
    for (let i = 0; i < BATCH_PLACES; i++) {
      numbers.writeUInt32BE(window, i * MAC_BYTES);
      numbers.writeUInt32BE(from + i, i * MAC_BYTES + 4);
    }
    return cipher.update(numbers);
  }

  return (window, place) => {
    const at = place % BATCH_PLACES;
    const batch = window * NONCES_PER_WINDOW_MAX + place - at;
    let macs = kept.get(batch);
    if (macs === undefined) {
      macs = make(window, place - at);
      kept.set(batch, macs);
      const [oldest] = kept.keys();
      if (kept.size > BATCHES_KEPT && oldest !== undefined) kept.delete(oldest);
    }
    return macs.subarray(at * MAC_BYTES, (at + 1) * MAC_BYTES);
  };
}
