import type { InsideReport } from '../../inside/index.ts';
import { statusSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { once } from './signs.ts';

/** The proxy asks its application at ::1 (`localhost`), and it listens on 127.0.0.1, or the reverse; or on nothing at all. */
export const upstreamOfTheOtherFamily: Cause = {
  id: 'E11',
  slug: 'upstream-of-the-other-family',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['W'],
  decide: 'inside',
  outside: badGateway,
  inside: nobodyThere,
};

const GATEWAY = new Set([502, 503, 504]);

/** Whoever asks gets it, over whichever family. */
function badGateway({ report }: Seen): readonly Sign[] {
  const own = report.responses.filter(({ host, outcome }) => host === report.name && outcome === 'response');
  const bad = own.filter(({ status = 0 }) => GATEWAY.has(status));
  const families = new Set(own.map(({ family }) => family));
  if (![...families].every((family) => bad.some((one) => one.family === family))) return [];
  return once(
    bad.map((one) => {
      const { host, address, family, port, status = 0 } = one;
      return {
        symptom: statusSymptom(one),
        place: { host, address, family, port },
        values: { port, status },
      };
    }),
  );
}

function nobodyThere({ listens, listeners }: InsideReport): Inside {
  const local = listens.flatMap((one) => {
    const [, host = '', port = ''] =
      /^(localhost|\[::1\]|127\.[\d.]+):(\d{1,5})$/.exec(one.upstream ?? '') ?? [];
    return host === '' ? [] : [{ ...one, host, to: Number(port) }];
  });
  if (local.length === 0 || listeners.length === 0)
    return { says: local.length === 0 ? 'ruled-out' : 'silent' };
  const where = local.flatMap(({ host, to, port, software, file, line, upstream = '' }): Shown[] => {
    const there = listeners.filter((one) => one.protocol === 'tcp' && one.port === to);
    const six = there.some(({ family, address }) => family === 6 && (address === '::' || address === '::1'));
    const four = there.some(
      ({ family, address, v6only }) =>
        (family === 4 && (address === '0.0.0.0' || address.startsWith('127.'))) ||
        (family === 6 && address === '::' && v6only === false),
    );
    const reached = host === '[::1]' ? six : host === 'localhost' ? six && four : four;
    if (reached) return [];
    const listening = six ? '::1' : four ? '127.0.0.1' : '';
    const values = { port, upstream, listening, software, file, ...(line !== undefined && { line }) };
    return [{ place: { port }, values }];
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
