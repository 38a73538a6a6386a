import type { InsideReport } from '../../inside/index.ts';
import { differSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { answeredByOthers, webPorts } from './machine.ts';
import { handshakePairs, once, pairs } from './signs.ts';

/** The same server answers over IPv6 with another virtual host: the block of the name has no listen for it, so that the default answers. */
export const otherVirtualHost: Cause = {
  id: 'E6',
  slug: 'other-virtual-host',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  elsewhere: true,
  visitors: ['broken'],
  remedies: ['W'],
  decide: 'inside',
  outside: otherPage,
  inside: (inside, seen) => blocksWithout(inside, seen, false),
};

/** Another page, by the same software, and with no other certificate: where that differs, it may be another machine (A1). */
function otherPage(seen: Seen): readonly Sign[] {
  const sameCertificate = handshakePairs(seen).every(
    ({ six, four }) => six.leaf?.fingerprint === four.leaf?.fingerprint,
  );
  const signs = pairs(seen)
    .filter(({ six, four }) => six.outcome === 'response' && four.outcome === 'response')
    .filter(({ six, four }) => six.path === 'home' && six.server !== undefined && six.server === four.server)
    .filter(({ six, four }) => six.status !== four.status || six.digest !== four.digest)
    // 401, 403 and 5xx are rules and faults of the same host
    .filter(({ six }) => ![401, 403].includes(six.status ?? 0) && (six.status ?? 0) < 500)
    .map(({ six }): Sign => {
      const { host, address, family, port, status = 0 } = six;
      return {
        symptom: differSymptom(host, port, 'page'),
        place: { host, address, family, port },
        values: { port, status },
        alone: sameCertificate,
      };
    });
  return once(signs);
}

/** Ports of plain HTTP (E6) or of TLS (E8) where the name's own block is not asked over one family. */
export function blocksWithout(inside: InsideReport, seen: Seen | undefined, tls: boolean): Inside {
  if (seen === undefined || inside.listens.length === 0) return { says: 'silent' };
  const { name } = seen.report;
  const where = webPorts(seen).flatMap((port) =>
    answeredByOthers(inside, name, port)
      .filter((one) => one.tls === tls)
      .map(({ families, directive, file, line, software }): Shown => {
        const values = { port, software, directive, file, ...(line !== undefined && { line }) };
        return { place: { family: families[0], port }, values };
      }),
  );
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
