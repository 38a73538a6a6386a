import type { Family } from '../../core/index.ts';
import type { OutsideReport } from '../outside/index.ts';
import { CAUSES } from './table.ts';
import type { Finding } from './types.ts';

/** What three kinds of visitors meet: those with both families, with IPv6 alone, with IPv4 alone. */
export type VisitorVerdicts = Readonly<Record<'dual' | 'six' | 'four', VisitorVerdict>>;
export type VisitorVerdict =
  | 'fine'
  | 'delayed' // Happy Eyeballs (RFC 8305) hides a family that does not connect, for some 0.3 s each time
  | 'broken' // it connects, and then it fails: nothing hides that
  | 'unreachable'
  | 'not-measured';

/**
 * A visitor with both families prefers IPv6, and goes back to IPv4 only where the connection does not come about. What connects and shows
 * something else, or nothing, is broken: by what was seen, or by a finding that says so. Pure.
 */
export function visitorVerdicts(report: OutsideReport, findings: readonly Finding[]): VisitorVerdicts {
  const six = over(report, 6, findings);
  const four = over(report, 4, findings);
  return { dual: shown(both(six, four)), six: shown(six), four: shown(four) };
}

type Alone = VisitorVerdict | 'absent';

function shown(alone: Alone): VisitorVerdict {
  return alone === 'absent' ? 'unreachable' : alone;
}

function both(six: Alone, four: Alone): Alone {
  if (six === 'absent' || six === 'not-measured') return four;
  if (six === 'fine' || six === 'broken') return six;
  return four === 'fine' ? 'delayed' : four;
}

function over(report: OutsideReport, family: Family, findings: readonly Finding[]): Alone {
  if (report.reach.some((one) => one.family === family && one.state === 'blind')) return 'not-measured';
  const connects = report.connects.filter(
    (one) => one.family === family && one.use !== 'closed' && one.host === report.name,
  );
  if (connects.length === 0) return hasAddress(report, family) ? 'not-measured' : 'absent';
  // one dead address of several is met by chance: it counts
  if (connects.every(({ outcome }) => outcome !== 'response')) return 'unreachable';
  const later = [
    ...report.handshakes.filter((one) => one.serverName === 'sent' && one.hello === 'large'),
    ...report.responses.filter(({ agent, path }) => agent === 'browser' && path !== 'challenge'),
    ...report.packets,
  ].filter((one) => one.family === family && one.host === report.name);
  const failed = later.some(({ outcome }) => outcome !== 'response' && outcome !== 'refused');
  return failed || saidBroken(family, findings) ? 'broken' : 'fine';
}

function saidBroken(family: Family, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ id, certainty, places }) =>
      (certainty === 'proven' || certainty === 'strong') &&
      CAUSES.some((cause) => cause.id === id && cause.visitors.includes('broken')) &&
      places.some((place) => place.family === family),
  );
}

function hasAddress({ names, name }: OutsideReport, family: Family): boolean {
  const type = family === 6 ? 'AAAA' : 'A';
  // not what a recursive server remembers, or makes up for networks of its own
  return names.some(
    (one) => one.host === name && one.type === type && one.role !== 'cached' && one.addresses.length > 0,
  );
}
