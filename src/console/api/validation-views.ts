import type { DryAsk, DryCompared, DryRequest } from '../../authority/acme/index.ts';
import type { ChallengeType, Evidence, Judgement, Result, RetryRule, StopSignal } from '../../core/index.ts';
import type { FamilyJudgements, ValidationReport, ValidationRequest } from '../../validation/index.ts';
import { type ErrorView, errorView, time } from './views.ts';

/** What the handler asks of whoever has a validator; `signal`: nobody waits any longer. */
export type DryValidations = {
  /** What it would be asked, without a look. Faults: whatever an order would be refused for. */
  plan(ask: DryAsk): Promise<Result<DryRequest>>;
  /** Faults: those of `plan`, and `dryValidationsBusy`. */
  run(ask: DryAsk, signal: StopSignal): Promise<Result<DryValidation>>;
};
export type DryValidation = {
  readonly request: ValidationRequest;
  readonly compared: DryCompared;
  readonly report: ValidationReport;
  /** How many have joined. */
  readonly perspectives: number;
};

export type DryPlanView = {
  /** In normal form, with `*.` for a wildcard. */
  readonly name: string;
  readonly type: ChallengeType;
  readonly directory: string;
  readonly compared: DryCompared;
};

/** A dry validation as `--json` has it: stable, documented in docs/commands.md. */
export type DryValidationView = DryPlanView & {
  readonly valid: boolean;
  readonly rule: RetryRule;
  readonly judgements: Readonly<Record<RetryRule, Judgement>>;
  /** Null where there is no choice of families: records in DNS, an address. */
  readonly families: FamilyJudgements | null;
  readonly perspectives: { readonly joined: number; readonly asked: boolean };
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly error: ErrorView | null;
  readonly evidence: readonly Evidence[];
};

/** What was or would be looked at, and against what it is compared. */
export function dryRequestView({
  request,
  compared,
}: Pick<DryValidation, 'request' | 'compared'>): DryPlanView {
  const { identifier, wildcard, type, directory } = request;
  return { name: wildcard ? `*.${identifier.value}` : identifier.value, type, directory, compared };
}

export function dryValidationView(
  { request, compared, report, perspectives }: DryValidation,
  language: string,
): DryValidationView {
  const { verdict, rule, judgements, families, evidence, startedAt, finishedAt } = report;
  return {
    ...dryRequestView({ request, compared }),
    valid: verdict.valid,
    rule,
    judgements,
    families: families ?? null,
    perspectives: { joined: perspectives, asked: evidence.some(({ kind }) => kind === 'quorum') },
    startedAt: time(startedAt),
    finishedAt: time(finishedAt),
    error: verdict.valid ? null : errorView(verdict.fault, language),
    evidence,
  };
}
