import { flapping, ifShown, silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaults } from './default-route.ts';

/** Two routers of one link say that they are the way out, and one of them is none: each advertisement is believed. */
export const twoRouters: Cause = {
  id: 'C11',
  slug: 'two-routers',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'depends',
  visitors: ['delayed'],
  remedies: ['N2'],
  decide: 'inside',
  outside: (seen) => [...flapping(seen), ...ifShown(silentSix(seen, timedOut))],
  inside(inside, seen) {
    const told = defaults(inside).filter(({ protocol }) => protocol === 'ra');
    const [first] = told;
    const routers = [...new Set(told.filter(({ ifname }) => ifname === first?.ifname).map(({ via }) => via))];
    if (first === undefined || routers.length < 2) {
      return { says: inside.routes.length > 0 ? 'ruled-out' : 'silent' };
    }
    // two that both work are a pair on purpose: a fault only where something fails, or one of them does not answer
    const dead = inside.neighbours.some(
      ({ address, state }) => routers.includes(address) && state === 'FAILED',
    );
    const prefixes = new Set(
      inside.addresses
        .filter(({ family, scope, ifname }) => family === 6 && scope === 'global' && ifname === first.ifname)
        .map(({ address }) => address.split(':').slice(0, 4).join(':')),
    );
    if (seen === undefined && !dead && prefixes.size < 2) return { says: 'silent' };
    const values = { routers: routers.join(', '), ifname: first.ifname ?? '' };
    return { says: 'shown', where: [{ place: { family: 6 }, values }] };
  },
};
