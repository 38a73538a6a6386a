import { DIGEST_TYPE, digestKey, keyTag } from '../../wire/dns/index.ts';
import type { Dnskey, Ds } from '../../wire/dns/index.ts';
import { isSupported } from './algorithms.ts';
import { DS_PER_ZONE_MAX, KEYS_PER_TAG_MAX, KEYS_PER_ZONE_MAX } from './limits.ts';
import { checkSet } from './signature.ts';
import type { DnssecReason, RecordSet, Work, ZoneKey, ZoneKeys } from './types.ts';

const FLAG_ZONE = 0x0100; // RFC 4034 section 2.1.1
const FLAG_REVOKE = 0x0080; // RFC 5011 section 3
const PROTOCOL = 3;

type Trusted =
  | { readonly ok: true; readonly keys: ZoneKeys }
  | { readonly ok: false; readonly reason: DnssecReason };

/**
 * Those that can be used: a known algorithm and SHA-256 or SHA-384. SHA-1 is not enough (RFC 9905). None at all means that the
 * zone counts as unsigned (RFC 4035 section 5.2).
 */
export function usableSigners(signers: readonly (Ds | Dnskey)[]): readonly (Ds | Dnskey)[] {
  return signers
    .filter(
      (one) =>
        isSupported(one.algorithm) &&
        (one.kind === 'DNSKEY' ||
          one.digestType === DIGEST_TYPE.SHA256 ||
          one.digestType === DIGEST_TYPE.SHA384),
    )
    .slice(0, DS_PER_ZONE_MAX);
}

/**
 * A zone's keys, where one that a DS record or trust anchor names has signed them all (RFC 4035 section 5.2). Any one will do
 * (RFC 6840 section 5.11). `now` is in seconds since 1970.
 */
export function trustKeys(
  set: RecordSet,
  signers: readonly (Ds | Dnskey)[],
  now: number,
  work: Work,
): Trusted {
  const zone = set.owner;
  if (set.records.length === 0) return { ok: false, reason: 'key-missing' };
  if (set.records.length > KEYS_PER_ZONE_MAX) return { ok: false, reason: 'too-much-work' };
  const keys = set.records.flatMap(({ data }) =>
    data.kind === 'DNSKEY' && isZoneKey(data) ? [{ tag: keyTag(data), data }] : [],
  );
  const named = keys.filter((key) => signers.some((signer) => names(signer, set, key, keys)));
  if (named.length === 0) return { ok: false, reason: 'key-not-in-ds' };
  const check = checkSet(set, { zone, keys: named }, now, work);
  if (!check.ok) return check;
  // keys are not made from wildcards
  return check.expanded ? { ok: false, reason: 'signature-wrong' } : { ok: true, keys: { zone, keys } };
}

/** Does the DS record or anchor name this key? */
function names(signer: Ds | Dnskey, set: RecordSet, key: ZoneKey, all: readonly ZoneKey[]): boolean {
  if (signer.algorithm !== key.data.algorithm) return false;
  if (signer.kind === 'DNSKEY') return same(signer.publicKey, key.data.publicKey);
  if (signer.keyTag !== key.tag) return false;
  const alike = all.filter((one) => one.tag === key.tag && one.data.algorithm === key.data.algorithm);
  if (alike.indexOf(key) >= KEYS_PER_TAG_MAX) return false;
  const digest = digestKey(set.owner, key.data, signer.digestType);
  return digest !== undefined && same(digest, signer.digest);
}

function isZoneKey(key: Dnskey): boolean {
  return (
    (key.flags & FLAG_ZONE) !== 0 &&
    (key.flags & FLAG_REVOKE) === 0 &&
    key.protocol === PROTOCOL &&
    isSupported(key.algorithm)
  );
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
