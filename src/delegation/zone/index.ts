/** The authoritative server of the zones that challenges are delegated to. docs/challenge-dns.md tells what it answers, and why. */
export type * from './types.ts';
export { RECORD_TTL_SECONDS as ZONE_TTL_MAX, VALUES_PER_NAME_MAX } from './limits.ts';
export { startZoneServer } from './server.ts';
export { serialOf } from './zone-set.ts';
export { dnskeyOf, newZoneKey, zoneKeyTexts } from './zone-key.ts';
