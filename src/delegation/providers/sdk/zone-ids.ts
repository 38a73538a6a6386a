import type { ProviderResult } from '../types.ts';
import { ZONE_IDS_MAX } from './limits.ts';

/** What a provider calls its zones by, where that is not their name. */
export type ZoneIds = {
  /** `no-zone` where there is none, or more than one that could be meant. */
  idOf(zone: string, signal: AbortSignal): Promise<ProviderResult<string>>;
  /** After a failure `no-zone`: the zone may have been made anew, under another id. */
  forget(zone: string): void;
};

/** `named`: ids that the administrator has given; `find`: all public zones of this very name. */
export function createZoneIds(
  named: Readonly<Record<string, string>>,
  find: (zone: string, signal: AbortSignal) => Promise<ProviderResult<readonly string[]>>,
): ZoneIds {
  const found = new Map<string, string>();
  return {
    forget(zone) {
      found.delete(zone);
    },
    async idOf(zone, signal) {
      const known = Object.hasOwn(named, zone) ? named[zone] : found.get(zone);
      if (known !== undefined) return { ok: true, value: known };
      const ids = await find(zone, signal);
      if (!ids.ok) return ids;
      const [id, ...others] = ids.value;
      if (id === undefined) return { ok: false, outcome: 'no-zone' };
      if (others.length > 0) return { ok: false, outcome: 'no-zone', code: 'several zones of this name' };
      if (found.size >= ZONE_IDS_MAX) found.clear();
      found.set(zone, id);
      return { ok: true, value: id };
    },
  };
}
