import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** IPv6 takes 100 ms or more longer than IPv4 to connect: too little for visitors to be given IPv4, enough to be felt. */
export const slowerOverSix: Cause = {
  id: 'G6',
  slug: 'slower-over-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['slow'],
  remedies: ['ticket', 'N4'],
  decide: 'perspectives',
  outside({ report }) {
    const own = report.latencies.filter(({ host }) => host === report.name);
    return own.flatMap((one) => {
      const four = own.find((two) => two.family === 4 && two.port === one.port);
      if (one.family !== 6 || four === undefined) return [];
      const ms = Math.round(median(one.rounds) - median(four.rounds));
      // nearly every round, not one of them
      const slower = one.rounds.filter((round, at) => round > (four.rounds[at] ?? Infinity) + GAP_MS / 2);
      if (!(ms >= GAP_MS) || slower.length < one.rounds.length - 1) return [];
      return [{ symptom: httpSymptom(one, 'slower'), place: placeOf(one), values: { ms } }];
    });
  },
  inside: () => ({ says: 'silent' }),
};

const GAP_MS = 100;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
