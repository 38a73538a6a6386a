/** The authoritative server of the zones that challenges are delegated to. docs/challenge-dns.md tells what it answers, and why. */
export type * from './types.ts';
export { VALUES_PER_NAME_MAX } from './limits.ts';
export { startZoneServer } from './server.ts';
export { serialOf } from './zone-set.ts';
export { newZoneKey, zoneKeyTexts } from './zone-key.ts';
