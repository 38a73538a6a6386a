import type { Family } from '../../core/index.ts';
import { anchorsOver, isNoWayOut, knock } from '../../net/index.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { OutsideReport } from './report.ts';

/**
 * Whether this place has both families itself. Where the target answers over one, it has it, and nobody else is asked; else anchors
 * are, and where none answers the family is blind: then nothing is said of the target over it.
 */
export async function collectReach(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const facts = await Promise.all(([6, 4] as const).map((family) => reachOver(family, look, seen)));
  if (!look.signal.stopped) add({ reach: facts });
}

type Reach = OutsideReport['reach'][number];

async function reachOver(family: Family, look: Look, seen: OutsideReport): Promise<Reach> {
  const { kit, signal } = look;
  const answered = seen.connects.some((one) => one.family === family && ARRIVED.has(one.outcome));
  if (answered) return { family, state: 'works', anchors: [] };
  const asked = anchorsOver(family, kit.anchors).slice(0, OUTSIDE_LIMITS.anchors);
  const timeoutMs = OUTSIDE_LIMITS.anchorMs * kit.timeScale;
  const anchors = await Promise.all(
    asked.map(async ({ address, port }) => {
      const { ending, ms } = await knock(kit.dialer, { address, port, timeoutMs, signal });
      return { address: address.text, ...ending, ms };
    }),
  );
  if (anchors.length === 0) return { family, state: isCutOff(family, seen) ? 'blind' : 'untested', anchors };
  return { family, state: anchors.some((one) => ARRIVED.has(one.outcome)) ? 'works' : 'blind', anchors };
}

/** A refusal, too, comes from there. */
const ARRIVED: ReadonlySet<string> = new Set(['response', 'refused']);

/** This host's own kernel knows no way out: it says so at once, where a router of another network takes a round trip. */
function isCutOff(family: Family, { connects }: OutsideReport): boolean {
  const own = connects.filter((one) => one.family === family);
  return (
    own.length > 0 && own.every(({ errno, samples }) => isNoWayOut(errno) && (samples[0]?.ms ?? 0) < OWN_MS)
  );
}
const OWN_MS = 5;
