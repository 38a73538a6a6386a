import type { Family } from '../../../core/index.ts';
import type { InsideReport, ListenerFact } from '../../inside/index.ts';
import { type QuicFact, udpPasses } from '../../outside/index.ts';
import { fateOf, filtersRead, hasFamily, ruleValues } from '../filters/blocked.ts';
import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { serves } from './machine.ts';
import { once } from './signs.ts';

/** HTTP/3 is offered (`Alt-Svc: h3`, or an HTTPS record), and UDP 443 is closed: browsers try it, and go back to TCP. */
export const http3Closed: Cause = {
  id: 'E13',
  slug: 'http3-closed',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'passes',
  visitors: ['slow'],
  remedies: ['F1', 'W', 'C1'],
  decide: 'inside-root',
  outside: (seen) => once([...closed(seen), ...offered(seen)]),
  inside: closedUdp,
};

/** Asked over QUIC, and nobody there, at an address whose TCP port answers: else it is not HTTP/3 that is missing. */
function closed({ report }: Seen): readonly Sign[] {
  const { quics, connects, name } = report;
  const takes = ({ address, port }: QuicFact) =>
    connects.some((one) => one.address === address && one.port === port && one.outcome === 'response');
  const answered = quics.some(({ outcome }) => outcome === 'answers');
  return quics
    .filter((one) => one.host === name && takes(one))
    .flatMap((one): Sign[] => {
      // where nothing shows that datagrams leave this place, silence is its own
      const silent = one.outcome === 'timeout' && udpPasses(report, one.family);
      if (!silent && !CLOSED.has(one.outcome)) return [];
      const { family, port } = one;
      const symptom = httpSymptom({ host: name, family, port }, 'http3');
      const sign = { symptom, place: placeOf(one), values: { port, what: silent ? 'silent' : 'refused' } };
      // RFC 9000 section 6.1 does not oblige a server to answer a version that it does not know, and networks that let DNS out may stop
      // QUIC: an answer from another address excludes both
      return [silent && !answered ? { ...sign, atMost: 'likely' } : sign];
    });
}

const CLOSED: ReadonlySet<string> = new Set(['refused', 'unreachable', 'prohibited']);

/** An offer is no fault where nobody has asked: whether anybody answers is seen inside. */
function offered({ report }: Seen): readonly Sign[] {
  const asked = new Set(report.quics.map(({ address }) => address));
  return report.responses
    .filter(({ host, address, http3 }) => host === report.name && http3 === true && !asked.has(address))
    .map((one): Sign => {
      const { host, address, family } = one;
      return {
        symptom: httpSymptom({ host, family, port: QUIC_PORT }, 'http3'),
        place: { host, address, family, port: QUIC_PORT },
        values: { port: QUIC_PORT },
        ifShown: true,
      };
    });
}

const QUIC_PORT = 443;

function closedUdp(inside: InsideReport, seen: Seen | undefined): Inside {
  if (inside.listeners.length === 0 || seen === undefined) return { says: 'silent' };
  const shut = closed(seen);
  const families = ([6, 4] as const).filter((family) => hasFamily(inside, family));
  const concerned = families.filter((family) =>
    [...shut, ...offered(seen)].some(({ place }) => place.family === family),
  );
  const where = concerned.flatMap((family) => shownOver(family, inside, seen));
  if (where.length > 0) return { says: 'shown', where };
  // what lets it in here may be stopped on the way: then the machine does not say that all is well
  return shut.length > 0 || families.length === 0 || !filtersRead(inside)
    ? { says: 'silent' }
    : { says: 'ruled-out' };
}

function shownOver(family: Family, inside: InsideReport, seen: Seen): readonly Shown[] {
  const place = { family, port: QUIC_PORT } as const;
  const sockets = inside.listeners.filter(({ protocol, port }) => protocol === 'udp' && port === QUIC_PORT);
  const may = (one: ListenerFact) =>
    serves(one, family) || (one.address === '::' && one.v6only === undefined);
  if (!sockets.some(may)) return [{ place, values: { port: QUIC_PORT, what: 'listener' } }];
  if (!filtersRead(inside)) return [];
  const { by } = fateOf(inside, seen, { family, protocol: 'udp', port: QUIC_PORT });
  return by === undefined ? [] : [{ place, values: { ...ruleValues(by), port: QUIC_PORT, what: 'filter' } }];
}
