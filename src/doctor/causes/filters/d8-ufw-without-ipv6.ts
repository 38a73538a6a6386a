import type { Cause, Inside, Seen } from '../types.ts';
import type { InsideReport } from '../../inside/index.ts';
import { saysBlocked } from './blocked.ts';
import { droppedSix, FILTERED, firstOf, ifShown, notFound } from './signs.ts';

/** ufw with IPV6=no, or with rules `from 0.0.0.0/0`, which are for IPv4 alone. */
export const ufwWithoutIpv6: Cause = {
  id: 'D8',
  slug: 'ufw-without-ipv6',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['F3', 'F1'],
  decide: 'inside-root',
  // IPV6=no drops Neighbour Discovery too: once the router has forgotten the machine, it finds it no more
  outside: (seen) => firstOf(droppedSix(seen), notFound(seen), ifShown(seen, ...FILTERED)),
  inside: ufwBlocks,
};

function ufwBlocks(inside: InsideReport, seen: Seen | undefined): Inside {
  const says = saysBlocked(inside, seen, 'D8');
  const ufw = inside.firewalls.find((one) => one.manager === 'ufw');
  if (says.says !== 'shown' || ufw?.manager !== 'ufw') return says;
  const setting = ufw.ipv6 ? 'yes' : 'no';
  return { says: 'shown', where: says.where.map((one) => ({ ...one, values: { ...one.values, setting } })) };
}
