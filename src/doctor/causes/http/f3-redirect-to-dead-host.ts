import { deadHops, redirectDead } from './answers.ts';
import type { Cause } from '../types.ts';

/** The redirect leads to another host, whose IPv6 address is dead. */
export const redirectToDeadHost: Cause = {
  id: 'F3',
  slug: 'redirect-to-dead-host',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['delayed'],
  remedies: ['X1', 'D1'],
  decide: 'none',
  outside: ({ report }) =>
    deadHops(report)
      .filter(({ host }) => host !== report.name)
      .map((one) => redirectDead(one, { target: one.host })),
  inside: () => ({ says: 'silent' }),
};
