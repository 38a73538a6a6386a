import type { CheckOutcome } from './outcome.ts';

/** Is nothing wrong? A family that is absent by choice is a note, and no fault; a validation that fails without a cause is one. */
export function isWell(outcome: CheckOutcome): boolean {
  return outcome.findings.length === 0 && failsUnexplained(outcome).length === 0;
}

/** The places from which validation fails, while no cause of the catalogue says why. */
export function failsUnexplained({ findings, reports }: CheckOutcome): readonly string[] {
  if (findings.length > 0) return [];
  const failing = reports.filter(({ verdicts }) =>
    verdicts.some(({ challenge, rules }) => challenge === 'http-01' && rules.documented === 'invalid'),
  );
  return [...new Set(failing.map(({ vantage }) => vantage))];
}
