/** Four 64-bit words as pairs of 32 bits: `l` the lower, `h` the higher. */
type State = {
  l0: number;
  h0: number;
  l1: number;
  h1: number;
  l2: number;
  h2: number;
  l3: number;
  h3: number;
};
const state: State = { l0: 0, h0: 0, l1: 0, h1: 0, l2: 0, h2: 0, l3: 0, h3: 0 };

/**
 * SipHash-2-4 (Aumasson and Bernstein) of the first `length` bytes, its 64 bits written to `out` as RFC 9018 section 4.4 has
 * them: little-endian. The key has 16 bytes.
 */
export function sipHash24(
  key: Uint8Array,
  message: Uint8Array,
  length: number,
  out: Uint8Array,
  at: number,
): void {
  const s = state;
  const [k0, k1, k2, k3] = [u32(key, 0), u32(key, 4), u32(key, 8), u32(key, 12)];
  s.l0 = 0x7073_6575 ^ k0;
  s.h0 = 0x736f_6d65 ^ k1;
  s.l1 = 0x6e64_6f6d ^ k2;
  s.h1 = 0x646f_7261 ^ k3;
  s.l2 = 0x6e65_7261 ^ k0;
  s.h2 = 0x6c79_6765 ^ k1;
  s.l3 = 0x7974_6573 ^ k2;
  s.h3 = 0x7465_6462 ^ k3;
  const whole = length & ~7;
  for (let i = 0; i < whole; i += 8) compress(s, u32(message, i), u32(message, i + 4));
  let low = 0;
  let high = length << 24;
  for (let i = whole; i < length; i++) {
    const byte = message[i] ?? 0;
    if (i - whole < 4) low |= byte << (8 * (i - whole));
    else high |= byte << (8 * (i - whole - 4));
  }
  compress(s, low, high);
  s.l2 ^= 0xff;
  for (let i = 0; i < 4; i++) round(s);
  put32(out, at, s.l0 ^ s.l1 ^ s.l2 ^ s.l3);
  put32(out, at + 4, s.h0 ^ s.h1 ^ s.h2 ^ s.h3);
}

function compress(s: State, low: number, high: number): void {
  s.l3 ^= low;
  s.h3 ^= high;
  round(s);
  round(s);
  s.l0 ^= low;
  s.h0 ^= high;
}

function round(s: State): void {
  let { l0, h0, l1, h1, l2, h2, l3, h3 } = s;
  let sum = (l0 >>> 0) + (l1 >>> 0);
  h0 = (h0 + h1 + carry(sum)) | 0;
  l0 = sum | 0;
  let turned = (l1 << 13) | (h1 >>> 19);
  h1 = ((h1 << 13) | (l1 >>> 19)) ^ h0;
  l1 = turned ^ l0;
  turned = l0;
  l0 = h0;
  h0 = turned;
  sum = (l2 >>> 0) + (l3 >>> 0);
  h2 = (h2 + h3 + carry(sum)) | 0;
  l2 = sum | 0;
  turned = (l3 << 16) | (h3 >>> 16);
  h3 = ((h3 << 16) | (l3 >>> 16)) ^ h2;
  l3 = turned ^ l2;
  sum = (l0 >>> 0) + (l3 >>> 0);
  h0 = (h0 + h3 + carry(sum)) | 0;
  l0 = sum | 0;
  turned = (l3 << 21) | (h3 >>> 11);
  h3 = ((h3 << 21) | (l3 >>> 11)) ^ h0;
  l3 = turned ^ l0;
  sum = (l2 >>> 0) + (l1 >>> 0);
  h2 = (h2 + h1 + carry(sum)) | 0;
  l2 = sum | 0;
  turned = (l1 << 17) | (h1 >>> 15);
  h1 = ((h1 << 17) | (l1 >>> 15)) ^ h2;
  l1 = turned ^ l2;
  s.l0 = l0;
  s.h0 = h0;
  s.l1 = l1;
  s.h1 = h1;
  s.l2 = h2;
  s.h2 = l2;
  s.l3 = l3;
  s.h3 = h3;
}

function carry(sum: number): number {
  return sum > 0xffff_ffff ? 1 : 0;
}

function u32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

function put32(out: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) out[at + i] = (value >>> (8 * i)) & 0xff;
}
