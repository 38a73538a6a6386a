import type { CheckOutcome } from './outcome.ts';

/** Is nothing wrong? A family that is absent by choice is a note, and no fault; a validation that fails without a cause is one. */
export function isWell(outcome: CheckOutcome): boolean {
  return outcome.findings.length === 0 && !failsUnexplained(outcome);
}

/** Validation fails, and no cause of the catalogue says why. */
export function failsUnexplained({ findings, reports }: CheckOutcome): boolean {
  const fails = (reports[0]?.verdicts ?? []).some(
    ({ challenge, rules }) => challenge === 'http-01' && rules.documented === 'invalid',
  );
  return fails && findings.length === 0;
}
