/** The change of a signed zone's key, by steps that the times of caches and the zone above decide (docs/challenge-dns.md). */
export type * from './types.ts';
export { CHECK_EVERY_MS } from './limits.ts';
export { createRollovers } from './rollovers.ts';
export { nextStep } from './schedule.ts';
export { dsSeen, keysFor } from './keys.ts';
