import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  canonicalData,
  DIGEST_TYPE,
  digestKey,
  type Dnskey,
  type Ds,
  keyTag,
  type Name,
  nameFromHost,
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
  const dnskey = dnskeyOf(publicBytes(createPublicKey(privateKey)));
  const ds = dsOf(zone, dnskey);
  return {
    privateKey,
    dnskey,
    tag: ds.keyTag,
    ds,
    dnskeyData: canonicalData(TYPE.DNSKEY, dnskey),
    dsData: canonicalData(TYPE.DS, ds),
  };
}

/** A new key: the public one as DNSKEY records have it, the private one as PKCS#8. */
export function newZoneKey(): { readonly publicKey: Uint8Array; readonly pkcs8: Uint8Array } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey: publicBytes(publicKey), pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

/** The data of a key's records, as a zone file has it (RFC 4034 sections 2.2 and 5.3). */
export function zoneKeyTexts(
  zone: string,
  publicKey: Uint8Array,
): { readonly keyTag: number; readonly ds: string; readonly dnskey: string } {
  const { flags, protocol, algorithm } = dnskeyOf(publicKey);
  const { keyTag: tag, digestType, digest } = dsOf(nameFromHost(zone), dnskeyOf(publicKey));
  return {
    keyTag: tag,
    ds: `${tag} ${algorithm} ${digestType} ${Buffer.from(digest).toString('hex').toUpperCase()}`,
    dnskey: `${flags} ${protocol} ${algorithm} ${Buffer.from(publicKey).toString('base64')}`,
  };
}

/** A key as DNSKEY records have it (RFC 6605 section 4), in one. */
export function dnskeyOf(publicKey: Uint8Array): Dnskey {
  return { kind: 'DNSKEY', flags: FLAGS, protocol: PROTOCOL, algorithm: ECDSA_P256, publicKey };
}

function dsOf(zone: Name, dnskey: Dnskey): Ds {
  const digestType = DIGEST_TYPE.SHA256;
  const digest = digestKey(zone, dnskey, digestType) ?? new Uint8Array(0);
  return { kind: 'DS', keyTag: keyTag(dnskey), algorithm: ECDSA_P256, digestType, digest };
}

/** RFC 6605 section 4: both coordinates. */
function publicBytes(publicKey: KeyObject): Uint8Array {
  const { crv, x = '', y = '' } = publicKey.export({ format: 'jwk' });
  if (crv !== 'P-256') throw new TypeError('a zone is signed with ECDSA P-256');
  return Uint8Array.from([...Buffer.from(x, 'base64url'), ...Buffer.from(y, 'base64url')]);
}
