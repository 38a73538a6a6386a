/** The task list: at most one row for each `key`; a runner leases what is due, then completes or reschedules it. */
export type Job = {
  readonly key: string;
  readonly kind: string;
  readonly dueAt: number;
  readonly attempts: number;
};
export type JobStore = {
  /** Adds, or moves to the earlier of both times; while it is leased, asks for another run after this one. */
  schedule(key: string, kind: string, dueAt: number): Promise<void>;
  /** Due jobs, leased until `leaseUntil`: nobody else gets them before. */
  lease(now: number, leaseUntil: number, limit: number): Promise<readonly Job[]>;
  /**
   * Done: next time at `nextAt`, or gone when null; but at the time of a schedule() that came during the lease, where that is
   * earlier. False when the lease was lost.
   */
  finish(key: string, leaseUntil: number, nextAt: number | null): Promise<boolean>;
  /** Failed: again at `at` (or at an earlier schedule()), with `attempts` kept. False when the lease was lost. */
  retry(key: string, leaseUntil: number, at: number): Promise<boolean>;
  /** Earliest time at which anything is due. */
  nextDue(): Promise<number | undefined>;
  /**
   * Retention: deletes concluded orders, authorizations and evidence made before the limits, clears the bytes of certificates
   * that ended before theirs, and never deletes a certificate's row. Returns how many rows; call again while it is not 0.
   */
  purge(limits: PurgeLimits): Promise<number>;
};
export type PurgeLimits = {
  readonly ordersBefore: number;
  readonly authorizationsBefore: number;
  readonly validationsBefore: number;
  /** Expired certificates keep their compact row, but lose their DER, when they ended before this. */
  readonly certificateDerBefore: number;
  readonly limit: number;
};
