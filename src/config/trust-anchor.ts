const SPACED = /^(\S+)\s+(?:\d+\s+)?(?:IN\s+)?(DS|DNSKEY)\s+(\d+)\s+(\d+)\s+(\d+)\s+(.+)$/i;
const ZONE = /^(?:\.|(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?)$/i;
const HEX_DIGITS: Readonly<Record<number, number>> = { 2: 64, 4: 96 }; // SHA-256 and SHA-384
const PROTOCOL = 3;

/** A key that DNSSEC begins with, or its digest, and the zone that it is of. */
export type TrustAnchorText = {
  readonly zone: string;
  readonly data:
    | {
        readonly kind: 'DS';
        readonly keyTag: number;
        readonly algorithm: number;
        readonly digestType: number;
        readonly digest: Uint8Array;
      }
    | {
        readonly kind: 'DNSKEY';
        readonly flags: number;
        readonly protocol: number;
        readonly algorithm: number;
        readonly publicKey: Uint8Array;
      };
};

/**
 * A DS or DNSKEY record as zone files write it, TTL and class optional: `corp.example DS 12345 13 2 49FD...`. Undefined for
 * anything else, for a digest that is neither SHA-256 nor SHA-384, and for a key that is no zone key.
 */
export function parseTrustAnchor(text: string): TrustAnchorText | undefined {
  const match = SPACED.exec(text.trim());
  if (match === null) return undefined;
  const [, owner = '', kind = '', ...fields] = match;
  const [first = -1, second = -1, third = -1] = fields.slice(0, 3).map(Number);
  const data = (fields[3] ?? '').replace(/\s+/g, '');
  if (!ZONE.test(owner) || owner.length > 254 || first > 65_535 || second > 255 || third > 255)
    return undefined;
  const zone = owner === '.' ? owner : owner.replace(/\.$/, '').toLowerCase();
  if (kind.toUpperCase() === 'DS') {
    if (data.length !== HEX_DIGITS[third] || !/^[0-9a-f]+$/i.test(data)) return undefined;
    const digest = Uint8Array.from(Buffer.from(data, 'hex'));
    return { zone, data: { kind: 'DS', keyTag: first, algorithm: second, digestType: third, digest } };
  }
  const publicKey = Uint8Array.from(Buffer.from(data, 'base64'));
  const exact = Buffer.from(publicKey).toString('base64') === data;
  if (!exact || (first & 0x0100) === 0 || second !== PROTOCOL) return undefined;
  return { zone, data: { kind: 'DNSKEY', flags: first, protocol: second, algorithm: third, publicKey } };
}
