import type { Cancel, Clock } from '../../../core/index.ts';
import { HELD_REPLIES_MAX } from '../limits.ts';

/** Waits for work whose end is near, so that its client need not poll. */
export type Hold = {
  /** The result if it comes within `ms`, else undefined; at once undefined when too many replies are held already. */
  wait<T>(work: Promise<T>, ms: number): Promise<T | undefined>;
};

export function createHold(clock: Clock): Hold {
  let held = 0;
  return {
    async wait(work, ms) {
      if (held >= HELD_REPLIES_MAX || ms <= 0) return undefined;
      held++;
      try {
        return await within(work, ms, clock);
      } finally {
        held--;
      }
    },
  };
}

/** The result if it comes within `ms`, else undefined. */
export async function within<T>(work: Promise<T>, ms: number, clock: Clock): Promise<T | undefined> {
  let cancel: Cancel | undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(ms, () => resolve(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel?.();
  }
}
