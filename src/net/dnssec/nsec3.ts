import { base32hex } from '../../core/index.ts';
import { TYPE, bitmapHas, hashName, nameEquals, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Name, Nsec3 } from '../../wire/dns/index.ts';
import { isDelegation } from './nsec.ts';
import type { Proofs, Statement } from './proofs.ts';
import type { Work } from './types.ts';
import { spend } from './work.ts';

export type OwnedNsec3 = { readonly owner: Name; readonly data: Nsec3 };

const HASH_SHA1 = 1;
const HASH_BYTES = 20;
const FLAG_OPT_OUT = 1;

/**
 * Those that can be read: in this zone, SHA-1, no unknown flag (RFC 5155 sections 8.1 and 8.2), and of one set of parameters,
 * the first one's.
 */
export function readableNsec3(zone: Name, records: readonly OwnedNsec3[]): readonly OwnedNsec3[] {
  const readable = records.filter(
    ({ owner, data }) =>
      nameEquals(owner.slice(1), zone) &&
      data.hashAlgorithm === HASH_SHA1 &&
      data.nextHashed.length === HASH_BYTES &&
      (data.flags & ~FLAG_OPT_OUT) === 0,
  );
  const [first] = readable;
  if (first === undefined) return [];
  return readable.filter(
    ({ data }) =>
      data.iterations === first.data.iterations && Buffer.compare(data.salt, first.data.salt) === 0,
  );
}

/** What verified NSEC3 records of one zone prove (RFC 5155 section 8); `records` come from `readableNsec3`. */
export function nsec3Proofs(zone: Name, records: readonly OwnedNsec3[], work: Work): Proofs {
  const [first] = records;
  const hashes = new Map<string, string>();
  const entries = records.map(({ owner, data }) => ({
    hash: nameKey(owner.slice(0, 1)),
    next: base32hex(data.nextHashed),
    data,
  }));
  const hash = (name: Name): string | undefined => {
    const key = nameKey(name);
    const known = hashes.get(key);
    if (known !== undefined || first === undefined || !spend(work, 'hashes')) return known;
    const made = base32hex(hashName(name, first.data.salt, first.data.iterations));
    hashes.set(key, made);
    return made;
  };
  const matching = (name: Name) => {
    const hashed = hash(name);
    return entries.find((entry) => entry.hash === hashed)?.data;
  };
  const covering = (name: Name) => {
    const hashed = hash(name);
    if (hashed === undefined || !nameIsUnder(name, zone)) return undefined;
    return entries.find((entry) => between(entry.hash, hashed, entry.next))?.data;
  };

  /** The closest encloser proof of RFC 5155 section 8.3. */
  const about = (name: Name): Statement => {
    for (let skip = 0; skip <= name.length - zone.length; skip++) {
      const data = matching(name.slice(skip));
      if (data === undefined) continue;
      if (skip === 0) return { kind: 'exists', bitmap: data.bitmap };
      // below a delegation or a DNAME this zone says nothing
      if (isDelegation(data.bitmap) || bitmapHas(data.bitmap, TYPE.DNAME)) return { kind: 'unknown' };
      const nextCloser = covering(name.slice(skip - 1));
      if (nextCloser === undefined) return { kind: 'unknown' };
      return { kind: 'absent', encloser: name.slice(skip), optOut: isOptOut(nextCloser) };
    }
    return { kind: 'unknown' };
  };
  return {
    about,
    covers: (name) => covering(name) !== undefined,
    noneCloser: (name, labels) => {
      const data = covering(name.slice(name.length - labels - 1));
      return { proved: data !== undefined, optOut: data !== undefined && isOptOut(data) };
    },
  };
}

/** Base 32 hex in lower case sorts as the hashes do. The last hash of a zone leads back to the first. */
function between(from: string, hash: string, to: string): boolean {
  return from < to ? from < hash && hash < to : hash > from || hash < to;
}

function isOptOut(data: Nsec3): boolean {
  return (data.flags & FLAG_OPT_OUT) !== 0;
}
