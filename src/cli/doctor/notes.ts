import type { CheckOutcome } from './outcome.ts';

type Found = CheckOutcome['findings'][number];

/** A family that the name does not have, A6 and A7: told, and no fault. */
const NOTES: ReadonlySet<string> = new Set(['A6', 'A7']);

export function notesAmong({ findings }: CheckOutcome): {
  readonly faults: readonly Found[];
  readonly notes: readonly Found[];
} {
  return {
    faults: findings.filter(({ id }) => !NOTES.has(id)),
    notes: findings.filter(({ id }) => NOTES.has(id)),
  };
}

/** Is nothing wrong? A family that is absent by choice is told, and is no fault; a validation that fails without a cause is one. */
export function isWell(outcome: CheckOutcome): boolean {
  return notesAmong(outcome).faults.length === 0 && !failsUnexplained(outcome);
}

/** Validation fails, and no cause of the catalogue says why. */
export function failsUnexplained(outcome: CheckOutcome): boolean {
  const verdicts = outcome.reports[0]?.verdicts ?? [];
  const fails = verdicts.some(
    ({ challenge, rules }) => challenge === 'http-01' && rules.documented === 'invalid',
  );
  return fails && notesAmong(outcome).faults.length === 0;
}
