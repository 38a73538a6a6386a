import type { Log } from '../../../core/index.ts';
import { HINTS_MAX } from './limits.ts';
import { refusalText } from './reply.ts';
import type { UpdateReason } from './types.ts';

/** Says once for each client what its administrator has to change; strangers, whose key nobody knows, get no line. */
export function createHints(log: Log): (reason: UpdateReason, client: string | undefined) => void {
  const told = new Set<string>();
  return (reason, client) => {
    if (client === undefined || told.size >= HINTS_MAX) return;
    const key = `${reason} ${client}`;
    if (!FOR_ADMINISTRATORS.has(reason) || told.has(key)) return;
    told.add(key);
    log.warn({ client, reason, text: refusalText({ reason }) }, 'a client signs its updates wrongly');
  };
}

const FOR_ADMINISTRATORS: ReadonlySet<UpdateReason> = new Set<UpdateReason>([
  'hmac-md5',
  'hmac-sha1',
  'other-algorithm',
  'unknown-algorithm',
]);
