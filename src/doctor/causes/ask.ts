import type { Family } from '../../core/index.ts';
import type { ConnectFact } from '../outside/index.ts';
import type { Seen } from './types.ts';

/** Questions that many causes ask of what was seen. */

/** Connections to the name itself on a port that should be open, that ended so. */
export function connectsThat(
  { report }: Seen,
  family: Family,
  ...outcomes: readonly string[]
): readonly ConnectFact[] {
  return report.connects.filter(
    (one) =>
      one.host === report.name &&
      one.family === family &&
      one.use !== 'closed' &&
      outcomes.includes(one.outcome),
  );
}

/** Does some address of the other family take connections on that port? Then the fault is of one family, not of the service. */
export function worksOver({ report }: Seen, family: Family, port: number): boolean {
  return report.connects.some(
    (one) =>
      one.host === report.name && one.family === family && one.port === port && one.outcome === 'response',
  );
}

export const FAMILIES: readonly Family[] = [6, 4];

export function other(family: Family): Family {
  return family === 6 ? 4 : 6;
}
