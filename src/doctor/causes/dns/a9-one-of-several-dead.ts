import { connectsThat } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Seen, Sign } from '../types.ts';
import { addresses } from './facts.ts';

/** Several addresses of one family, and one of them takes no connection: who gets it is a matter of chance. */
export const oneOfSeveralDead: Cause = {
  id: 'A9',
  slug: 'one-of-several-dead',
  certainty: { outside: 'proven' },
  validation: 'depends',
  visitors: ['delayed'],
  remedies: ['D1'],
  decide: 'none',
  outside: (seen) => ([6, 4] as const).flatMap((family) => dead(seen, family)),
  inside: () => ({ says: 'silent' }),
};

function dead(seen: Seen, family: 6 | 4): Sign[] {
  if (addresses(seen.report, family).length < 2) return [];
  const living = connectsThat(seen, family, 'response');
  return connectsThat(seen, family, 'connect-timeout', 'refused', 'unreachable', 'prohibited', 'reset')
    .filter((one) => living.some(({ port, address }) => port === one.port && address !== one.address))
    .map((one) => ({
      symptom: connectSymptom(one),
      place: placeOf(one),
      values: { address: one.address, port: one.port },
      alone: true,
    }));
}
