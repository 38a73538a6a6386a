import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  canonicalData,
  DIGEST_TYPE,
  digestKey,
  type Dnskey,
  type Ds,
  keyTag,
  type Name,
  TYPE,
} from '../../wire/dns/index.ts';

/** A zone's one key: it signs the DNSKEY set and everything else (docs/adr/0011-online-dnssec.md). */
export type ZoneKey = {
  readonly privateKey: KeyObject;
  readonly dnskey: Dnskey;
  readonly tag: number;
  /** For the zone above (RFC 4034 section 5), with SHA-256. */
  readonly ds: Ds;
  /** Both as record data; CDNSKEY and CDS (RFC 7344) have the same. */
  readonly dnskeyData: Uint8Array;
  readonly dsData: Uint8Array;
};

export const ECDSA_P256 = 13; // RFC 6605
const FLAGS = 257; // zone key, and secure entry point (RFC 4034 section 2.1.1)
const PROTOCOL = 3;

/** Throws `TypeError` for a key of another kind than ECDSA P-256. */
export function readZoneKey(zone: Name, privateKey: KeyObject): ZoneKey {
  const { crv, x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'P-256') throw new TypeError('a zone is signed with ECDSA P-256');
  const point = Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const dnskey: Dnskey = {
    kind: 'DNSKEY',
    flags: FLAGS,
    protocol: PROTOCOL,
    algorithm: ECDSA_P256,
    publicKey: Uint8Array.from(point),
  };
  const tag = keyTag(dnskey);
  const digestType = DIGEST_TYPE.SHA256;
  const digest = digestKey(zone, dnskey, digestType) ?? new Uint8Array(0);
  const ds: Ds = { kind: 'DS', keyTag: tag, algorithm: ECDSA_P256, digestType, digest };
  return {
    privateKey,
    dnskey,
    tag,
    ds,
    dnskeyData: canonicalData(TYPE.DNSKEY, dnskey),
    dsData: canonicalData(TYPE.DS, ds),
  };
}
