// A real store under a virtual clock: the clock waits until the store has answered everything.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Log, silentLog } from '../../src/core/index.ts';
import { type JobStore, openSqliteStore, type Store } from '../../src/store/index.ts';
import { NOW } from '../contract/store/world.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

export type MaintenanceWorld = {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly log: Log;
  /** Texts logged at `warn` and `error`. */
  readonly complaints: string[];
  remove(): Promise<void>;
};

const QUIET_TURNS = 3;

export async function openWorld(): Promise<MaintenanceWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-jobs-'));
  const real = await openSqliteStore({ file: join(directory, 'store.sqlite'), log: silentLog });
  let busy = 0;
  const counted = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          busy++;
          try {
            return await (Reflect.apply(value, target, args) as Promise<unknown>);
          } finally {
            busy--;
          }
        };
      },
    });
  const store: Store = { ...real, jobs: counted<JobStore>(real.jobs), orders: counted(real.orders) };
  const clock = createVirtualClock(NOW, async () => {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (busy > 0) quiet = -1;
    }
  });
  const complaints: string[] = [];
  const complain = (_fields: object, text: string) => complaints.push(text);
  return {
    store,
    clock,
    log: { ...silentLog, warn: complain, error: complain },
    complaints,
    async remove() {
      assert.equal(busy, 0, 'nobody uses the store any more');
      await real.close();
      await rm(directory, { recursive: true });
    },
  };
}
