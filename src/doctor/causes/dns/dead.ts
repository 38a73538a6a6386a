import { connectsThat } from '../ask.ts';
import { either, hostUnreachable, netUnreachable, silentSix, timedOut } from '../addresses/signs.ts';
import type { Seen, Sign } from '../types.ts';

/** IPv6 addresses of the name at which nobody is; none where another one of them takes connections (A9). */
export function deadAddresses(seen: Seen): readonly Sign[] {
  const living = connectsThat(seen, 6, 'response');
  return living.length > 0 ? [] : silentSix(seen, either(timedOut, hostUnreachable, netUnreachable));
}
