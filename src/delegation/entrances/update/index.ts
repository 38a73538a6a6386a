/** UPDATE (RFC 2136) signed with TSIG (RFC 8945), as a way in for clients: pure decisions, and the entrance that carries them out. */
export type * from './types.ts';
export { brokeredUpdates } from './brokered.ts';
export { createUpdateEntrance, type Listener, type UpdateEntrance } from './entrance.ts';
export { facadeSoa, type Soa } from './facade.ts';
export { listenForUpdates } from './listen.ts';
export type { Zones } from './update.ts';
