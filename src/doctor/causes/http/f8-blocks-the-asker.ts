import type { ResponseFact } from '../../outside/index.ts';
import { placeOf, statusSymptom } from '../symptoms.ts';
import { challengeAnswers } from './answers.ts';
import type { Cause } from '../types.ts';

/** Who asks decides: a browser gets the path, what calls itself a validator is refused. */
export const blocksTheAsker: Cause = {
  id: 'F8',
  slug: 'blocks-the-asker',
  certainty: { outside: 'strong' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X'],
  decide: 'inside',
  outside({ report }) {
    const browsers = challengeAnswers(report, 'browser');
    return challengeAnswers(report).flatMap((one) => {
      const browser = browsers.find(({ address, port }) => address === one.address && port === one.port);
      if (browser === undefined || isRefused(browser) || !isRefused(one)) return [];
      return [
        {
          symptom: statusSymptom(one),
          place: placeOf(one),
          values: { status: one.status ?? 0 },
          alone: true,
        },
      ];
    });
  },
  inside: () => ({ says: 'silent' }),
};

/** A 404 is what a server says that has no such file yet. */
function isRefused({ outcome, status = 0 }: ResponseFact): boolean {
  return outcome === 'reset' || outcome === 'closed' || (status >= 400 && status !== 404);
}
