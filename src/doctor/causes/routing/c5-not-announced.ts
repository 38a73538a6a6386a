import { netUnreachable, silentSix } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaults } from './default-route.ts';

/** The provider does not route the prefix to the machine, or does not announce it: a router on the way says that there is no route. */
export const notAnnounced: Cause = {
  id: 'C5',
  slug: 'not-announced',
  certainty: { outside: 'strong', inside: 'strong' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['C1'],
  decide: 'provider',
  outside(seen) {
    const reached = seen.others.some(({ connects }) =>
      connects.some(({ family, use, outcome }) => family === 6 && use !== 'closed' && outcome === 'response'),
    );
    if (reached) return [];
    return silentSix(seen, netUnreachable).map((one) => ({ ...one, alone: true }));
  },
  inside(inside) {
    const counted = inside.arrivals.filter(({ family }) => family === 6);
    if (counted.length === 0 || defaults(inside).length === 0) return { says: 'silent' };
    if (counted.some(({ packets }) => packets > 0)) return { says: 'ruled-out' };
    return { says: 'shown', where: [{ place: { family: 6 } }] };
  },
};
