import { connectsThat } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { ConnectFact } from '../../outside/index.ts';
import type { Seen, Sign } from '../types.ts';

/**
 * Connections over IPv6 that ended so, to addresses from which nothing came over TCP at all: an answer, were it a refusal on the port that is
 * closed, shows that address and way are fine. And only where IPv4 is better off: what ails both is not these causes'.
 */
export function silentSix(seen: Seen, ended: (one: ConnectFact) => boolean): readonly Sign[] {
  const { connects, name } = seen.report;
  const own = connects.filter(({ host }) => host === name);
  const four = own.filter(({ family }) => family === 4);
  if (four.length > 0 && !four.some(answered)) return [];
  return connectsThat(seen, 6, 'connect-timeout', 'unreachable')
    .filter(ended)
    .filter(({ address }) => !own.some((one) => one.address === address && answered(one)))
    .map((one) => ({ symptom: connectSymptom(one), place: placeOf(one) }));
}

/** Nobody is at the address: silence as long as the last router remembers the host, and after that its word. */
export function nobodyAtAddress(seen: Seen): readonly Sign[] {
  return silentSix(seen, either(timedOut, hostUnreachable));
}

export function timedOut({ outcome }: ConnectFact): boolean {
  return outcome === 'connect-timeout';
}

/** The last router asked for the host and nobody said "here": ICMPv6 type 1, code 3. */
export function hostUnreachable({ outcome, errno }: ConnectFact): boolean {
  return outcome === 'unreachable' && errno !== 'ENETUNREACH';
}

/** A router on the way has no route: ICMPv6 type 1, code 0. */
export function netUnreachable({ outcome, errno }: ConnectFact): boolean {
  return outcome === 'unreachable' && errno === 'ENETUNREACH';
}

export function either(...ends: readonly ((one: ConnectFact) => boolean)[]): (one: ConnectFact) => boolean {
  return (one) => ends.some((ended) => ended(one));
}

/** The same place took a connection and did not, in samples of one look or a minute apart. */
export function flapping(seen: Seen): readonly Sign[] {
  const { report, again } = seen;
  const own = report.connects.filter(
    ({ host, family, use }) => host === report.name && family === 6 && use !== 'closed',
  );
  return own.flatMap((one): Sign[] => {
    const later = again?.connects.filter(
      ({ address, port, family }) => address === one.address && port === one.port && family === 6,
    );
    const ends = [one, ...one.samples, ...(later ?? [])];
    const failed = ends.find(({ outcome }) => outcome === 'connect-timeout' || outcome === 'unreachable');
    if (failed === undefined || !ends.some(({ outcome }) => outcome === 'response')) return [];
    const outcome = one.outcome === 'response' ? 'flaps' : one.outcome;
    return [{ symptom: connectSymptom({ ...one, outcome }), place: placeOf(one) }];
  });
}

/**
 * Some places reach the address over IPv6 and others do not, which reach the name over IPv4: the way is split, not the server. A place
 * from which IPv4 fails too is kept out by a filter.
 */
export function split(seen: Seen): readonly Sign[] {
  const reports = [seen.report, ...seen.others];
  const reaches = (address: string, port: number) =>
    reports.some(({ connects }) =>
      connects.some((one) => one.address === address && one.port === port && answered(one)),
    );
  return reports.flatMap((report) => {
    const fourWorks = report.connects.some(
      (one) => one.host === report.name && one.family === 4 && one.outcome === 'response',
    );
    if (!fourWorks) return [];
    return connectsThat({ ...seen, report }, 6, 'connect-timeout', 'unreachable')
      .filter(({ address, port }) => reaches(address, port))
      .map((one) => ({ symptom: connectSymptom(one), place: placeOf(one) }));
  });
}

export function ifShown(signs: readonly Sign[]): readonly Sign[] {
  return signs.map((one) => ({ ...one, ifShown: true }));
}

function answered({ outcome }: ConnectFact): boolean {
  return outcome === 'response' || outcome === 'refused';
}
