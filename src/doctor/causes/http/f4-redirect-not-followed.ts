import { redirectTarget } from '../../../validation/index.ts';
import { httpSymptom, placeOf } from '../symptoms.ts';
import { type Hop, hopsOf } from './answers.ts';
import type { Cause } from '../types.ts';

/** A redirect that a CA does not follow: a missing slash (`host.well-known`), a port, a scheme, a circle, more than ten, status 303. */
export const redirectNotFollowed: Cause = {
  id: 'F4',
  slug: 'redirect-not-followed',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['X1'],
  decide: 'none',
  outside({ report }) {
    const http01 = report.verdicts.find(({ challenge }) => challenge === 'http-01');
    const last = hopsOf(report).findLast(({ location }) => location !== undefined);
    if (http01?.fault !== 'validationRedirect' || last === undefined) return [];
    const reason = reasonOf(last);
    return [{ symptom: httpSymptom(last, 'redirect'), place: placeOf(last), values: { reason } }];
  },
  inside: () => ({ says: 'silent' }),
};

/** A code of the validator's own, with the two that only the whole chain shows. */
function reasonOf({ scheme, host, port, status, location = '', hop }: Hop): string {
  if (status === 303) return 'status';
  const target = redirectTarget(`${scheme}://${host}:${port}/`, location, []);
  if ('reason' in target) return target.reason;
  return hop >= REDIRECTS ? 'too-many' : 'loop';
}

/** Ten are followed at most. */
const REDIRECTS = 9;
