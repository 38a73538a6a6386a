import type { ZoneControl } from '../../console/api/index.ts';
import { type Clock, fail, fault, ok } from '../../core/index.ts';
import { CHECK_EVERY_MS, type Rollovers } from '../../delegation/rollover/index.ts';
import type { Secondaries } from '../../delegation/transfer/index.ts';
import type { JobHandler } from '../../store/index.ts';

/** What commands ask of the zones, and the job that takes the steps of changes of keys. */
export type ZoneWork = { readonly zoneControl: ZoneControl; readonly rollKeys: JobHandler };

export function zoneWork(
  rollovers: Rollovers,
  secondaries: Pick<Secondaries, 'states'>,
  clock: Clock,
): ZoneWork {
  return {
    zoneControl: {
      secondaries: () => secondaries.states(),
      async roll(zone, action) {
        if (action === 'abort') return rollovers.abort(zone);
        if (action === 'ds-published') return rollovers.dsPublished(zone);
        const begun = await rollovers.begin(zone);
        return begun.ok ? ok(undefined) : begun;
      },
    },
    async rollKeys() {
      await rollovers.run();
      return clock.now() + CHECK_EVERY_MS;
    },
  };
}

/** Where no zone is set up. */
export const NO_ZONE_WORK: ZoneWork = {
  zoneControl: {
    secondaries: () => [],
    roll: (zone) => Promise.resolve(fail(fault('noSuchZone', { zone }))),
  },
  rollKeys: () => Promise.resolve(null),
};
