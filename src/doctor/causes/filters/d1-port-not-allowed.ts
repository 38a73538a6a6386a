import type { Cause } from '../types.ts';
import { saysBlocked } from './blocked.ts';
import { droppedSix, FILTERED, firstOf, ifShown } from './signs.ts';

/** The machine's own rules let nobody in at the ports of the web over IPv6: written for IPv4 alone, most often. */
export const portNotAllowed: Cause = {
  id: 'D1',
  slug: 'port-not-allowed',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['F1'],
  decide: 'inside-root',
  outside: (seen) => firstOf(droppedSix(seen), ifShown(seen, ...FILTERED)),
  inside: (inside, seen) => saysBlocked(inside, seen, 'D1'),
};
