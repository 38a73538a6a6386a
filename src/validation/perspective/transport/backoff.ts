import { RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from './limits.ts';

/**
 * Milliseconds to wait after so many failures in a row (1 or more): doubling, bounded, and shortened at random by up to a half, so
 * that many agents that lost one server do not all come back in one moment. `random`: 0 to 1.
 */
export function backoffMs(failures: number, random: number): number {
  const doublings = Math.min(failures - 1, DOUBLINGS_MAX);
  const longest = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** doublings);
  return longest * (1 - random / 2);
}

/** Beyond, the bound holds anyway. */
const DOUBLINGS_MAX = 20;
