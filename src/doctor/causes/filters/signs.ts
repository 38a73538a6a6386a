import type { Family } from '../../../core/index.ts';
import type { ConnectFact } from '../../outside/index.ts';
import { hostUnreachable } from '../addresses/signs.ts';
import { connectsThat, FAMILIES, other, worksOver } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Seen, Sign } from '../types.ts';

/** Connections over IPv6 that nobody answers, on ports that answer over IPv4: what a rule that drops looks like. */
export function droppedSix(seen: Seen): readonly Sign[] {
  return connectsThat(seen, 6, 'connect-timeout')
    .filter(({ port }) => worksOver(seen, 4, port))
    .map(signOf);
}

/** The router says of a machine that answers over IPv4 that it finds nobody. */
export function notFound(seen: Seen): readonly Sign[] {
  return connectsThat(seen, 6, 'unreachable')
    .filter((one) => hostUnreachable(one) && worksOver(seen, 4, one.port))
    .map(signOf);
}

/** The same that ended so, over either family: only where the machine shows the cause. */
export function ifShown(seen: Seen, ...outcomes: readonly string[]): readonly Sign[] {
  return FAMILIES.flatMap((family) => connectsThat(seen, family, ...outcomes)).map((one) => ({
    ...signOf(one),
    ifShown: true,
  }));
}

/** What a filter may do to a connection, whichever way it answers. */
export const FILTERED = ['connect-timeout', 'prohibited', 'refused', 'unreachable'] as const;

/** A port that one family does not get in at, while another port of the same address answers and the other family gets in. */
export function onePortOnly(
  seen: Seen,
  family: Family,
  ...outcomes: readonly string[]
): readonly ConnectFact[] {
  return connectsThat(seen, family, ...outcomes).filter(
    ({ port, address }) =>
      worksOver(seen, other(family), port) &&
      connectsThat(seen, family, 'response').some((one) => one.address === address && one.port !== port),
  );
}

export function signOf(one: ConnectFact): Sign {
  return { symptom: connectSymptom(one), place: placeOf(one), values: { port: one.port } };
}

/** Names of the same symptom are claimed once: the sure sign before the one that only the machine shows. */
export function firstOf(...signs: readonly (readonly Sign[])[]): readonly Sign[] {
  const seen = new Set<string>();
  return signs.flat().filter(({ symptom, place }) => {
    const key = `${symptom} ${place.address}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
