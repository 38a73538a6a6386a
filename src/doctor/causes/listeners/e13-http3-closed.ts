import type { InsideReport } from '../../inside/index.ts';
import { fateOf, filtersRead, hasFamily, ruleValues } from '../filters/blocked.ts';
import { httpSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { once } from './signs.ts';

/** HTTP/3 is offered (`Alt-Svc: h3`), and UDP 443 is closed over IPv6: browsers try it first, and wait. */
export const http3Closed: Cause = {
  id: 'E13',
  slug: 'http3-closed',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['slow'],
  remedies: ['F1', 'W'],
  decide: 'inside-root',
  outside: offered,
  inside: closedUdp,
};

/** An offer is no fault: whether anybody answers is seen inside. */
function offered({ report }: Seen): readonly Sign[] {
  return once(
    report.responses
      .filter(({ host, family, http3 }) => host === report.name && family === 6 && http3 === true)
      .map((one): Sign => {
        const { host, address, family } = one;
        const place = { host, address, family, port: QUIC_PORT };
        return {
          symptom: httpSymptom({ host, family, port: QUIC_PORT }, 'http3'),
          place,
          values: { port: QUIC_PORT },
          ifShown: true,
        };
      }),
  );
}

const QUIC_PORT = 443;

function closedUdp(inside: InsideReport, seen: Seen | undefined): Inside {
  const { listeners } = inside;
  if (listeners.length === 0 || seen === undefined || !hasFamily(inside, 6)) return { says: 'silent' };
  if (offered(seen).length === 0) return { says: 'ruled-out' };
  const udp = listeners.filter(({ protocol, port }) => protocol === 'udp' && port === QUIC_PORT);
  const place = { family: 6, port: QUIC_PORT } as const;
  if (!udp.some(({ family }) => family === 6)) {
    return { says: 'shown', where: [{ place, values: { port: QUIC_PORT, what: 'listener' } }] };
  }
  if (!filtersRead(inside)) return { says: 'silent' };
  const { by } = fateOf(inside, seen, { family: 6, protocol: 'udp', port: QUIC_PORT });
  if (by === undefined) return { says: 'ruled-out' };
  return {
    says: 'shown',
    where: [{ place, values: { ...ruleValues(by), port: QUIC_PORT, what: 'filter' } }],
  };
}
