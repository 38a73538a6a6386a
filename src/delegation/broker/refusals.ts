import { REFUSALS_PER_MINUTE_MAX, REFUSED_CLIENTS_MAX } from './limits.ts';

/** Says which refusals are written down: so many of each client in a minute. */
export function countRefusals(now: () => number): { isToBeRecorded(clientId: string): boolean } {
  const counts = new Map<string, number>();
  let minute = 0;
  return {
    isToBeRecorded(clientId) {
      const current = Math.floor(now() / MINUTE_MS);
      if (current !== minute || counts.size >= REFUSED_CLIENTS_MAX) counts.clear();
      minute = current;
      const count = (counts.get(clientId) ?? 0) + 1;
      counts.set(clientId, count);
      return count <= REFUSALS_PER_MINUTE_MAX;
    },
  };
}
const MINUTE_MS = 60_000;
