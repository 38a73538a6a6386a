import { silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaultRouteSays } from './default-route.ts';

/** No default route of IPv6: packets come in, and no answer goes out. */
export const noDefaultRoute: Cause = {
  id: 'C1',
  slug: 'no-default-route',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N2'],
  decide: 'inside',
  outside: (seen) => silentSix(seen, timedOut),
  inside: (inside) => defaultRouteSays(inside, 'lost'),
};
