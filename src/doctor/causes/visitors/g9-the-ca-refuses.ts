import { pastedErrors } from './pasted.ts';
import type { Cause } from '../types.ts';

/** The CA itself does not serve: a rate limit, an outage, a name that it does not issue for. */
export const caRefuses: Cause = {
  id: 'G9',
  slug: 'the-ca-refuses',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['wait'],
  decide: 'client-log',
  outside: (seen) => pastedErrors(seen, 'G9'),
  inside: () => ({ says: 'silent' }),
};
