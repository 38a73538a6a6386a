import type { OutsideReport, ResponseFact, VerdictFact } from '../../outside/index.ts';
import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Seen, Sign, Values } from '../types.ts';

/** Questions about what was answered on the way of the challenge. */

export type Hop = VerdictFact['hops'][number];

/** The hops of http-01, in order. */
export function hopsOf({ verdicts }: OutsideReport): readonly Hop[] {
  return verdicts.find(({ challenge }) => challenge === 'http-01')?.hops ?? [];
}

/** Answers to the challenge's path at the name itself, as one of those who ask gets them. */
export function challengeAnswers(
  { name, responses }: OutsideReport,
  agent: ResponseFact['agent'] = 'validator',
): readonly ResponseFact[] {
  return responses.filter((one) => one.host === name && one.path === 'challenge' && one.agent === agent);
}

/** Where an answer is that has no further redirect: at the name itself, and where redirects lead. */
export type Final = Pick<ResponseFact, 'host' | 'address' | 'family' | 'port'> & {
  readonly status: number;
  readonly signature?: string | undefined;
};

export function finalAnswers({ report }: Seen): readonly Final[] {
  const own = challengeAnswers(report)
    .filter(({ outcome, location }) => outcome === 'response' && location === undefined)
    .map(({ host, address, family, port, status = 0, signature }) => ({
      host,
      address,
      family,
      port,
      status,
      signature,
    }));
  const led = hopsOf(report)
    .filter(({ hop, outcome, location }) => hop > 0 && outcome === 'response' && location === undefined)
    .map(({ host, address, family, port, status = 0 }) => ({ host, address, family, port, status }));
  return [...own, ...led];
}

/** Does every family that answers answer so? Then it is no matter of one of them. */
export function isOnEveryFamily(all: readonly Final[], statuses: ReadonlySet<number>): boolean {
  return all.length > 0 && all.every(({ status }) => statuses.has(status));
}

export function didNotConnect({ phase, outcome }: Hop): boolean {
  return phase === 'connect' && outcome !== 'response' && outcome !== 'cancelled';
}

/** Later hops whose IPv6 address did not take the connection. */
export function deadHops(report: OutsideReport): readonly Hop[] {
  return hopsOf(report).filter((one) => one.hop > 0 && one.family === 6 && didNotConnect(one));
}

/** The sign of such a hop. */
export function redirectDead(one: Hop, values: Values): Sign {
  return { symptom: httpSymptom(one, 'redirect-dead'), place: placeOf(one), values };
}

export function firstOver(report: OutsideReport, family: 6 | 4): Hop | undefined {
  return hopsOf(report).find((one) => one.hop === 0 && one.family === family);
}
