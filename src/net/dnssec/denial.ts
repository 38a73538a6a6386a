import { TYPE, bitmapHas } from '../../wire/dns/index.ts';
import type { Message, Name } from '../../wire/dns/index.ts';
import { DENIALS_PER_MESSAGE_MAX, NSEC3_ITERATIONS_MAX } from './limits.ts';
import { isDelegation, nsecProofs } from './nsec.ts';
import type { OwnedNsec } from './nsec.ts';
import { nsec3Proofs, readableNsec3 } from './nsec3.ts';
import type { OwnedNsec3 } from './nsec3.ts';
import type { Proofs } from './proofs.ts';
import { ownersOf, recordSet, wildcardOf } from './record-set.ts';
import { checkSet } from './signature.ts';
import type { Failing, Verdict, Work, ZoneKeys } from './types.ts';
import { exhausted } from './work.ts';

/** The proofs of one message, or why it has none that can be used. */
export type Gathered =
  | { readonly proofs: Proofs }
  | { readonly proofs?: undefined; readonly failing: Failing };

/**
 * Checks the NSEC and NSEC3 records of a message's authority section with the keys of the zone that should have signed them.
 * `asked` is what they should deny. Hashes with too many iterations make the zone count as unsigned, but only once their
 * signature was good (RFC 9276 section 3.2).
 */
export function gatherProofs(
  message: Message,
  asked: { readonly owner: Name; readonly type: number },
  keys: ZoneKeys,
  now: number,
  work: Work,
): Gathered {
  let broken: Failing | undefined;
  const verified = (type: number) =>
    ownersOf(message.authorities, type, DENIALS_PER_MESSAGE_MAX).flatMap((owner) => {
      const set = recordSet(message.authorities, owner, type);
      const check = checkSet(set, keys, now, work);
      // a denial is the zone's word about its own names; one made from a wildcard would be about others
      if (check.ok && !check.expanded) return set.records;
      const reason = check.ok ? 'denial-wrong' : check.reason;
      broken ??= { status: statusOf(work), reason, owner, type };
      return [];
    });
  const nsec = verified(TYPE.NSEC).flatMap(({ name, data }): OwnedNsec[] =>
    data.kind === 'NSEC' ? [{ owner: name, data }] : [],
  );
  if (nsec.length > 0) return { proofs: nsecProofs(keys.zone, nsec) };
  const nsec3 = readableNsec3(
    keys.zone,
    verified(TYPE.NSEC3).flatMap(({ name, data }): OwnedNsec3[] =>
      data.kind === 'NSEC3' ? [{ owner: name, data }] : [],
    ),
  );
  const [first] = nsec3;
  if (first === undefined) return { failing: broken ?? failing('denial-missing', asked) };
  if (first.data.iterations > NSEC3_ITERATIONS_MAX) {
    return {
      failing: { status: 'insecure', reason: 'nsec3-iterations', owner: first.owner, type: TYPE.NSEC3 },
    };
  }
  return { proofs: nsec3Proofs(keys.zone, nsec3, work) };
}

/** Do the proofs deny the name (NXDOMAIN), or records of the type at it (NODATA)? RFC 4035 section 5.4, RFC 5155 section 8. */
export function judgeDenial(
  proofs: Proofs,
  asked: { readonly owner: Name; readonly type: number },
  kind: 'nxdomain' | 'nodata',
  work: Work,
): Verdict {
  const { owner, type } = asked;
  const wrong = (): Verdict => failing(exhausted(work) ? 'too-much-work' : 'denial-wrong', asked, work);
  const optOut: Failing = { status: 'insecure', reason: 'opt-out', owner, type };
  const about = proofs.about(owner);
  if (about.kind === 'unknown') return wrong();
  if (about.kind === 'exists') {
    // the parent's side of a cut knows nothing of the child's records
    const denied = kind === 'nodata' && lacks(about.bitmap, type) && !isDelegation(about.bitmap);
    return denied ? { status: 'secure' } : wrong();
  }
  const wildcard = wildcardOf(about.encloser);
  if (kind === 'nxdomain') {
    if (!proofs.covers(wildcard)) return wrong();
    return about.optOut ? optOut : { status: 'secure' };
  }
  const fallback = proofs.about(wildcard);
  const denied = fallback.kind === 'exists' && lacks(fallback.bitmap, type);
  if (about.optOut) return optOut;
  return denied ? { status: 'secure' } : wrong();
}

/** What the absence of DS records at a name says: a cut to an unsigned zone, or no cut at all (RFC 4035 section 5.2). */
export function judgeNoDs(proofs: Proofs, child: Name, work: Work): 'no-cut' | Failing {
  const asked = { owner: child, type: TYPE.DS };
  const about = proofs.about(child);
  if (about.kind === 'absent')
    return about.optOut ? { status: 'insecure', reason: 'opt-out', ...asked } : 'no-cut';
  const { bitmap } = about.kind === 'exists' ? about : { bitmap: undefined };
  // the SOA bit: the child's own record, which cannot speak for its parent (RFC 6840 section 4.4)
  if (bitmap === undefined || bitmapHas(bitmap, TYPE.DS) || bitmapHas(bitmap, TYPE.SOA)) {
    return failing(exhausted(work) ? 'too-much-work' : 'denial-wrong', asked, work);
  }
  return bitmapHas(bitmap, TYPE.NS) ? { status: 'insecure', reason: 'no-ds', ...asked } : 'no-cut';
}

/** What is broken, or, where the budget ended, not known. */
export function statusOf(work: Work): 'bogus' | 'indeterminate' {
  return exhausted(work) ? 'indeterminate' : 'bogus';
}

function failing(
  reason: Failing['reason'],
  { owner, type }: { readonly owner: Name; readonly type: number },
  work?: Work,
): Failing {
  return { status: work === undefined ? 'bogus' : statusOf(work), reason, owner, type };
}

/** Neither the type nor an alias that would have been followed. */
function lacks(bitmap: Uint8Array, type: number): boolean {
  return !bitmapHas(bitmap, type) && !bitmapHas(bitmap, TYPE.CNAME);
}
