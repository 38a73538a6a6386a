import type { InsideReport } from '../../inside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Inside, Sign } from '../types.ts';

/** A name server with several addresses answers from another one than was asked: nobody takes that for an answer. */
export const otherSource: Cause = {
  id: 'A20',
  slug: 'other-source',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'perspectives',
  visitors: ['slow'],
  remedies: ['D3'],
  decide: 'inside',
  outside({ report }) {
    const wrong = report.answers.filter(({ outcome, source }) => outcome === 'other-source' && source);
    return wrong.slice(0, 1).map(
      ({ server, address, family, source = '' }): Sign => ({
        symptom: dnsSymptom(report.name, 'other source'),
        place: { host: server, address, family },
        values: { server, address, source },
      }),
    );
  },
  inside(inside, seen) {
    const asked = seen?.report.answers.filter(({ outcome }) => outcome === 'other-source') ?? [];
    return standing(inside, new Set(asked.map(({ address }) => address)));
  },
};

/** Only the machine that has the address asked can say anything of it. */
function standing({ listeners, addresses }: InsideReport, asked: ReadonlySet<string>): Inside {
  const own = addresses.filter(({ address }) => asked.has(address));
  const names = listeners.filter(({ protocol, port }) => protocol === 'udp' && port === DNS_PORT);
  if (own.length === 0 || names.length === 0) return { says: 'silent' };
  const any = names.filter(({ address }) => address === '::' || address === '0.0.0.0');
  const where = any.flatMap(({ family, v6only, process = '' }) => {
    const served = addresses.filter(
      (one) =>
        one.scope !== 'host' &&
        one.scope !== 'link' &&
        (one.family === family || (family === 6 && v6only !== true)),
    );
    // with one address there is no wrong one
    return served.length < 2 ? [] : [{ place: {}, values: { process } }];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

const DNS_PORT = 53;
