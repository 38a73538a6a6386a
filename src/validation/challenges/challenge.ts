import type { Evidence, Fault, Judgement, RetryRule, StopSignal } from '../../core/index.ts';
import type { FamilyJudgements } from '../families.ts';
import type { ValidationLimits } from '../limits.ts';
import type { ValidatorSettings } from '../settings.ts';
import type { ValidationRequest } from '../types.ts';

/** One validation under way: what is to be proven, what it works with, and until when. */
export type Job = {
  readonly request: ValidationRequest;
  readonly settings: ValidatorSettings;
  /** Already scaled. */
  readonly limits: ValidationLimits;
  /** Monotonic milliseconds by which everything ends. */
  readonly deadlineMs: number;
  readonly signal: StopSignal;
};

/** How one challenge ended. `refusal` undefined: proven. */
export type Finding = {
  readonly refusal: Fault | undefined;
  readonly judgements: Judgements;
  readonly families?: FamilyJudgements;
  readonly evidence: readonly Evidence[];
  /** Where the proof itself says how long it holds: milliseconds since 1970. */
  readonly until?: number;
};
export type Judgements = Readonly<Record<RetryRule, Judgement>>;

/** One challenge type: looks, and says what it found. Never throws for anything a target does; ends by the deadline. */
export type Challenge = (job: Job) => Promise<Finding>;

/** The same under every rule: for challenges that no retry rule is about. */
export function allRules(judgement: Judgement): Judgements {
  return { documented: judgement, boulder: judgement, 'per-hop': judgement };
}
