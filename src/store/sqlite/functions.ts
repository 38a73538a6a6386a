import type { DatabaseSync } from 'node:sqlite';
import { auditHash } from '../audit-hash.ts';

/** What our statements call and SQLite does not have. */
export function defineFunctions(db: DatabaseSync): void {
  // the one writer works out each link of the chain when it writes it: no order of units can break it
  db.function(
    'audit_hash',
    { deterministic: true, directOnly: true },
    (previous, sequence, at, actor, action, object, details) =>
      auditHash({
        previous: String(previous),
        sequence: Number(sequence),
        at: Number(at),
        actor: String(actor),
        action: String(action),
        object: String(object),
        details: String(details),
      }),
  );
}
