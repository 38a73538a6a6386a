import type { ResponseFact } from '../../outside/index.ts';
import { placeOf, statusSymptom } from '../symptoms.ts';
import { challengeAnswers, finalAnswers, isOnEveryFamily } from './answers.ts';
import { REFUSALS } from './refusals.ts';
import type { Cause } from '../types.ts';

/** The path is refused to some places only: a block of countries or networks that reads HTTP. */
export const geoBlock: Cause = {
  id: 'F11',
  slug: 'geo-block',
  certainty: { outside: 'proven' },
  validation: 'perspectives',
  visitors: ['regional'],
  remedies: ['X', 'dns'],
  decide: 'perspectives',
  outside(seen) {
    const { report, others } = seen;
    const elsewhere = others.flatMap((other) => challengeAnswers(other));
    const unlike = [...challengeAnswers(report), ...elsewhere].filter(
      (one) =>
        isRefused(one) &&
        [...challengeAnswers(report), ...elsewhere].some(
          (other) => other.address === one.address && other.outcome === 'response' && !isRefused(other),
        ),
    );
    if (unlike.length > 0) {
      return unlike.map((one) => ({ symptom: statusSymptom(one), place: placeOf(one), alone: true }));
    }
    // one place alone cannot tell it from a refusal of everybody
    const all = finalAnswers(seen);
    if (others.length > 0 || !isOnEveryFamily(all, REFUSALS)) return [];
    return all.map((one) => ({ symptom: statusSymptom(one), place: placeOf(one) }));
  },
  inside: () => ({ says: 'silent' }),
};

function isRefused({ status = 0 }: ResponseFact): boolean {
  return REFUSALS.has(status) || status === 451;
}
