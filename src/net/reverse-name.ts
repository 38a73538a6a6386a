import { addressBytes } from './address.ts';
import type { Address } from './types.ts';

/**
 * The name of an address in the reverse tree: `4.2.0.192.in-addr.arpa` (RFC 1035 section 3.5), and by nibbles under `ip6.arpa`
 * (RFC 3596 section 2.5). It stands in for an IP address in SNI, which takes names only (RFC 8738 section 6).
 */
export function reverseName({ text, family }: Address): string {
  const bytes = [...(addressBytes(text) ?? [])].toReversed();
  return family === 4
    ? `${bytes.join('.')}.in-addr.arpa`
    : `${bytes.map((byte) => `${(byte & 15).toString(16)}.${(byte >> 4).toString(16)}`).join('.')}.ip6.arpa`;
}
