import type { Clock, Log } from '../../core/index.ts';
import { type Secondary, serialOf, type ZoneDelta } from '../zone/index.ts';
import { createFollower, type Follower } from './follower.ts';
import type { SecondaryState, SecondaryWire } from './types.ts';

/** All secondaries of all zones. */
export type Secondaries = {
  /** Resolves when each serves these changes, or lags. Call it when our own listeners serve them. */
  follow(deltas: readonly Pick<ZoneDelta, 'zone' | 'sequence'>[]): Promise<void>;
  /** Tells all of a server that has just started; nobody waits for it. */
  begin(sequence: number): void;
  states(): readonly SecondaryState[];
  close(): void;
};

export function createSecondaries(parts: {
  readonly secondaries: readonly Secondary[];
  /** Those of the settings. */
  readonly zones: readonly string[];
  readonly wire: (secondary: Secondary) => SecondaryWire;
  /** How long a change waits for one that keeps up. */
  readonly waitMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** When one begins to lag, and when it has caught up. */
  readonly changed?: (state: SecondaryState) => void;
}): Secondaries {
  const { zones, clock, log, waitMs } = parts;
  const followers: { readonly zone: string; readonly follower: Follower }[] = [];
  for (const secondary of parts.secondaries) {
    const wire = parts.wire(secondary);
    for (const zone of secondary.zones ?? zones) {
      for (const address of secondary.addresses) {
        const follower = createFollower({
          zone,
          secondary: secondary.name,
          address,
          wire,
          clock,
          waitMs,
          changed,
        });
        followers.push({ zone, follower });
      }
    }
  }

  return {
    async follow(deltas) {
      const sequences = new Map<string, number>();
      for (const { zone, sequence } of deltas) {
        sequences.set(zone, Math.max(sequence, sequences.get(zone) ?? 0));
      }
      const behind: Promise<void>[] = [];
      for (const { zone, follower } of followers) {
        const sequence = sequences.get(zone);
        if (sequence !== undefined) behind.push(follower.follow(serialOf(sequence)));
      }
      await Promise.all(behind);
    },
    begin(sequence) {
      for (const { follower } of followers) void follower.follow(serialOf(sequence));
    },
    states: () => followers.map(({ follower }) => follower.state()),
    close() {
      for (const { follower } of followers) follower.close();
    },
  };

  function changed(state: SecondaryState): void {
    const { lagsSince, ...about } = state;
    if (lagsSince === undefined) log.info(about, 'a secondary serves what it was behind with');
    else log.warn({ ...about, waitMs }, 'a secondary lags: it does not serve the last change of a zone');
    parts.changed?.(state);
  }
}
