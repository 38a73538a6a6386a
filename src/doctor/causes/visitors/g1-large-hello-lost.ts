import { httpSymptom, placeOf, tlsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';

/** TLS stalls where a message does not fit one packet: the ClientHello of browsers (above 1,500 bytes with post-quantum keys), or the chain that comes back. */
export const largeHelloLost: Cause = {
  id: 'G1',
  slug: 'large-hello-lost',
  certainty: { outside: 'strong' },
  validation: 'passes',
  visitors: ['broken'],
  remedies: ['F2', 'N4'],
  decide: 'inside-root',
  outside({ report }) {
    const { handshakes, packets, name } = report;
    const shaken = handshakes.filter(({ host, serverName }) => host === name && serverName === 'sent');
    return shaken.flatMap((one): Sign[] => {
      if (one.hello !== 'large' || one.outcome !== 'tls-timeout') return [];
      const small = shaken.find((two) => two.hello === 'small' && two.address === one.address);
      const stalled = packets.some((two) => two.address === one.address && two.outcome !== 'response');
      // what is lost on the way back is lost of a page as well, and the small handshake shows which it is
      if (small?.outcome === 'response') {
        return stalled ? [] : [{ symptom: tlsSymptom(one, 'large-hello'), place: placeOf(one), alone: true }];
      }
      const other = shaken.some((two) => two.family !== one.family && two.outcome === 'response');
      return other ? [{ symptom: httpSymptom(one, 'large-stalls'), place: placeOf(one) }] : [];
    });
  },
  inside: () => ({ says: 'silent' }),
};
