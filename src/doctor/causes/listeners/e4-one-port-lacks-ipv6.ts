import type { InsideReport } from '../../inside/index.ts';
import { connectsThat } from '../ask.ts';
import { hasFamily } from '../filters/blocked.ts';
import type { Cause, Inside, Seen, Shown } from '../types.ts';
import { directiveValues, openTo, webPorts } from './machine.ts';
import { refusal, refusedOver } from './signs.ts';

/** One port of the web has a socket for IPv6, the other has not: `listen [::]:443 ssl` was forgotten, most often. */
export const onePortLacksIpv6: Cause = {
  id: 'E4',
  slug: 'one-port-lacks-ipv6',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['delayed'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) =>
    refusedOver(seen, 6)
      .filter(({ address, port }) =>
        connectsThat(seen, 6, 'response').some((one) => one.address === address && one.port !== port),
      )
      .map((one) => ({ ...refusal(one), alone: true })),
  inside: oneOfTwo,
};

function oneOfTwo(inside: InsideReport, seen: Seen | undefined): Inside {
  if (inside.listeners.length === 0) return { says: 'silent' };
  const ports = webPorts(seen);
  if (!hasFamily(inside, 6) || !ports.some((port) => openTo(inside, port, 6).length > 0))
    return { says: 'ruled-out' };
  const where = ports.flatMap((port): Shown[] => {
    const [four] = openTo(inside, port, 4);
    if (four === undefined || four.process === 'docker-proxy' || openTo(inside, port, 6).length > 0)
      return [];
    return [
      {
        place: { family: 6, port },
        values: { port, process: four.process ?? '', ...directiveValues(inside, port, 4) },
      },
    ];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
