/** What happened, before it has its place in the chain. It holds no secrets. */
export type NewAuditEntry = {
  readonly at: number;
  /** `administrator:ada`, `client:web`, `server`. */
  readonly actor: string;
  /** What was done, as docs/audit.md lists it: `rule.add`. */
  readonly action: string;
  /** What it was done to: `rule:ID`, `_acme-challenge.www.example.com`. */
  readonly object: string;
  readonly details: Readonly<Record<string, unknown>>;
};

export type AuditEntry = Omit<NewAuditEntry, 'details'> & {
  /** 1, 2, 3, ...; 0 begins the chain. */
  readonly sequence: number;
  /** JSON text, as it is hashed. */
  readonly details: string;
  /** The digest of the entry before; empty at the beginning. */
  readonly previous: string;
  /** As `auditHash`; of the first entry, chance. */
  readonly hash: string;
};

/** A signature over the chain up to an entry. */
export type AuditCheckpoint = {
  readonly sequence: number;
  readonly at: number;
  /** That of the entry. */
  readonly hash: string;
  /** Base64. */
  readonly signature: string;
};

/** Who makes a change, and when: it becomes an entry in the unit of the change. */
export type By = { readonly at: number; readonly actor: string };

export type AuditStore = {
  /** For what is no change of the store itself: whoever does something elsewhere is handed this method alone. */
  append(entries: readonly NewAuditEntry[]): Promise<void>;
  /** In their sequence, after the one named. */
  walk(after: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Newest first. */
  list(filter: {
    readonly since?: number;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
  last(): Promise<AuditEntry>;
  /** False when the chain has no such entry, or has a checkpoint there. */
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<boolean>;
  /** In their sequence, from the one named on. */
  checkpoints(from: number, limit: number): Promise<readonly AuditCheckpoint[]>;
  /** The last of all, whether its entry is there or not. */
  lastCheckpoint(): Promise<AuditCheckpoint | undefined>;
  /** The last one whose entry is there, and that was made before that time. */
  standingCheckpoint(before?: number): Promise<AuditCheckpoint | undefined>;
  /**
   * Says so in the chain, then forgets all entries and checkpoints before that of the checkpoint, which stay. Returns how many entries;
   * undefined when there is no such checkpoint, or not its entry: what is left has to hang on it.
   */
  purge(
    checkpoint: Pick<AuditCheckpoint, 'sequence' | 'hash'>,
    entry: NewAuditEntry,
  ): Promise<number | undefined>;
  /** The key that signs, sealed. False when there is one. */
  addKey(sealedKey: Uint8Array, createdAt: number): Promise<boolean>;
  key(): Promise<Uint8Array | undefined>;
};
