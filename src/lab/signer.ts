import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { DIGEST_TYPE, digestKey, keyTag, signedBytes } from '../wire/dns/index.ts';
import { CLASS, TYPE } from '../wire/dns/index.ts';
import type { Dnskey, Ds, Name, ResourceRecord, Rrsig } from '../wire/dns/index.ts';
import { SIGNATURE_EARLY_S, SIGNATURE_LIFE_S } from './limits.ts';
import type { BogusWay } from './script-schema.ts';

/** Signs one zone's record sets as they are asked for, with one P-256 key for everything (a combined signing key). */
export type ZoneSigner = {
  readonly dnskey: Dnskey;
  readonly ds: Ds;
  /**
   * The RRSIG record of a set. `labels` counts those of the owner before wildcard expansion. `spoiled` makes it one that no
   * validator accepts; `stripped` is the caller's matter.
   */
  sign(
    records: readonly ResourceRecord[],
    about: { readonly labels: number; readonly nowMs: number; readonly spoiled?: BogusWay | undefined },
  ): ResourceRecord;
};

/** A signer for the zone `apex`, with the private key in `pem` or a new one. Undefined where `pem` is no P-256 key. */
export function createSigner(apex: Name, pem?: string): ZoneSigner | undefined {
  const privateKey = pem === undefined ? newKey() : readKey(pem);
  if (privateKey === undefined) return undefined;
  const dnskey: Dnskey = {
    kind: 'DNSKEY',
    flags: ZONE_KEY_AND_SEP,
    protocol: 3,
    algorithm: ECDSA_P256,
    publicKey: publicPoint(privateKey),
  };
  const tag = keyTag(dnskey);
  const digest = digestKey(apex, dnskey, DIGEST_TYPE.SHA256) ?? new Uint8Array();
  const stranger = newKey();
  return {
    dnskey,
    ds: { kind: 'DS', keyTag: tag, algorithm: ECDSA_P256, digestType: DIGEST_TYPE.SHA256, digest },
    sign(records, { labels, nowMs, spoiled }) {
      const [first] = records;
      if (first === undefined) throw new TypeError('an empty set is not signed');
      const now = Math.floor(nowMs / 1000);
      const shift =
        spoiled === 'expired'
          ? -2 * SIGNATURE_LIFE_S
          : spoiled === 'not-yet-valid'
            ? 2 * SIGNATURE_EARLY_S
            : 0;
      const head: Omit<Rrsig, 'signature'> = {
        kind: 'RRSIG',
        typeCovered: first.type,
        algorithm: ECDSA_P256,
        labels,
        originalTtl: first.ttl,
        expiration: (now + shift + SIGNATURE_LIFE_S) >>> 0,
        inception: (now + shift - SIGNATURE_EARLY_S) >>> 0,
        keyTag: tag,
        signer: apex,
      };
      const signature = Uint8Array.from(
        sign('sha256', signedBytes(head, records), {
          key: spoiled === 'wrong-key' ? stranger : privateKey,
          dsaEncoding: 'ieee-p1363', // RFC 6605 section 4: r and s, 32 bytes each
        }),
      );
      if (spoiled === 'tampered') signature[0] = (signature[0] ?? 0) ^ 1;
      return {
        name: first.name,
        type: TYPE.RRSIG,
        class: CLASS.IN,
        ttl: first.ttl,
        data: { ...head, signature },
      };
    },
  };
}

const ECDSA_P256 = 13; // RFC 6605
const ZONE_KEY_AND_SEP = 257;

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
}

function readKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined; // whatever OpenSSL finds wrong with it: it is no key
  }
}

/** RFC 6605 section 4: x and y, 32 bytes each, without the leading 4. */
function publicPoint(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return Uint8Array.from(Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
}
