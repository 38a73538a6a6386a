import type { Cause } from '../types.ts';
import { deadAddresses } from './dead.ts';
import { fromWildcard } from './facts.ts';
import { standing } from './own-address.ts';

/** The AAAA record leads to an address that nobody has. */
export const deadAddress: Cause = {
  id: 'A2',
  slug: 'dead-address',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['D1', 'N1'],
  decide: 'inside',
  outside: (seen) => (fromWildcard(seen.report) ? [] : deadAddresses(seen)),
  inside: (inside, seen) => standing(inside, seen, (stand) => stand === 'foreign'),
};
