import { httpSymptom, placeOf, statusSymptom } from '../symptoms.ts';
import { finalAnswers } from './answers.ts';
import { cutOff } from './refusals.ts';
import type { Cause } from '../types.ts';

/** A firewall that names applications (Palo Alto's App-ID `acme-protocol`) blocks the validation as such. */
export const appId: Cause = {
  id: 'F9',
  slug: 'app-id',
  certainty: { outside: 'likely' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X'],
  decide: 'provider',
  outside(seen) {
    const marked = finalAnswers(seen).filter(({ signature }) => signature === 'app-id');
    const named = marked.map((one) => ({ symptom: statusSymptom(one), place: placeOf(one), alone: true }));
    // it also cuts connections without a word
    const cut = cutOff(seen).map((one) => ({ symptom: httpSymptom(one, 'cut-off'), place: placeOf(one) }));
    return [...named, ...cut];
  },
  inside: () => ({ says: 'silent' }),
};
