import { connectsThat, worksOver } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** A server that listens on IPv4 alone: nginx `listen 80`, HAProxy `*:80`, Node `0.0.0.0`, Apache `Listen 0.0.0.0:80`. */
export const ipv4OnlyListener: Cause = {
  id: 'E1',
  slug: 'ipv4-only-listener',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) =>
    connectsThat(seen, 6, 'refused')
      .filter(({ port }) => worksOver(seen, 4, port))
      .map((one) => ({ symptom: connectSymptom(one), place: placeOf(one), values: { port: one.port } })),
  inside({ listeners }) {
    const only4 = listeners.filter(
      ({ protocol, family, port, address }) =>
        protocol === 'tcp' &&
        family === 4 &&
        address === '0.0.0.0' &&
        !listeners.some((one) => one.port === port && one.family === 6 && one.protocol === 'tcp'),
    );
    if (only4.length === 0) return { says: listeners.length === 0 ? 'silent' : 'ruled-out' };
    const where = only4.map(
      ({ port, process = '' }) => ({ place: { family: 6, port }, values: { port, process } }) as const,
    );
    return { says: 'shown', where };
  },
};
