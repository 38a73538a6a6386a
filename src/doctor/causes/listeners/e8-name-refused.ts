import { differSymptom, tlsSymptom } from '../symptoms.ts';
import type { Cause, Seen, Sign } from '../types.ts';
import { blocksWithout } from './e6-other-virtual-host.ts';
import { handshakePairs } from './signs.ts';

/** Over one family TLS does not know the name: it is refused (`unrecognized_name`), or answered with the default certificate. */
export const nameRefused: Cause = {
  id: 'E8',
  slug: 'name-refused',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['broken'],
  remedies: ['W', 'W7'],
  decide: 'inside',
  outside: (seen) => [...alerts(seen), ...defaults(seen)],
  inside: (inside, seen) => blocksWithout(inside, seen, true),
};

function alerts(seen: Seen): Sign[] {
  return handshakePairs(seen).flatMap(({ six, four }): Sign[] => {
    const refused = [six, four].filter(({ alert }) => alert === 'unrecognized_name');
    const [bad] = refused;
    if (bad === undefined || refused.length === 2) return [];
    const { host, address, family, port } = bad;
    const sign = {
      symptom: tlsSymptom(bad, bad.outcome),
      place: { host, address, family, port },
      values: { port },
    };
    return [{ ...sign, alone: true }];
  });
}

/** A certificate without the name may as well be another server's (A1): only where the configuration shows it. */
function defaults(seen: Seen): Sign[] {
  return handshakePairs(seen)
    .filter(({ six, four }) => six.leaf?.covers === false && four.leaf?.covers === true)
    .map(({ six: { host, address, family, port } }) => ({
      symptom: differSymptom(host, port, 'certificate'),
      place: { host, address, family, port },
      values: { port },
      ifShown: true,
    }));
}
