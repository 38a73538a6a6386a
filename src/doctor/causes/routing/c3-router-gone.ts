import { flapping, silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaultRouteSays } from './default-route.ts';

/** The router no longer says that it is one: lifetime 0 in its advertisements (RFC 4861 section 4.2), or none at all. */
export const routerGone: Cause = {
  id: 'C3',
  slug: 'router-gone',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N2'],
  decide: 'inside',
  outside: (seen) => [...silentSix(seen, timedOut), ...flapping(seen)],
  inside: (inside) => defaultRouteSays(inside, 'router-gone'),
};
