import type { Cause } from '../types.ts';
import { published, six, switchedOff } from './machine.ts';
import { nobodyAtAddress } from './signs.ts';

/** IPv6 switched off: `disable_ipv6` of all, of new or of one interface, `ipv6.disable=1`, a module on a black list. */
export const switchedOffSix: Cause = {
  id: 'B1',
  slug: 'ipv6-switched-off',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  // routers remember a neighbour for some 40 s: a timeout first, unreachable after that
  outside: nobodyAtAddress,
  inside(inside, seen) {
    const off = switchedOff(inside);
    if (off.length === 0) return { says: six(inside) === 'unread' ? 'silent' : 'ruled-out' };
    // a second card without IPv6 is nobody's fault while the address that matters is there
    const wanted = published(seen) ?? [];
    const missing = wanted.some((text) => !inside.addresses.some(({ address }) => address === text));
    if (six(inside) === 'global' && !missing) return { says: 'ruled-out' };
    if (seen !== undefined && wanted.length === 0) return { says: 'silent' };
    return { says: 'shown', where: off.map((one) => ({ place: { family: 6 }, values: one })) };
  },
};
