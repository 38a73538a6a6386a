import { addressBytes } from './address.ts';

/** An IP network: the bytes of its first address and the length of its prefix in bits. */
export type Network = { readonly bytes: Uint8Array; readonly bits: number };

/** Parses `10.0.0.0/8`, `2001:db8::/32` or a single address; undefined where it is none or has bits after the prefix. */
export function parseNetwork(text: string): Network | undefined {
  const [literal = '', length, ...rest] = text.split('/');
  const bytes = addressBytes(literal);
  if (bytes === undefined || rest.length > 0) return undefined;
  if (length !== undefined && !/^(?:0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
  const bits = length === undefined ? bytes.length * 8 : Number(length);
  if (bits > bytes.length * 8) return undefined;
  const parsed = { bytes, bits };
  return hasHostBits(parsed) ? undefined : parsed;
}

/** A network written in our own source: a mistake in it is a bug. */
export function network(text: string): Network {
  const parsed = parseNetwork(text);
  if (parsed === undefined) throw new TypeError(`not a network: ${text}`);
  return parsed;
}

/** Is the address (4 or 16 bytes) inside? Never across families. */
export function contains({ bytes: first, bits }: Network, address: Uint8Array): boolean {
  if (address.length !== first.length) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (address[i] !== first[i]) return false;
  const rest = bits & 7;
  if (rest === 0) return true;
  return ((address[whole] ?? 0) ^ (first[whole] ?? 0)) >> (8 - rest) === 0;
}

/** Does every address of `inner` lie in `outer`? Never across families. */
export function covers(outer: Network, inner: Network): boolean {
  return outer.bits <= inner.bits && contains(outer, inner.bytes);
}

/** The last address of a network: every bit after the prefix is one. */
export function lastAddress({ bytes, bits }: Network): Uint8Array {
  return bytes.map((byte, i) => byte | (0xff >> Math.min(8, Math.max(0, bits - i * 8))));
}

function hasHostBits({ bytes, bits }: Network): boolean {
  return bytes.some((byte, i) => {
    const inside = Math.min(8, Math.max(0, bits - i * 8));
    return (byte & (0xff >> inside)) !== 0;
  });
}
