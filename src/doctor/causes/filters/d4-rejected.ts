import { connectsThat, worksOver } from '../ask.ts';
import type { Cause, Seen, Sign } from '../types.ts';
import { saysBlocked } from './blocked.ts';
import { FILTERED, firstOf, ifShown, onePortOnly, signOf } from './signs.ts';

/** A rule refuses aloud (REJECT): clients are told at once, and no connection timeout comes that would let a CA try IPv4. */
export const rejected: Cause = {
  id: 'D4',
  slug: 'rejected',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['F1'],
  decide: 'inside-root',
  outside: (seen) => firstOf(prohibited(seen), refusedByRule(seen), ifShown(seen, ...FILTERED)),
  inside: (inside, seen) => saysBlocked(inside, seen, 'D4'),
};

/** "Administratively prohibited" (ICMPv6 type 1, code 1): only a filter says that. */
function prohibited(seen: Seen): Sign[] {
  const onePort = onePortOnly(seen, 6, 'prohibited'); // that is D5
  return connectsThat(seen, 6, 'prohibited')
    .filter((one) => worksOver(seen, 4, one.port) && !onePort.includes(one))
    .map((one) => ({ ...signOf(one), alone: true }));
}

/** A refusal looks like a port that nobody listens on, unless the port that is surely closed shows that IPv6 is filtered otherwise. */
function refusedByRule(seen: Seen): Sign[] {
  const [six, four] = [closed(seen, 6), closed(seen, 4)];
  const differs = six !== undefined && four !== undefined && six !== four;
  if (!differs || (six !== 'refused' && six !== 'prohibited')) return [];
  return connectsThat(seen, 6, 'refused')
    .filter(({ port }) => worksOver(seen, 4, port))
    .map(signOf);
}

/** How the port that is surely closed ended over one family. */
function closed({ report }: Seen, family: 6 | 4): string | undefined {
  return report.connects.find(
    (one) => one.host === report.name && one.family === family && one.use === 'closed',
  )?.outcome;
}
