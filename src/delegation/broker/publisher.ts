import type { ChallengeStore, DelegatedName } from '../../store/index.ts';
import type { ZoneBase, ZoneDelta, ZoneServer } from '../zone/index.ts';
import { DELTAS_MAX, NAMES_READ, SEQUENCES_RESERVED } from './limits.ts';

/** Brings what the store says to the zone server. */
export type Publisher = {
  /** Resolves when the values of these challenges, as they are now or later, are served everywhere. Rejects when they cannot be. */
  publish(challenges: readonly string[]): Promise<void>;
  /** Everything, for a zone server that starts. */
  base(): ZoneBase;
};

/**
 * One round at a time, of all challenges that changed meanwhile: what is read is later than what was written, and of two rounds the
 * later one has read later, so no old state is ever served after a newer one. A hundred changes of one name are one change to the zone.
 */
export async function createPublisher(parts: {
  readonly challenges: ChallengeStore;
  readonly now: () => number;
  readonly send: ZoneServer['publish'];
  /** Those that are served; labels that were given in others, by other settings, are nobody's business. */
  readonly zones: readonly string[];
  /** Each challenge is a zone of its own too, for those who delegate it by NS records. */
  readonly challengeZones: boolean;
}): Promise<Publisher> {
  const { challenges, now, send, zones, challengeZones } = parts;
  let reserved = await challenges.reserveSequences(SEQUENCES_RESERVED);
  // the last one before may have been served with values that have expired since: this start is a change of its own
  let sequence = reserved - SEQUENCES_RESERVED + 1;
  let running: Promise<void> = Promise.resolve();
  let next: { readonly challenges: Set<string>; readonly done: Promise<void> } | undefined;

  return {
    publish(changed) {
      next ??= nextRound();
      for (const challenge of changed) next.challenges.add(challenge);
      return next.done;
    },
    base: () => ({ sequence, names: allNames() }),
  };

  function nextRound(): { readonly challenges: Set<string>; readonly done: Promise<void> } {
    const collected = new Set<string>();
    const done = running.then(() => {
      next = undefined; // whoever comes from here on changed something that may not be read any more
      return serve([...collected]);
    });
    running = done.catch(() => {}); // those who wait for this round are told
    return { challenges: collected, done };
  }

  async function serve(changed: readonly string[]): Promise<void> {
    for (let from = 0; from < changed.length; from += DELTAS_MAX) {
      const batch = changed.slice(from, from + DELTAS_MAX);
      const shown = (await Promise.all(batch.map(labelsAndValues))).flat();
      const deltas: ZoneDelta[] = [];
      for (const one of shown) deltas.push({ ...one, sequence: await nextSequence() });
      if (deltas.length > 0 && !(await send(deltas))) throw new Error('the zone server is closed');
    }
  }

  async function labelsAndValues(challenge: string): Promise<Shown[]> {
    const [names, values] = await Promise.all([
      challenges.listByChallenge(challenge),
      challenges.liveValues(challenge, now()),
    ]);
    return names.flatMap((name) => shownAt(name, values));
  }

  async function nextSequence(): Promise<number> {
    if (sequence === reserved) {
      reserved = await challenges.reserveSequences(SEQUENCES_RESERVED);
      sequence = Math.max(sequence, reserved - SEQUENCES_RESERVED);
    }
    return ++sequence;
  }

  /** Where a label's values are shown. */
  function shownAt({ zone, label, challenge }: DelegatedName, values: readonly string[]): Shown[] {
    if (!zones.includes(zone)) return [];
    const own = { zone: challenge, label: '', values };
    // every challenge has a label in every zone: once is enough
    return [{ zone, label, values }, ...(challengeZones && zone === zones[0] ? [own] : [])];
  }

  async function* allNames(): AsyncGenerator<ZoneDelta> {
    const values = new Map<string, string[]>();
    for (const { challenge, value } of await challenges.allLive(now())) {
      const known = values.get(challenge) ?? [];
      if (!known.includes(value)) known.push(value);
      values.set(challenge, known);
    }
    for (let after: DelegatedName | undefined; ; ) {
      const names = await challenges.listNames({ limit: NAMES_READ, ...(after !== undefined && { after }) });
      for (const name of names) {
        for (const one of shownAt(name, values.get(name.challenge) ?? [])) yield { ...one, sequence };
      }
      after = names.at(-1);
      if (after === undefined) return;
    }
  }
}

type Shown = Omit<ZoneDelta, 'sequence'>;
