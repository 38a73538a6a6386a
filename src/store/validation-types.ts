import type { ChallengeType, Evidence, Fault, Judgement, RetryRule } from '../core/index.ts';

/** What was seen and how it was judged: kept for 90 days, shown by `order show`. */
export type ValidationRecord = {
  readonly id: string;
  readonly authorizationId: string;
  readonly type: ChallengeType;
  readonly valid: boolean;
  readonly rule: RetryRule;
  readonly judgements: Readonly<Record<RetryRule, Judgement>>;
  readonly evidence: readonly Evidence[];
  /** Entries that were too many to keep (`boundedEvidence`), those of perspectives too; absent when nothing is missing. */
  readonly evidenceCut?: number;
  readonly error: Fault | null;
  readonly startedAt: number;
  readonly finishedAt: number;
};
export type ValidationStore = {
  /** Those of no conclusion: what was looked at again after it (`Conclusion` keeps its own). */
  add(records: readonly ValidationRecord[]): Promise<void>;
  listByAuthorization(authorizationId: string): Promise<readonly ValidationRecord[]>;
};
