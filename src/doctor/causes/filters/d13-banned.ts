import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { filtersRead, isBan, shownBy, webFates } from './blocked.ts';
import { droppedSix, FILTERED, firstOf, ifShown, signOf } from './signs.ts';

/** fail2ban, CrowdSec or a list of bad addresses has banned who looks: it worked, and then it did not. */
export const banned: Cause = {
  id: 'D13',
  slug: 'banned',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'perspectives',
  visitors: ['none'],
  remedies: ['X'],
  decide: 'inside-root',
  outside: (seen) => firstOf(thenDead(seen), droppedSix(seen), ifShown(seen, ...FILTERED)),
  inside: bannedHere,
};

/** Answered in the first look, and not in the second. */
function thenDead({ report, again }: Seen): Sign[] {
  return (again?.connects ?? [])
    .filter((later) => later.host === report.name && later.use !== 'closed' && later.outcome !== 'response')
    .filter((later) =>
      report.connects.some(
        (one) => one.address === later.address && one.port === later.port && one.outcome === 'response',
      ),
    )
    .map(signOf);
}

function bannedHere(inside: InsideReport, seen: Seen | undefined): Inside {
  if (!filtersRead(inside)) return { says: 'silent' };
  const fates = webFates(inside, seen);
  const where = fates.flatMap(({ family, port, fate: { by } }) =>
    by !== undefined && isBan(by) ? shownBy({ family, port, by }) : [],
  );
  const doubtful = fates.some(({ fate }) => fate.doubts.some((one) => one.why === 'source' && isBan(one)));
  if (where.length > 0) return { says: 'shown', where };
  return { says: doubtful ? 'silent' : 'ruled-out' };
}
