import type { InsideReport } from '../../inside/index.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { fateOf, filtersRead, hasFamily } from './blocked.ts';
import { isTranslated } from './translated.ts';

/** Over IPv6 services are open to everybody that IPv4 hides, by a filter or by address translation. */
export const exposed: Cause = {
  id: 'D16',
  slug: 'exposed-over-ipv6',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'none',
  visitors: ['exposed'],
  remedies: ['F1'],
  decide: 'inside-root',
  outside: onlySix,
  inside: hiddenFromFour,
};

/** Ports besides those of the web, where a look went to them. */
function onlySix({ report }: Seen): Sign[] {
  const others = report.connects.filter(({ host, use }) => host === report.name && use === 'other');
  return others
    .filter(({ family, outcome }) => family === 6 && outcome === 'response')
    .filter(({ port }) => {
      const four = others.filter((one) => one.family === 4 && one.port === port);
      return four.length > 0 && four.every(({ outcome }) => outcome !== 'response');
    })
    .map((one) => ({
      symptom: connectSymptom({ ...one, outcome: 'exposed' }),
      place: placeOf(one),
      values: { port: one.port },
      alone: true,
    }));
}

function hiddenFromFour(inside: InsideReport, seen: Seen | undefined): Inside {
  if (!filtersRead(inside) || inside.listeners.length === 0) return { says: 'silent' };
  const translated = isTranslated(inside);
  if (!hasFamily(inside, 6) || !hasFamily(inside, 4)) return { says: 'ruled-out' };
  const open = inside.listeners.filter(
    ({ protocol, family, address, port }) =>
      protocol === 'tcp' && family === 6 && address === '::' && port !== 80 && port !== 443,
  );
  const where = open.flatMap(({ port, process = '' }): Shown[] => {
    const fate = (family: 6 | 4) => fateOf(inside, seen, { family, protocol: 'tcp', port });
    const [six, four] = [fate(6), fate(4)];
    if (six.verdict !== 'accept' || six.doubts.length > 0) return [];
    const hidden = four.verdict !== 'accept' || (translated && NEVER_PUBLIC.has(port));
    return hidden ? [{ place: { family: 6, port }, values: { port, process }, latent: true }] : [];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

/** Databases, file shares, remote desktops, Docker's own port: nobody means these for everybody. */
const NEVER_PUBLIC = new Set([
  111, 139, 445, 1433, 1521, 2049, 2375, 3306, 3389, 5432, 5672, 5900, 6379, 8086, 9200, 11_211, 15_672,
  27_017,
]);
