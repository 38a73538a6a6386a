import type { InsideReport } from '../../inside/index.ts';
import { hasFamily } from '../filters/blocked.ts';
import type { Cause, Inside, Seen, Shown } from '../types.ts';
import { directiveValues, openTo, webPorts } from './machine.ts';
import { refusal, refusedOver } from './signs.ts';

/** A server that listens on IPv6 alone: nginx with `[::]:80` only, HAProxy `v6only`, Node `ipv6Only`. */
export const ipv6OnlyListener: Cause = {
  id: 'E2',
  slug: 'ipv6-only-listener',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'passes',
  visitors: ['four-only'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) => refusedOver(seen, 4).map(refusal),
  inside: onlySix,
};

function onlySix(inside: InsideReport, seen: Seen | undefined): Inside {
  const { listeners } = inside;
  if (listeners.length === 0) return { says: 'silent' };
  if (!hasFamily(inside, 4)) return { says: 'ruled-out' };
  let unknown = false;
  const where = webPorts(seen).flatMap((port): Shown[] => {
    const [socket] = openTo(inside, port, 6);
    if (socket === undefined || openTo(inside, port, 4).length > 0) return [];
    // where it could not be read whether a socket of :: serves both, nothing is said
    if (socket.address === '::' && socket.v6only === undefined) {
      unknown = true;
      return [];
    }
    const values = { port, process: socket.process ?? '', ...directiveValues(inside, port, 6) };
    return [{ place: { family: 4, port }, values }];
  });
  if (where.length > 0) return { says: 'shown', where };
  return { says: unknown ? 'silent' : 'ruled-out' };
}
