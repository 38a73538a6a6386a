import { deadHops, didNotConnect, firstOver, redirectDead } from './answers.ts';
import type { Cause } from '../types.ts';

/** IPv6 is dead on both ports: the first request is tried again over IPv4, the one that the redirect leads to is not. */
export const redirectDeadOnBothPorts: Cause = {
  id: 'F2',
  slug: 'redirect-dead-on-both-ports',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['delayed'],
  remedies: ['X1', 'D1'],
  decide: 'inside',
  outside({ report }) {
    const first = firstOver(report, 6);
    if (first === undefined || !didNotConnect(first)) return [];
    return deadHops(report)
      .filter(({ host }) => host === report.name)
      .map((one) => redirectDead(one, { port: one.port }));
  },
  inside: () => ({ says: 'silent' }),
};
