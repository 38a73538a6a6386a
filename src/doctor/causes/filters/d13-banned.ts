import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { fateOf, filtersRead, hasFamily, ruleValues, webPorts } from './blocked.ts';
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
  let doubtful = false;
  const where = ([6, 4] as const)
    .filter((family) => hasFamily(inside, family))
    .flatMap((family) =>
      webPorts(inside, seen).flatMap((port): Shown[] => {
        const { by, doubts } = fateOf(inside, seen, { family, protocol: 'tcp', port });
        if (doubts.some(({ chain, why }) => why === 'source' && BANS.has(chain.owner ?? ''))) doubtful = true;
        if (by === undefined || !BANS.has(by.chain.owner ?? '')) return [];
        return [{ place: { family, port }, values: { ...ruleValues(by), port } }];
      }),
    );
  if (where.length > 0) return { says: 'shown', where };
  return { says: doubtful ? 'silent' : 'ruled-out' };
}

const BANS = new Set(['fail2ban', 'crowdsec']);
