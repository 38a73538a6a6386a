import type { InsideReport } from '../../inside/index.ts';
import { httpSymptom, statusSymptom, tlsSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { handshakePairs, once, pairs } from './signs.ts';

/** One listen expects the PROXY protocol, which nobody speaks to it over that family. */
export const proxyProtocol: Cause = {
  id: 'E10',
  slug: 'proxy-protocol',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'fails',
  visitors: ['broken'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) => once([...httpSigns(seen), ...tlsSigns(seen)]),
  inside: oneListen,
};

/** Connected, and ended without an answer, or with 400, while the other family gets one. */
const ENDED = new Set(['reset', 'closed', 'malformed']);

function httpSigns(seen: Seen): Sign[] {
  return pairs(seen).flatMap(({ six, four }): Sign[] => {
    const bad = [six, four].filter((one) => ENDED.has(one.outcome) || one.status === 400);
    const [one] = bad;
    if (one === undefined || bad.length === 2 || one.signature === 'plain-http') return [];
    const { host, address, family, port, outcome } = one;
    const symptom = one.status === 400 ? statusSymptom(one) : httpSymptom(one, outcome);
    return [{ symptom, place: { host, address, family, port }, values: { port } }];
  });
}

function tlsSigns(seen: Seen): Sign[] {
  return handshakePairs(seen).flatMap(({ six, four }): Sign[] => {
    const bad = [six, four].filter(({ outcome }) => ENDED.has(outcome));
    const [one] = bad;
    if (one === undefined || bad.length === 2) return [];
    const { host, address, family, port, outcome } = one;
    return [{ symptom: tlsSymptom(one, outcome), place: { host, address, family, port }, values: { port } }];
  });
}

function oneListen({ listens }: InsideReport): Inside {
  if (listens.length === 0) return { says: 'silent' };
  const where = listens
    .filter((one) => one.proxyProtocol)
    .flatMap(({ families, port, directive, file, software, line }): Shown[] => {
      const plain = listens.some(
        (one) => one.port === port && !one.proxyProtocol && one.software === software,
      );
      if (!plain) return [];
      const values = { port, software, directive, file, ...(line !== undefined && { line }) };
      return families.map((family) => ({ place: { family, port }, values }));
    });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
