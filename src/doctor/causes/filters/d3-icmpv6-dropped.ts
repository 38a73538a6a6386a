import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen } from '../types.ts';
import { fateOf, filtersRead, hasFamily, ruleValues } from './blocked.ts';
import { firstOf, ifShown, notFound } from './signs.ts';

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
      notFound(seen),
      // as long as the router remembers the machine, packets still arrive
      ifShown(seen, 'connect-timeout', 'unreachable').filter(({ place }) => place.family === 6),
    ),
  inside: neighbourDiscovery,
};

/** RFC 4890 section 4.4.1: without these two nobody finds anybody on the link. */
const NEEDED = ['nd-neighbor-solicit', 'nd-neighbor-advert'] as const;

function neighbourDiscovery(inside: InsideReport, seen: Seen | undefined): Inside {
  if (!filtersRead(inside)) return { says: 'silent' };
  if (!hasFamily(inside, 6) || isUfwWithout(inside)) return { says: 'ruled-out' };
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

/** ufw with IPV6=no drops all of IPv6: that is another cause (D8), and a rule put in beside it is gone with the next reload. */
function isUfwWithout({ firewalls }: InsideReport): boolean {
  return firewalls.some((one) => one.manager === 'ufw' && one.active && !one.ipv6);
}
