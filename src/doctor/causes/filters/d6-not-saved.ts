import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen } from '../types.ts';
import { blocked, webPorts } from './blocked.ts';

/** The rules of now let the web in; those that come back with the next start do not. */
export const notSaved: Cause = {
  id: 'D6',
  slug: 'rules-not-saved',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'none',
  visitors: ['none'],
  remedies: ['F5'],
  decide: 'inside-root',
  outside: () => [], // of an outage that begins with a start of the machine, one look sees the outage alone
  inside: lostAtReboot,
};

function lostAtReboot(inside: InsideReport, seen: Seen | undefined): Inside {
  const now = blocked(inside, seen);
  if (now === undefined) return { says: 'silent' };
  const ports = webPorts(inside, seen);
  const where = inside.savedRules
    .filter(({ same }) => same === false)
    .flatMap(({ file, refuses = [] }) =>
      refuses
        .filter(
          ({ family, port }) =>
            ports.includes(port) && !now.some((one) => one.family === family && one.port === port),
        )
        .map(({ family, port }) => ({ place: { family, port }, values: { file, port }, latent: true })),
    );
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
