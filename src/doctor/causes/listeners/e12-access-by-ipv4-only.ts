import type { InsideReport } from '../../inside/index.ts';
import { differSymptom, statusSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { once, pairs } from './signs.ts';

/** A list of who may come in knows addresses of IPv4 alone, or does not know `::ffff:a.b.c.d`: over IPv6 everybody gets 403. */
export const accessByIpv4Only: Cause = {
  id: 'E12',
  slug: 'access-by-ipv4-only',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  visitors: ['broken'],
  remedies: ['W', 'X'],
  decide: 'inside',
  outside: forbiddenOverSix,
  inside: listOfFour,
};

function forbiddenOverSix(seen: Seen): readonly Sign[] {
  return once(
    pairs(seen)
      .filter(({ six, four }) => six.status === 403 && four.outcome === 'response' && four.status !== 403)
      .flatMap(({ six }): Sign[] => {
        const { host, address, family, port } = six;
        const sign = { place: { host, address, family, port }, values: { port }, alone: true };
        return [
          { symptom: statusSymptom(six), ...sign },
          { symptom: differSymptom(host, port, 'page'), ...sign },
        ];
      }),
  );
}

function listOfFour({ listens }: InsideReport, seen: Seen | undefined): Inside {
  const name = seen?.report.name;
  const own = listens.filter(({ names }) => name === undefined || names.length === 0 || names.includes(name));
  if (own.length === 0) return { says: 'silent' };
  const where = own.flatMap(({ port, access, file, software, families }): Shown[] => {
    if (access === undefined || !access.families.includes(4) || access.families.includes(6)) return [];
    if (!families.includes(6)) return [];
    return [{ place: { family: 6, port }, values: { port, rule: access.text, file, software } }];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
