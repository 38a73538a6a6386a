import { placeOf, statusSymptom } from '../symptoms.ts';
import { finalAnswers } from './answers.ts';
import type { Cause } from '../types.ts';

/** A page for every path: 200 where there is no such file, so that the proof is never what is served. */
export const pageForEverything: Cause = {
  id: 'F12',
  slug: 'page-for-everything',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X2', 'X'],
  decide: 'none',
  outside: (seen) =>
    finalAnswers(seen)
      .filter(({ status, signature }) => status === 200 && signature === undefined)
      .map((one) => ({ symptom: statusSymptom(one), place: placeOf(one) })),
  inside: () => ({ says: 'silent' }),
};
