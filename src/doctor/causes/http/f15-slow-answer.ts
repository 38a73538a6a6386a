import { httpSymptom, placeOf } from '../symptoms.ts';
import { challengeAnswers } from './answers.ts';
import type { Cause } from '../types.ts';

/** The connection stands, and the answer takes longer than a validator waits; no rule tries IPv4 then. */
export const slowAnswer: Cause = {
  id: 'F15',
  slug: 'slow-answer',
  certainty: { outside: 'proven', inside: 'likely' },
  validation: 'fails',
  visitors: ['slow'],
  remedies: ['W'],
  decide: 'inside',
  outside({ report }) {
    const answers = challengeAnswers(report);
    return answers
      .filter(({ outcome }) => LATE.has(outcome))
      .map((one) => ({
        symptom: httpSymptom(one, one.outcome),
        place: placeOf(one),
        values: { seconds: Math.round(one.ms / 1_000) },
      }));
  },
  inside: () => ({ says: 'silent' }),
};

const LATE: ReadonlySet<string> = new Set(['first-byte-timeout', 'header-timeout', 'body-timeout']);
