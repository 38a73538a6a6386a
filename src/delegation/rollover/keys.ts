import type { KeyObject } from 'node:crypto';
import type { DsSeen, RolloverPhase } from '../../store/index.ts';
import { DIGEST_TYPE, digestKey, type Ds, nameFromHost } from '../../wire/dns/index.ts';
import { dnskeyOf, type ZoneKeys } from '../zone/index.ts';

/** What the zone server signs with, and what it asks the zone above to have, in each phase. */
export function keysFor(phase: RolloverPhase, old: KeyObject, fresh: KeyObject): ZoneKeys {
  switch (phase) {
    case 'key-published':
    case 'aborting':
      return { signingKey: old, secondKey: { key: fresh, announced: false } };
    case 'ds-awaited':
      return { signingKey: old, secondKey: { key: fresh, announced: true } };
    case 'ds-changed':
      return { signingKey: fresh, secondKey: { key: old, announced: false } };
  }
}

/** Which of two keys (as DNSKEY records have them) DS records name. */
export function dsSeen(
  zone: string,
  records: readonly Ds[],
  keys: { readonly old: Uint8Array; readonly fresh: Uint8Array },
): DsSeen {
  const [old, fresh] = [isNamed(zone, records, keys.old), isNamed(zone, records, keys.fresh)];
  if (old) return fresh ? 'both' : 'old';
  return fresh ? 'new' : 'neither';
}

function isNamed(zone: string, records: readonly Ds[], publicKey: Uint8Array): boolean {
  const dnskey = dnskeyOf(publicKey);
  return records.some(({ algorithm, digestType, digest }) => {
    // SHA-1 proves nothing to whoever follows RFC 9905
    if (algorithm !== dnskey.algorithm || digestType === DIGEST_TYPE.SHA1) return false;
    const own = digestKey(nameFromHost(zone), dnskey, digestType);
    return own !== undefined && Buffer.from(own).equals(digest);
  });
}
