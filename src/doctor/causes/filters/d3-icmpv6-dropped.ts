import type { InsideReport } from '../../inside/index.ts';
import { hostUnreachable } from '../addresses/signs.ts';
import { connectsThat, worksOver } from '../ask.ts';
import type { Cause, Inside, Seen } from '../types.ts';
import { fateOf, filtersRead, hasFamily, ruleValues } from './blocked.ts';
import { firstOf, ifShown, signOf } from './signs.ts';

/** All of ICMPv6 is dropped, and Neighbour Discovery (RFC 4861) with it: the router cannot find the machine. */
export const icmpv6Dropped: Cause = {
  id: 'D3',
  slug: 'icmpv6-dropped',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['F2'],
  decide: 'inside-root',
  outside: (seen) =>
    firstOf(
      connectsThat(seen, 6, 'unreachable')
        .filter((one) => hostUnreachable(one) && worksOver(seen, 4, one.port))
        .map(signOf),
      // as long as the router remembers the machine, packets still arrive
      ifShown(seen, 'connect-timeout', 'unreachable').filter(({ place }) => place.family === 6),
    ),
  inside: neighbourDiscovery,
};

/** RFC 4890 section 4.4.1: without these two nobody finds anybody on the link. */
const NEEDED = ['nd-neighbor-solicit', 'nd-neighbor-advert'] as const;

function neighbourDiscovery(inside: InsideReport, seen: Seen | undefined): Inside {
  if (!filtersRead(inside)) return { says: 'silent' };
  if (!hasFamily(inside, 6)) return { says: 'ruled-out' };
  for (const type of NEEDED) {
    // it is the router that asks, from its address on the link
    const { by } = fateOf(inside, seen, {
      family: 6,
      protocol: 'icmpv6',
      type,
      state: 'untracked',
      source: 'fe80::1',
    });
    if (by !== undefined)
      return { says: 'shown', where: [{ place: { family: 6 }, values: { ...ruleValues(by), type } }] };
  }
  return { says: 'ruled-out' };
}
