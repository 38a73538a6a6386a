import type { Cause } from '../types.ts';
import { saysPublished } from './machine.ts';
import { ifShown, nobodyAtAddress } from './signs.ts';

/** The published address is on its way out: its preferred lifetime has ended (RFC 4862 section 5.5.4), its valid one will. */
export const deprecatedAddress: Cause = {
  id: 'B7',
  slug: 'deprecated-address',
  certainty: { inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['D1', 'N1'],
  decide: 'inside',
  outside: (seen) => ifShown(nobodyAtAddress(seen)),
  inside: (inside, seen) =>
    saysPublished(
      inside,
      seen,
      ({ flags, preferredSeconds }) => flags.includes('deprecated') || preferredSeconds === 0,
    ),
};
