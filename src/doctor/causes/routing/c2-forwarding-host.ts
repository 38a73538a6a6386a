import { silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaultRouteSays } from './default-route.ts';

/** Something (Docker, libvirt, a VPN) has turned forwarding on, and a host that forwards does not listen to routers unless accept_ra is 2. */
export const forwardingHost: Cause = {
  id: 'C2',
  slug: 'forwarding-host',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N2'],
  decide: 'inside',
  outside: (seen) => silentSix(seen, timedOut),
  inside: (inside) => defaultRouteSays(inside, 'forwards'),
};
