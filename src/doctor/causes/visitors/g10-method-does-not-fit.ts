import { pastedErrors } from './pasted.ts';
import type { Cause } from '../types.ts';

/** The challenge cannot prove what is asked for: a wildcard by http-01, an address by dns-01. */
export const methodDoesNotFit: Cause = {
  id: 'G10',
  slug: 'method-does-not-fit',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['dns'],
  decide: 'none',
  outside: (seen) => pastedErrors(seen, 'G10'),
  inside: () => ({ says: 'silent' }),
};
