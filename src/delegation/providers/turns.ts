import { NAMES_AT_ONCE_MAX, NAMES_WAITING_MAX } from './limits.ts';

/** So many at a time, in the order in which they came; undefined where too many wait. */
export type Turns = { take<T>(run: () => Promise<T>): Promise<T> | undefined };

export function createTurns(): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function go<T>(run: () => Promise<T>): Promise<T> {
    running++;
    try {
      return await run();
    } finally {
      running--;
      waiting.shift()?.();
    }
  }

  return {
    take(run) {
      if (running < NAMES_AT_ONCE_MAX && waiting.length === 0) return go(run);
      if (waiting.length >= NAMES_WAITING_MAX) return undefined;
      return new Promise((resolve, reject) => {
        waiting.push(() => {
          go(run).then(resolve, reject);
        });
      });
    },
  };
}
