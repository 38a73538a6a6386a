import type { InsideReport } from '../../inside/index.ts';
import { hasFamily } from '../filters/blocked.ts';
import type { Cause, Inside, Seen, Shown } from '../types.ts';
import { directiveValues, openTo, webPorts } from './machine.ts';
import { refusal, refusedOver } from './signs.ts';

/** A server that listens on IPv4 alone: nginx `listen 80`, HAProxy `*:80`, Node `0.0.0.0`, Apache `Listen 0.0.0.0:80`. */
export const ipv4OnlyListener: Cause = {
  id: 'E1',
  slug: 'ipv4-only-listener',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) => refusedOver(seen, 6).map(refusal),
  inside: onlyFour,
};

/** No port of the web has a socket for IPv6; where one of them has, it is E4. */
function onlyFour(inside: InsideReport, seen: Seen | undefined): Inside {
  if (inside.listeners.length === 0) return { says: 'silent' };
  const ports = webPorts(seen);
  if (!hasFamily(inside, 6) || ports.some((port) => openTo(inside, port, 6).length > 0))
    return { says: 'ruled-out' };
  const where = ports.flatMap((port): Shown[] => {
    const [socket] = openTo(inside, port, 4);
    if (socket === undefined || socket.process === 'docker-proxy') return [];
    const values = {
      port,
      process: socket.process ?? '',
      address: socket.address,
      ...directiveValues(inside, port, 4),
    };
    return [{ place: { family: 6, port }, values }];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
