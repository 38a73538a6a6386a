import type { KeyObject } from 'node:crypto';
import type { Result } from '../../core/index.ts';
import type { RolloverPhase, ZoneRollover } from '../../store/index.ts';
import type { Ds } from '../../wire/dns/index.ts';

/** What a rollover does next. */
export type RolloverStep =
  /** Nothing before then (milliseconds since 1970). */
  | { readonly kind: 'wait'; readonly until: number }
  /** What the zone above has decides. */
  | { readonly kind: 'ask-ds' }
  | { readonly kind: 'move'; readonly to: RolloverPhase }
  /** The old key goes. */
  | { readonly kind: 'finish' }
  /** The new key goes. */
  | { readonly kind: 'drop' };

/** The DS records at the zone above, with their TTL in seconds; `undefined`: they could not be asked for. */
export type AskDs = (
  zone: string,
) => Promise<{ readonly records: readonly Ds[]; readonly ttl: number } | undefined>;

/** Changes of keys of all signed zones. */
export type Rollovers = {
  /** Faults `zoneNotSigned`, `rolloverUnderWay`. */
  begin(zone: string): Promise<Result<ZoneRollover>>;
  /** The new key is given up; at once, or once nobody can rely on it. Faults `noRollover`, `rolloverTooLate`. */
  abort(zone: string): Promise<Result<undefined>>;
  /** The administrator says that the zone above has the new DS record. Faults `noRollover`, `dsNotAwaited`, `dsNotPublished`. */
  dsPublished(zone: string): Promise<Result<undefined>>;
  /** All steps that are due. Never rejects for one zone because of another. */
  run(): Promise<void>;
};

/** The keys of a zone, opened. */
export type OpenKey = (zone: string, sealed: Uint8Array) => KeyObject;
