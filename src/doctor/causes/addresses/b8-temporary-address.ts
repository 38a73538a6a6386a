import type { Cause } from '../types.ts';
import { saysPublished } from './machine.ts';
import { ifShown, nobodyAtAddress } from './signs.ts';

/** A privacy address (RFC 8981) is published: it is another one within a week. */
export const temporaryAddress: Cause = {
  id: 'B8',
  slug: 'temporary-address',
  certainty: { inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1', 'D1'],
  decide: 'inside',
  outside: (seen) => ifShown(nobodyAtAddress(seen)),
  inside: (inside, seen) => saysPublished(inside, seen, ({ flags }) => flags.includes('temporary')),
};
