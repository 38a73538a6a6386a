import { TYPE, bitmapHas, compareNames, nameEquals, nameIsUnder } from '../../wire/dns/index.ts';
import type { Name, Nsec } from '../../wire/dns/index.ts';
import type { Proofs, Statement } from './proofs.ts';

export type OwnedNsec = { readonly owner: Name; readonly data: Nsec };

const EMPTY = new Uint8Array(0);

/** What verified NSEC records of one zone prove (RFC 4035 section 5.4, with RFC 6840 section 4). */
export function nsecProofs(zone: Name, records: readonly OwnedNsec[]): Proofs {
  const covering = (name: Name) => records.find((one) => covers(zone, one, name));
  const about = (name: Name): Statement => {
    const own = records.find((one) => nameEquals(one.owner, name));
    if (own !== undefined) return { kind: 'exists', bitmap: own.data.bitmap };
    const around = covering(name);
    if (around === undefined) return { kind: 'unknown' };
    // the next name lies below: the name exists, though it owns nothing
    if (nameIsUnder(around.data.next, name)) return { kind: 'exists', bitmap: EMPTY };
    return { kind: 'absent', encloser: encloser(around, name), optOut: false };
  };
  return {
    about,
    covers: (name) => about(name).kind === 'absent',
    noneCloser: (name, labels) => {
      const around = covering(name);
      const proved = around !== undefined && encloser(around, name).length === labels;
      return { proved, optOut: false };
    },
  };
}

/** Does the name fall between the record's owner and the next name of the zone, in canonical order? */
function covers(zone: Name, { owner, data }: OwnedNsec, name: Name): boolean {
  if (!nameIsUnder(name, zone) || compareNames(owner, name) >= 0) return false;
  // below a delegation or a DNAME this zone says nothing (RFC 6840 section 4.1)
  if (nameIsUnder(name, owner) && (isDelegation(data.bitmap) || bitmapHas(data.bitmap, TYPE.DNAME)))
    return false;
  // the last record of a zone leads back to its apex
  return compareNames(name, data.next) < 0 || nameEquals(data.next, zone);
}

/** The longest ancestor that the name shares with either end of the gap that it falls into. */
function encloser({ owner, data }: OwnedNsec, name: Name): Name {
  return name.slice(name.length - Math.max(sharedLabels(owner, name), sharedLabels(data.next, name)));
}

function sharedLabels(a: Name, b: Name): number {
  let count = Math.min(a.length, b.length);
  while (count > 0 && !nameEquals(a.slice(a.length - count), b.slice(b.length - count))) count--;
  return count;
}

/** The parent's side of a zone cut. */
export function isDelegation(bitmap: Uint8Array): boolean {
  return bitmapHas(bitmap, TYPE.NS) && !bitmapHas(bitmap, TYPE.SOA);
}
