import type { ChallengeType, Evidence, Fault, Identifier, Judgement, RetryRule } from '../core/index.ts';

/** What is to be proven. `identifier.value` never begins with `*.`; `wildcard` says whether the order asked for that. */
export type ValidationRequest = {
  readonly identifier: Identifier;
  readonly wildcard: boolean;
  readonly type: ChallengeType;
  readonly token: string;
  /** RFC 8555 section 8.1. */
  readonly keyAuthorization: string;
  /** Whose it is (an account's id): when validations have to wait, owners take turns, however many one of them has. */
  readonly owner?: string;
  /** The server's own account proving its own name: resolved and dialled as `builtInNames` says, and recorded so. */
  readonly builtIn?: boolean;
};

type Verdict = { readonly valid: true } | { readonly valid: false; readonly fault: Fault };

/**
 * Verdict, the rule that gave it, what every rule says, and everything that was seen. A validation that ended for want of time, in
 * the queue or with the server is refused, though no rule judged it: then `judgements` says `not-measured`.
 */
export type ValidationReport = {
  readonly verdict: Verdict;
  readonly rule: RetryRule;
  readonly judgements: Readonly<Record<RetryRule, Judgement>>;
  readonly evidence: readonly Evidence[];
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** Runs validations within its limits; never throws for anything a target does; `close` cancels what still runs. */
export type Validator = {
  validate(request: ValidationRequest): Promise<ValidationReport>;
  close(): Promise<void>;
};
