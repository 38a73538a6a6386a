import type { StopSignal } from '../../core/index.ts';
import { SWEEP_NAMES } from './limits.ts';
import type { NameKey } from './rounds.ts';

/** Looks at many names, a few at a time at each provider: one that does not answer keeps nobody from another. */
export type Sweeps = {
  /** Resolves when all have been looked at. Where a provider's names are still looked at, these come after them. */
  look(names: readonly NameKey[]): Promise<void>;
};

export function createSweeps(parts: {
  readonly round: (at: NameKey) => Promise<unknown>;
  readonly signal: StopSignal;
}): Sweeps {
  const { round, signal } = parts;
  const lanes = new Map<string, { next: readonly NameKey[] | undefined; done: Promise<void> }>();

  return {
    async look(names) {
      const all = Map.groupBy(names, ({ provider }) => provider);
      await Promise.all([...all].map(([provider, own]) => lookAt(provider, own)));
    },
  };

  function lookAt(provider: string, names: readonly NameKey[]): Promise<void> {
    const known = lanes.get(provider);
    if (known !== undefined) {
      known.next = names; // all that there are by now
      return known.done;
    }
    const lane = { next: names as readonly NameKey[] | undefined, done: Promise.resolve() };
    lanes.set(provider, lane);
    lane.done = run(lane).finally(() => lanes.delete(provider));
    return lane.done;
  }

  async function run(lane: { next: readonly NameKey[] | undefined }): Promise<void> {
    while (lane.next !== undefined) {
      const left = [...lane.next];
      lane.next = undefined;
      while (left.length > 0 && !signal.stopped) {
        // of one that fails the store is to blame, and it is tried again
        await Promise.allSettled(left.splice(0, SWEEP_NAMES).map(round));
      }
    }
  }
}
