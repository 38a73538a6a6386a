import { nameEquals, signedBytes } from '../../wire/dns/index.ts';
import type { Rrsig } from '../../wire/dns/index.ts';
import { isSupported, verifies } from './algorithms.ts';
import { KEYS_PER_TAG_MAX, SIGNATURES_PER_SET_MAX } from './limits.ts';
import { labelsOf } from './record-set.ts';
import type { DnssecReason, RecordSet, Work, ZoneKeys } from './types.ts';
import { exhausted, spend } from './work.ts';

/** `expanded`: the set was made from a wildcard; that no closer name exists must still be proven. */
export type SetCheck =
  | { readonly ok: true; readonly labels: number; readonly expanded: boolean }
  | { readonly ok: false; readonly reason: DnssecReason };

/**
 * Is the set signed by one of the zone's keys, at this time (RFC 4035 section 5.3)? One good signature is enough (section
 * 5.3.3); of several bad ones the most telling reason is given. `now` is in seconds since 1970.
 */
export function checkSet(set: RecordSet, zone: ZoneKeys, now: number, work: Work): SetCheck {
  const reasons = new Set<DnssecReason>();
  if (set.records.length === 0) return { ok: false, reason: 'signature-missing' };
  for (const signature of set.signatures.slice(0, SIGNATURES_PER_SET_MAX)) {
    const reason = checkOne(set, signature, zone, now, work);
    if (reason === undefined) {
      return { ok: true, labels: signature.labels, expanded: signature.labels < labelsOf(set.owner) };
    }
    if (exhausted(work)) return { ok: false, reason: 'too-much-work' };
    reasons.add(reason);
  }
  return { ok: false, reason: TELLING.find((one) => reasons.has(one)) ?? 'signature-missing' };
}

const TELLING: readonly DnssecReason[] = [
  'signature-wrong',
  'signature-expired',
  'signature-not-yet-valid',
  'key-missing',
  'unsupported-algorithm',
  'other-signer',
];

function checkOne(
  set: RecordSet,
  signature: Rrsig,
  zone: ZoneKeys,
  now: number,
  work: Work,
): DnssecReason | undefined {
  if (!nameEquals(signature.signer, zone.zone)) return 'other-signer';
  if (!isSupported(signature.algorithm)) return 'unsupported-algorithm';
  // a wildcard stands in the signer's zone, so its parent has at least the zone's labels
  if (signature.labels > labelsOf(set.owner) || signature.labels < zone.zone.length) return 'signature-wrong';
  const time = checkTime(signature, now);
  if (time !== undefined) return time;
  const keys = zone.keys.filter(
    (key) => key.tag === signature.keyTag && key.data.algorithm === signature.algorithm,
  );
  if (keys.length === 0) return 'key-missing';
  const bytes = signedBytes(signature, set.records);
  for (const key of keys.slice(0, KEYS_PER_TAG_MAX)) {
    if (!spend(work, 'checks')) return 'too-much-work';
    if (verifies(signature.algorithm, key.data.publicKey, bytes, signature.signature)) return undefined;
    if (!spend(work, 'failures')) return 'too-much-work';
  }
  return 'signature-wrong';
}

/**
 * RFC 4034 section 3.1.5: inception <= now <= expiration in serial number arithmetic (RFC 1982), so that the 32-bit fields go on
 * meaning something after 2106. Without any tolerance: the clock of a CA is right.
 */
export function checkTime(
  signature: Pick<Rrsig, 'inception' | 'expiration'>,
  now: number,
): 'signature-expired' | 'signature-not-yet-valid' | undefined {
  if (serialDistance(signature.inception, now) < 0) return 'signature-not-yet-valid';
  if (serialDistance(now, signature.expiration) < 0) return 'signature-expired';
  // a period that ends before it begins holds no time at all
  return serialDistance(signature.inception, signature.expiration) < 0 ? 'signature-expired' : undefined;
}

/** From one serial number to another, -2^31 to 2^31 - 1. */
function serialDistance(from: number, to: number): number {
  return ((Math.floor(to) >>> 0) - (Math.floor(from) >>> 0)) | 0;
}
