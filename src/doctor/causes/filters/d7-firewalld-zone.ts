import type { Cause, Inside, Seen } from '../types.ts';
import type { InsideReport } from '../../inside/index.ts';
import { saysBlocked } from './blocked.ts';
import { droppedSix, FILTERED, firstOf, ifShown } from './signs.ts';

/** firewalld: the zone of the interface has no http or https. */
export const firewalldZone: Cause = {
  id: 'D7',
  slug: 'firewalld-zone',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['F3', 'F1'],
  decide: 'inside-root',
  outside: (seen) => firstOf(droppedSix(seen), ifShown(seen, ...FILTERED)),
  inside: zoneLacks,
};

function zoneLacks(inside: InsideReport, seen: Seen | undefined): Inside {
  const says = saysBlocked(inside, seen, 'D7');
  if (says.says !== 'shown') return says;
  return {
    says: 'shown',
    where: says.where.map((one) => ({
      ...one,
      values: { ...one.values, zone: zoneOf(inside, one.place.family ?? 6) },
    })),
  };
}

/** The zone that the interface towards the Internet is in; without one of its own it is in the default zone. */
function zoneOf({ firewalls, routes }: InsideReport, family: 6 | 4): string {
  const ifname = routes.find((one) => one.family === family && one.to === 'default')?.ifname;
  const firewalld = firewalls.find((one) => one.manager === 'firewalld');
  if (firewalld?.manager !== 'firewalld') return '';
  const bound = firewalld.zones.find(({ interfaces }) => ifname !== undefined && interfaces.includes(ifname));
  return (
    (bound ?? firewalld.zones.find(({ interfaces }) => interfaces.length === 0) ?? firewalld.zones[0])
      ?.name ?? ''
  );
}
