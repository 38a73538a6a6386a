import { httpSymptom, placeOf, statusSymptom } from '../symptoms.ts';
import { finalAnswers, isOnEveryFamily } from './answers.ts';
import { cutOff, REFUSALS } from './refusals.ts';
import type { Cause } from '../types.ts';

/** A WAF, a bot wall or a captcha stands before the challenge's path. */
export const botWall: Cause = {
  id: 'F7',
  slug: 'bot-wall',
  certainty: { outside: 'strong' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X'],
  decide: 'perspectives',
  outside(seen) {
    const all = finalAnswers(seen);
    const walls = all.filter(({ signature = '' }) => WALLS.has(signature));
    if (walls.length > 0) {
      return walls.map((one) => ({
        symptom: statusSymptom(one),
        place: placeOf(one),
        values: { signature: one.signature ?? '' },
        alone: true,
      }));
    }
    // without a mark of its own it may be any other refusal
    if (isOnEveryFamily(all, REFUSALS)) {
      return all.map((one) => ({ symptom: statusSymptom(one), place: placeOf(one) }));
    }
    return cutOff(seen).map((one) => ({ symptom: httpSymptom(one, 'cut-off'), place: placeOf(one) }));
  },
  inside: () => ({ says: 'silent' }),
};

const WALLS: ReadonlySet<string> = new Set(['bot-wall', 'testcookie', 'captcha', 'waf']);
