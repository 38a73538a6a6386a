import type { Result } from '../../core/index.ts';
import type { ServerParts, ZoneServer } from './types.ts';

/** Starts the server in a thread of its own. A server with no listener at all is a failure; one that lacks some says so. */
export function startZoneServer(_parts: ServerParts): Promise<Result<ZoneServer>> {
  throw new Error('being built');
}
