import { connectSymptom, placeOf } from '../symptoms.ts';
import { resourceHosts } from './resources.ts';
import type { Cause } from '../types.ts';

/** The page needs a host whose IPv6 address does not answer: each connection to it waits for IPv4. */
export const resourceWithDeadSix: Cause = {
  id: 'G3',
  slug: 'resource-with-dead-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['delayed', 'six-only'],
  remedies: ['D1', 'site'],
  decide: 'none',
  outside({ report }) {
    const hosts = new Set(resourceHosts(report));
    return report.connects.flatMap((one) => {
      const works = report.connects.some(
        (two) => two.host === one.host && two.family === 4 && two.outcome === 'response',
      );
      if (!hosts.has(one.host) || one.family !== 6 || one.outcome === 'response' || !works) return [];
      return [{ symptom: connectSymptom(one), place: placeOf(one), values: { resource: one.host } }];
    });
  },
  inside: () => ({ says: 'silent' }),
};
