import type { ZoneRollover } from '../../store/index.ts';
import { DS_TTL_MIN, PARENT_MARGIN_MS, PUBLISH_MARGIN_MS } from './limits.ts';
import type { RolloverStep } from './types.ts';

/**
 * The timing of a rollover of a zone with one key (RFC 6781 section 4.1.3, RFC 7583 section 3.3.3 "Double-KSK"): both keys sign the DNSKEY set
 * all the time, so that either DS record will do; what differs is which one the parent is asked to name (CDS), and which signs the rest.
 *
 * | phase | signs | CDS | ends |
 * | key-published | old | old | when no cache has a DNSKEY set without the new key |
 * | ds-awaited | old | new | when the zone above has the new DS record |
 * | ds-changed | new | new | when no cache has the old DS record, nor a signature of the old key |
 * | aborting | old | old | when the zone above has the old DS record, and no cache the new one alone |
 *
 * `ttl`: the longest of any record of the zone, in seconds, the DNSKEY set's among them. Times in milliseconds since 1970.
 */
export function nextStep(rollover: ZoneRollover, ttl: number, now: number): RolloverStep {
  const { phase, phaseAt, dsTtl, dsSeen } = rollover;
  const dsGone = phaseAt + Math.max(dsTtl, DS_TTL_MIN, ttl) * 1000 + PARENT_MARGIN_MS;
  switch (phase) {
    case 'key-published': {
      const known = phaseAt + ttl * 1000 + PUBLISH_MARGIN_MS;
      return now < known ? { kind: 'wait', until: known } : { kind: 'move', to: 'ds-awaited' };
    }
    case 'ds-awaited':
      return names(dsSeen, 'new') ? { kind: 'move', to: 'ds-changed' } : { kind: 'ask-ds' };
    case 'ds-changed':
      // the zone above took it back: as long as it wants the old key, that stays
      if (dsSeen === 'old' || dsSeen === 'neither') return { kind: 'move', to: 'ds-awaited' };
      return now < dsGone ? { kind: 'wait', until: dsGone } : { kind: 'finish' };
    case 'aborting':
      // the zone above read CDS just before: the new key stays until that is mended, and the time counts from then on
      if (dsSeen === 'new' || dsSeen === 'neither') return { kind: 'ask-ds' };
      return now < dsGone ? { kind: 'wait', until: dsGone } : { kind: 'drop' };
  }
}

function names(seen: ZoneRollover['dsSeen'], key: 'old' | 'new'): boolean {
  return seen === key || seen === 'both';
}
