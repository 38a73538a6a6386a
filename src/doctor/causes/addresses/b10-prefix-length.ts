import type { Cause } from '../types.ts';
import { isLasting, isTunnel } from './machine.ts';
import { silentSix, split, timedOut } from './signs.ts';

/** A prefix that is too wide: the machine looks on its own link for neighbours that are elsewhere, and never answers them. */
export const prefixLength: Cause = {
  id: 'B10',
  slug: 'prefix-length',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'perspectives',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  outside: (seen) => [...split(seen), ...silentSix(seen, timedOut)],
  inside({ addresses, links }) {
    if (addresses.length === 0) return { says: 'silent' };
    const tunnels = new Set(links.filter(({ type }) => isTunnel(type)).map(({ name }) => name));
    const wide = addresses.filter(
      (one) => isLasting(one) && one.prefix < LINK_PREFIX && !tunnels.has(one.ifname),
    );
    if (wide.length === 0) return { says: 'ruled-out' };
    const where = wide.map(
      ({ address, prefix, ifname }) =>
        ({ place: { family: 6, address }, values: { address, prefix, ifname } }) as const,
    );
    return { says: 'shown', where };
  },
};

/** RFC 4291 section 2.5.4: a link has a /64; what is wider holds other links. */
const LINK_PREFIX = 64;
