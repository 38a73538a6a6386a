import { addressBytes, formatAddress } from '../../net/index.ts';

/** A network as Go's ParseCIDR takes it: always with a prefix, and bits after it are cut off; brackets may stand around IPv6. */
export function readCidr(text: string): string | undefined {
  const [, address = '', length = ''] = /^\[?([0-9a-fA-F:.]+)\]?\/(\d{1,3})$/.exec(text) ?? [];
  const bytes = addressBytes(address);
  const bits = Number(length);
  if (bytes === undefined || length === '' || bits > bytes.length * 8) return undefined;
  const cut = bytes.map((byte, i) => byte & ~(0xff >> Math.min(8, Math.max(0, bits - i * 8))) & 0xff);
  return `${formatAddress(cut).text}/${bits}`;
}
