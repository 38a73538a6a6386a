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

/** Is anything wrong? A family that is absent by choice is told, and is no fault. */
export function isWell(outcome: CheckOutcome): boolean {
  return notesAmong(outcome).faults.length === 0;
}
