import type { Cause } from '../types.ts';
import { saysBlocked } from './blocked.ts';
import { FILTERED, firstOf, ifShown, onePortOnly, signOf } from './signs.ts';

/** Of 80 and 443 only one is let in over IPv6: an address or a route that fails would fail for both. */
export const onePortOpen: Cause = {
  id: 'D5',
  slug: 'one-port-only',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['F1'],
  decide: 'inside-root',
  outside: (seen) =>
    firstOf(
      onePortOnly(seen, 6, 'connect-timeout', 'prohibited', 'unreachable').map((one) => ({
        ...signOf(one),
        alone: true,
      })),
      ifShown(seen, ...FILTERED),
    ),
  inside: (inside, seen) => saysBlocked(inside, seen, 'D5'),
};
