import type { Cause } from '../types.ts';
import { deadAddresses } from './dead.ts';
import { standing } from './own-address.ts';

/** The AAAA record is what the host had before: of a prefix that the provider has changed, or of another network card. */
export const staleAddress: Cause = {
  id: 'A4',
  slug: 'stale-address',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['D1'],
  decide: 'inside',
  // from outside it cannot be told from an address that never was anybody's
  outside: deadAddresses,
  inside: (inside, seen) => standing(inside, seen, (stand) => stand === 'moved'),
};
