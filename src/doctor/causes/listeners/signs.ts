import type { Family } from '../../../core/index.ts';
import type { ConnectFact, HandshakeFact, ResponseFact } from '../../outside/index.ts';
import { connectsThat, other, worksOver } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Seen, Sign } from '../types.ts';

/** Refused over one family, taken over the other: nothing listens there for it. */
export function refusedOver(seen: Seen, family: Family): readonly ConnectFact[] {
  return connectsThat(seen, family, 'refused').filter(({ port }) => worksOver(seen, other(family), port));
}

export function refusal(one: ConnectFact): Sign {
  return { symptom: connectSymptom(one), place: placeOf(one), values: { port: one.port } };
}

/** Answers to the same request, over IPv6 and over IPv4. */
export type Pair = { readonly six: ResponseFact; readonly four: ResponseFact };

export function pairs({ report }: Seen): readonly Pair[] {
  const own = report.responses.filter(({ host }) => host === report.name);
  return own
    .filter(({ family }) => family === 6)
    .flatMap((six) => {
      const four = own.find(
        (one) =>
          one.family === 4 && one.port === six.port && one.path === six.path && one.agent === six.agent,
      );
      return four === undefined ? [] : [{ six, four }];
    });
}

/** Handshakes of a small hello with the name in it, one of each family at the same port. */
export function handshakePairs({
  report,
}: Seen): readonly { readonly six: HandshakeFact; readonly four: HandshakeFact }[] {
  const own = report.handshakes.filter(
    ({ host, hello, serverName }) => host === report.name && hello === 'small' && serverName === 'sent',
  );
  return own
    .filter(({ family }) => family === 6)
    .flatMap((six) => {
      const four = own.find((one) => one.family === 4 && one.port === six.port);
      return four === undefined ? [] : [{ six, four }];
    });
}

/** One sign for a symptom: the first that claims it. */
export function once(signs: readonly Sign[]): readonly Sign[] {
  return [
    ...new Map(signs.toReversed().map((one) => [`${one.symptom} ${one.place.address}`, one])).values(),
  ].toReversed();
}
