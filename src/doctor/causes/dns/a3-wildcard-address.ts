import type { Cause } from '../types.ts';
import { deadAddresses } from './dead.ts';
import { differences } from './differ.ts';
import { fromWildcard } from './facts.ts';
import { standing, tried } from './own-address.ts';

/** Nobody published that AAAA record for the name: a wildcard, or the panel that made it, answers for every name beside it too. */
export const wildcardAddress: Cause = {
  id: 'A3',
  slug: 'wildcard-address',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  elsewhere: true,
  visitors: ['broken'],
  remedies: ['D1'],
  decide: 'dns-panel',
  outside: (seen) => (fromWildcard(seen.report) ? [...differences(seen), ...deadAddresses(seen)] : []),
  inside: (inside, seen) =>
    seen === undefined || !fromWildcard(seen.report)
      ? { says: 'silent' }
      : tried(
          standing(inside, seen, (stand) => stand === 'foreign' || stand === 'moved'),
          seen,
        ),
};
