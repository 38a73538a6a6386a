import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { blocked } from './blocked.ts';
import { signOf } from './signs.ts';

/** The provider lets nobody in at port 80, over either family; 443 is open. */
export const port80Blocked: Cause = {
  id: 'D11',
  slug: 'port-80-blocked',
  certainty: { outside: 'strong', inside: 'strong' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['dns', 'ticket'],
  decide: 'inside-root',
  outside: only443,
  inside: notHere,
};

function only443({ report }: Seen): Sign[] {
  const own = report.connects.filter(({ host }) => host === report.name);
  const http = own.filter(({ use }) => use === 'http');
  const https = own.filter(({ use }) => use === 'https');
  if (http.length === 0 || https.length === 0) return [];
  const dead = http.every(({ outcome }) => outcome === 'connect-timeout');
  const families = new Set(http.map(({ family }) => family));
  const open = [...families].every((family) =>
    https.some((one) => one.family === family && one.outcome === 'response'),
  );
  return dead && open ? http.map((one) => ({ ...signOf(one), alone: true })) : [];
}

/** Its own rules drop it: then it is no provider's doing. */
function notHere(inside: InsideReport, seen: Seen | undefined): Inside {
  const all = blocked(inside, seen);
  if (all === undefined) return { says: 'silent' };
  const http = seen?.report.connects.find(({ use }) => use === 'http')?.port ?? 80;
  if (all.some(({ port }) => port === http)) return { says: 'ruled-out' };
  const counted = inside.arrivals.filter(({ port }) => port === http);
  if (counted.length === 0) return { says: 'silent' };
  if (counted.some(({ packets }) => packets > 0)) return { says: 'ruled-out' };
  return { says: 'shown', where: [{ place: { port: http }, values: { port: http, packets: 0 } }] };
}
