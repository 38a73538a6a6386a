import { connectsThat } from '../ask.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Seen, Sign } from '../types.ts';
import { addresses } from './facts.ts';

/** "Smart" DNS that gives some regions an IPv6 address at which nobody answers. */
export const geoAnswers: Cause = {
  id: 'A13',
  slug: 'geo-answers',
  certainty: { outside: 'strong' },
  validation: 'perspectives',
  visitors: ['regional'],
  remedies: ['D1'],
  decide: 'perspectives',
  outside(seen) {
    const { name } = seen.report;
    const dead = [...swept(seen), ...elsewhere(seen)];
    return dead.slice(0, 1).map(
      ([address, where]): Sign => ({
        symptom: dnsSymptom(name, 'geo answers'),
        place: { host: name, address, family: 6 },
        values: { address, where, addresses: [...new Set(dead.map(([one]) => one))].join(', ') },
      }),
    );
  },
  inside: () => ({ says: 'silent' }),
};

type Dead = readonly [address: string, where: string];

/** By the client subnet that was asked for. */
function swept({ report }: Seen): Dead[] {
  // from a place without IPv6 every such address is dead
  const sees =
    report.reach.some(({ family, state }) => family === 6 && state === 'works') ||
    report.connects.some(({ family, outcome }) => family === 6 && outcome === 'response');
  if (!sees) return [];
  return report.answers.flatMap(({ type, dead = [], subnet = '' }) =>
    type === 'AAAA' ? dead.map((address): Dead => [address, subnet]) : [],
  );
}

/** By what other places are given, and cannot reach either. */
function elsewhere({ report, others }: Seen): Dead[] {
  const here = new Set(addresses(report, 6));
  return others.flatMap((other) =>
    connectsThat(
      { report: other, others: [], again: undefined },
      6,
      'connect-timeout',
      'unreachable',
      'refused',
    )
      .filter(({ address }) => !here.has(address))
      .map(({ address }): Dead => [address, other.vantage]),
  );
}
