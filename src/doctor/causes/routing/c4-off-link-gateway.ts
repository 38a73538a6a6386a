import { ifShown, silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaultRouteSays } from './default-route.ts';

/** The gateway that is configured is on no link of the machine, so the route was refused: it has to be said that it is on the link. */
export const offLinkGateway: Cause = {
  id: 'C4',
  slug: 'off-link-gateway',
  certainty: { inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N2'],
  decide: 'inside',
  outside: (seen) => ifShown(silentSix(seen, timedOut)),
  inside: (inside) => defaultRouteSays(inside, 'off-link'),
};
