import type { Cause } from '../types.ts';
import { saysBlocked } from './blocked.ts';
import { droppedSix, FILTERED, firstOf, ifShown } from './signs.ts';

/** The rule that lets the web in stands behind one that drops it: the first that matches decides. */
export const allowedTooLate: Cause = {
  id: 'D2',
  slug: 'allowed-too-late',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['F1'],
  decide: 'inside-root',
  outside: (seen) => firstOf(droppedSix(seen), ifShown(seen, ...FILTERED)),
  inside: (inside, seen) => saysBlocked(inside, seen, 'D2'),
};
