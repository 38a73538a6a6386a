import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { filtersRead, isBan, isBySource, shownBy, webFates } from './blocked.ts';
import { FILTERED, firstOf, ifShown, signOf } from './signs.ts';

/** Countries or networks are kept out by their addresses: some places get in, others do not. */
export const sourcesBlocked: Cause = {
  id: 'D12',
  slug: 'sources-blocked',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'perspectives',
  visitors: ['regional'],
  remedies: ['X'],
  decide: 'perspectives',
  outside: (seen) => firstOf(somewhereElse(seen), ifShown(seen, ...FILTERED)),
  inside: rulesOfSources,
};

/** Over IPv4 too, or refused: an IPv6 network that some do not hear from is a matter of routes (C6), and a route refuses nobody. */
function somewhereElse(seen: Seen): Sign[] {
  const reports = [seen.report, ...seen.others];
  return reports.flatMap((report) => {
    const shut = report.connects.filter(
      (one) =>
        one.host === report.name &&
        one.use !== 'closed' &&
        one.outcome !== 'response' &&
        reports.some(({ connects }) =>
          connects.some(
            (it) => it.address === one.address && it.port === one.port && it.outcome === 'response',
          ),
        ),
    );
    return shut.some(({ family, outcome }) => family === 4 || outcome === 'refused')
      ? shut.map((one) => ({ ...signOf(one), alone: true }))
      : [];
  });
}

/** Rules that decide by the source, over either family: shown for the look's own, else for whom they are about. */
function rulesOfSources(inside: InsideReport, seen: Seen | undefined): Inside {
  if (!filtersRead(inside)) return { says: 'silent' };
  let doubtful = false;
  const where = webFates(inside, seen).flatMap(({ family, port, fate }) => {
    const by = [fate.by, ...fate.doubts.filter(({ why }) => why === 'source')].find(
      (one) => one !== undefined && isBySource(one) && !isBan(one),
    );
    if (by === undefined) return [];
    if (fate.by !== by) doubtful = true;
    return shownBy({ family, port, by });
  });
  if (where.length === 0) return { says: 'ruled-out' };
  // whose packets such a rule meets is known only where places disagree, or the look's own address is known
  return doubtful && (seen?.others.length ?? 0) === 0 ? { says: 'silent' } : { says: 'shown', where };
}
