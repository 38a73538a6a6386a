import type { Cause } from '../types.ts';
import { published, publishedHere } from './machine.ts';
import { either, hostUnreachable, ifShown, silentSix, timedOut } from './signs.ts';

/** A privacy address (RFC 8981) is published: it is another one within a week. */
export const temporaryAddress: Cause = {
  id: 'B8',
  slug: 'temporary-address',
  certainty: { inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1', 'D1'],
  decide: 'inside',
  outside: (seen) => ifShown(silentSix(seen, either(timedOut, hostUnreachable))),
  inside(inside, seen) {
    if (published(seen) === undefined || inside.addresses.length === 0) return { says: 'silent' };
    const passing = publishedHere(inside, seen).filter(({ flags }) => flags.includes('temporary'));
    if (passing.length === 0) return { says: 'ruled-out' };
    const where = passing.map(
      ({ address, ifname, validSeconds = 0 }) =>
        ({ place: { family: 6, address }, values: { address, ifname, seconds: validSeconds } }) as const,
    );
    return { says: 'shown', where };
  },
};
