import type { Cause } from '../types.ts';
import { addressesDisagree } from './a12-name-servers-disagree.ts';
import { differences } from './differ.ts';
import { fromWildcard } from './facts.ts';
import { standing, tried } from './own-address.ts';

/** The AAAA record leads to another server than the A record: an old one, or a neighbour's. */
export const anotherServer: Cause = {
  id: 'A1',
  slug: 'another-server',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  elsewhere: true,
  visitors: ['broken'],
  remedies: ['D1'],
  decide: 'inside',
  outside: (seen) => (fromWildcard(seen.report) || addressesDisagree(seen.report) ? [] : differences(seen)),
  inside: (inside, seen) =>
    tried(
      standing(inside, seen, (stand) => stand === 'foreign' || stand === 'moved'),
      seen,
    ),
};
