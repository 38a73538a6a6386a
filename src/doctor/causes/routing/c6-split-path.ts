import { split } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';

/** Networks that do not hear of each other over IPv6: some places reach the server, others do not. */
export const splitPath: Cause = {
  id: 'C6',
  slug: 'split-path',
  certainty: { outside: 'strong', inside: 'likely' },
  validation: 'perspectives',
  visitors: ['regional', 'delayed'],
  remedies: ['ticket'],
  decide: 'perspectives',
  outside: (seen) => split(seen).map((one) => ({ ...one, alone: true })),
  inside({ arrivals }) {
    const from = new Set(arrivals.filter(({ family }) => family === 6).map((one) => one.from));
    if (from.size < 2) return { says: 'silent' };
    const never = [...from].filter((place) =>
      arrivals.every((one) => one.from !== place || one.family !== 6 || one.packets === 0),
    );
    if (never.length === 0 || never.length === from.size) return { says: 'ruled-out' };
    return { says: 'shown', where: [{ place: { family: 6 }, values: { from: never.join(', ') } }] };
  },
};
