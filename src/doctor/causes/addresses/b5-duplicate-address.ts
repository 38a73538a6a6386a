import { connectsThat } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause } from '../types.ts';
import { flapping, ifShown } from './signs.ts';

/** Another host of the same link has the address: duplicate address detection (RFC 4862 section 5.4) failed, and it is not used. */
export const duplicateAddress: Cause = {
  id: 'B5',
  slug: 'duplicate-address',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried',
  visitors: ['broken'],
  remedies: ['N1'],
  decide: 'inside',
  outside(seen) {
    const failed = connectsThat(seen, 6, 'connect-timeout', 'unreachable', 'refused', 'reset').map((one) => ({
      symptom: connectSymptom(one),
      place: placeOf(one),
    }));
    return [...flapping(seen), ...ifShown(failed)];
  },
  inside({ addresses }) {
    if (addresses.length === 0) return { says: 'silent' };
    const failed = addresses.filter(({ flags }) => flags.includes('dadfailed'));
    if (failed.length === 0) return { says: 'ruled-out' };
    const where = failed.map(
      ({ address, ifname }) => ({ place: { family: 6, address }, values: { address, ifname } }) as const,
    );
    return { says: 'shown', where };
  },
};
