import type { Clock } from '../../core/index.ts';
import { type Rate, RATE_KEYS_MAX } from './limits.ts';

/** One rate limit over many keys. `take` counts one and gives undefined, or the seconds after which one is free again. */
export type RateLimiter = {
  take(key: string): number | undefined;
  /** The same without counting. */
  check(key: string): number | undefined;
};

/**
 * GCRA: for each key one number, the time at which its whole burst is free again. Bounded: the key that was counted
 * longest ago is forgotten first, which at worst lets somebody begin anew.
 */
export function createRateLimiter(rate: Rate, clock: Clock): RateLimiter {
  const freeAt = new Map<string, number>();
  const tolerance = rate.burst * rate.everyMs;

  function wait(key: string, now: number): number {
    return Math.max(freeAt.get(key) ?? 0, now) + rate.everyMs - tolerance - now;
  }
  return {
    take(key) {
      const now = clock.monotonic();
      const waitMs = wait(key, now);
      if (waitMs > 0) return seconds(waitMs);
      const next = Math.max(freeAt.get(key) ?? 0, now) + rate.everyMs;
      freeAt.delete(key); // to the end: the map's order is the order of last use
      freeAt.set(key, next);
      if (freeAt.size > RATE_KEYS_MAX) forgetOldest(freeAt);
      return undefined;
    },
    check(key) {
      const waitMs = wait(key, clock.monotonic());
      return waitMs > 0 ? seconds(waitMs) : undefined;
    },
  };
}

/** Who shares a limit: one IPv4 address, or the /64 of an IPv6 address, in which one subscriber has every address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function forgetOldest(map: Map<string, number>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
