import { join } from 'node:path';
import { readPrivateFile, writeFileDurably } from '../authority/signer/index.ts';
import type { Clock, Log, Result } from '../core/index.ts';
import { type Auditor, createAuditor, type Sealing } from '../delegation/audit/index.ts';
import type { Store } from '../store/index.ts';

/** The auditor of a data directory; its memory is the file `audit.checkpoint` beside the database. */
export function auditorOf(parts: {
  readonly directory: string;
  readonly store: Store;
  readonly atRest: () => Promise<Result<Sealing>>;
  readonly clock: Clock;
  readonly log: Log;
}): Auditor {
  const { directory, store, atRest, clock, log } = parts;
  const file = join(directory, 'audit.checkpoint');
  const memory = {
    async read() {
      const found = await readPrivateFile(file);
      if (found.ok) return found.value;
      // what cannot be read, or may be read by others, is not what we wrote
      return found.fault.code === 'keyFileMissing' ? undefined : new Uint8Array();
    },
    write: (bytes: Uint8Array) => writeFileDurably(file, bytes),
  };
  return createAuditor({ audit: store.audit, atRest, memory, clock, log });
}
