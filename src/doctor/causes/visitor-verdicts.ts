import type { Family } from '../../core/index.ts';
import type { OutsideReport } from '../outside/index.ts';

/** What three kinds of visitors meet: those with both families, with IPv6 alone, with IPv4 alone. */
export type VisitorVerdicts = Readonly<Record<'dual' | 'six' | 'four', VisitorVerdict>>;
export type VisitorVerdict =
  | 'fine'
  | 'delayed' // Happy Eyeballs (RFC 8305) hides a family that does not connect, for some 0.3 s each time
  | 'broken' // it connects, and then it fails: nothing hides that
  | 'unreachable'
  | 'not-measured';

/** Pure. A visitor with both families prefers IPv6, and goes back to IPv4 only where the connection does not come about. */
export function visitorVerdicts(report: OutsideReport): VisitorVerdicts {
  const six = over(report, 6);
  const four = over(report, 4);
  return { dual: both(six, four), six, four };
}

type Alone = Exclude<VisitorVerdict, 'delayed'>;

function both(six: Alone, four: Alone): VisitorVerdict {
  if (six === 'fine' || six === 'broken') return six;
  if (six === 'not-measured') return four === 'fine' ? 'fine' : 'not-measured';
  return four === 'fine' ? 'delayed' : four;
}

function over(report: OutsideReport, family: Family): Alone {
  if (report.reach.some((one) => one.family === family && one.state === 'blind')) return 'not-measured';
  const connects = report.connects.filter(
    (one) => one.family === family && one.use !== 'closed' && one.host === report.name,
  );
  if (connects.length === 0) return hasAddress(report, family) ? 'not-measured' : 'unreachable';
  // one dead address of several is met by chance: it counts
  if (connects.every(({ outcome }) => outcome !== 'response')) return 'unreachable';
  const later = [
    ...report.handshakes.filter((one) => one.serverName === 'sent' && one.hello === 'large'),
    ...report.responses.filter(({ agent, path }) => agent === 'browser' && path !== 'challenge'),
    ...report.packets.filter(({ mss }) => mss === undefined),
  ].filter((one) => one.family === family && one.host === report.name);
  return later.some(({ outcome }) => outcome !== 'response' && outcome !== 'refused') ? 'broken' : 'fine';
}

function hasAddress({ names, name }: OutsideReport, family: Family): boolean {
  const type = family === 6 ? 'AAAA' : 'A';
  return names.some((one) => one.host === name && one.type === type && one.addresses.length > 0);
}
