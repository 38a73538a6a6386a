import { deadHops, firstOver, redirectDead } from './answers.ts';
import type { Cause } from '../types.ts';

/** Port 80 answers over IPv6 and redirects to https, where IPv6 is dead: no rule but `per-hop` tries IPv4 there. */
export const redirectToDeadHttps: Cause = {
  id: 'F1',
  slug: 'redirect-to-dead-https',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['delayed'],
  remedies: ['X1', 'W'],
  decide: 'inside',
  outside({ report }) {
    if (firstOver(report, 6)?.outcome !== 'response') return [];
    return deadHops(report)
      .filter(({ host, scheme }) => host === report.name && scheme === 'https')
      .map((one) => redirectDead(one, { port: one.port }));
  },
  inside: () => ({ says: 'silent' }),
};
