import type { Result } from '../../core/index.ts';
import type { AuditCheckpoint } from '../../store/index.ts';
import type { ChainVerdict } from './chain.ts';

/** Encrypts secrets at rest (`KeyAtRest`). */
export type Sealing = {
  seal(bytes: Uint8Array, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Result<Uint8Array>;
};

/** A file beside the database that holds the last checkpoint: what is cut from the end of the chain shows by it. */
export type AuditMemory = {
  /** Undefined when there is none. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array): Promise<void>;
};

/** What is found wrong with the file: it is not there, or not ours; the chain may be whole. */
export type MemoryProblem = 'memory-missing' | 'memory-broken';
export type AuditVerdict = ChainVerdict & { readonly memory: MemoryProblem | null };

export type Auditor = {
  /** Signs the chain as it is now; undefined when its end is signed already. */
  checkpoint(): Promise<Result<AuditCheckpoint | undefined>>;
  /** Walks the whole chain. Fault `sealBroken`. */
  verify(): Promise<Result<AuditVerdict>>;
  publicKey(): Promise<Result<{ readonly pem: string; readonly sha256: string }>>;
  /** Forgets what is older than the last checkpoint before `before` whose entry is there; undefined when there is none. Faults as of `checkpoint`. */
  purge(
    before: number,
    actor: string,
  ): Promise<Result<{ readonly removed: number; readonly upTo: number } | undefined>>;
  /** Signs from now on as time goes by, and once more when it is closed. */
  start(): void;
  close(): Promise<void>;
};
