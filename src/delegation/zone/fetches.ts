import { FETCHES_EVERY_MS, FETCHES_PER_LOT } from './limits.ts';
import type { Fetched } from './responder.ts';
import type { Transport, ZoneFetch } from './types.ts';
import type { ZoneSet } from './zone-set.ts';

/**
 * Gathers what the ledger is to know into lots. One that is full takes no more until it has gone: what is left out is counted,
 * and costs nothing.
 */
export function createFetches(
  zones: Pick<ZoneSet, 'nameOf'>,
  send: (fetches: readonly ZoneFetch[], leftOut: number) => void,
): Fetched {
  let lot: ZoneFetch[] = [];
  let leftOut = 0;
  return (node, apex, values, address, transport: Transport) => {
    if (lot.length === 0) setTimeout(flush, FETCHES_EVERY_MS);
    if (lot.length === FETCHES_PER_LOT) {
      leftOut++;
      return;
    }
    const family = address.includes(':') ? 6 : 4;
    lot.push({ ...zones.nameOf(node, apex), address, family, transport, at: Date.now(), values });
  };

  function flush(): void {
    const [full, missed] = [lot, leftOut];
    lot = [];
    leftOut = 0;
    send(full, missed);
  }
}
