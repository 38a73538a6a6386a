import type { SqlValue, StepResult, Unit, UnitResult } from '../driver.ts';

/**
 * What passes between the main thread and the writer's: flat arrays of plain values, because a structured clone costs by the
 * object. A statement's text is sent once and named by its number afterwards.
 */
export type BatchMessage = {
  readonly kind: 'batch';
  /** Texts of statements not sent before; they take the next numbers. */
  readonly texts: readonly string[];
  /** For each unit: steps, conditional or not; for each step: statement, mode, number of values, values. */
  readonly code: readonly SqlValue[];
  readonly units: number;
};
type CloseMessage = { readonly kind: 'close' };
export type WriterMessage = BatchMessage | CloseMessage;

/** For each unit DONE and the result of each step, or UNDONE and the step, or ERROR and a text. */
type ResultMessage = { readonly kind: 'results'; readonly results: readonly ResultValue[] };
export type ResultValue = StepResult | string;
/** After it the writer is gone. */
type FatalMessage = { readonly kind: 'fatal'; readonly cause: string };
export type WriterAnswer = ResultMessage | FatalMessage | { readonly kind: 'ready' };

const MODE_PLAIN = 0;
export const MODE_ONE = 1;
export const MODE_ROWS = 2;

export const DONE = 0;
export const UNDONE = 1;
export const ERROR = 2;

/** Appends a unit to a batch's code. `numberOf` gives a statement's number. */
export function encodeUnit(unit: Unit, code: SqlValue[], numberOf: (sql: string) => number): void {
  // when a condition on the first statement fails, nothing was changed yet
  const conditional = unit.some((step, i) => i > 0 && step.expect !== undefined);
  code.push(unit.length, conditional ? 1 : 0);
  for (const step of unit) {
    const mode = step.rows === true ? MODE_ROWS : step.expect === 'one' ? MODE_ONE : MODE_PLAIN;
    code.push(numberOf(step.query.sql), mode, step.query.values.length);
    for (const value of step.query.values) code.push(owned(value));
  }
}

/** Reads the results of one unit; `cursor` moves on. An error is returned as its text. */
export function decodeResult(
  results: readonly ResultValue[],
  cursor: { at: number },
  unit: Unit,
): UnitResult | string {
  const kind = results[cursor.at++];
  if (kind === DONE) {
    const steps = results.slice(cursor.at, (cursor.at += unit.length)) as StepResult[];
    return { done: true, steps };
  }
  if (kind === UNDONE) return { done: false, failedStep: Number(results[cursor.at++]) };
  const cause = results[cursor.at++];
  return typeof cause === 'string' ? cause : 'unknown';
}

/** A clone of a view copies the whole buffer below it (Node's pool is 8 KiB and not ours): such views are copied here. */
function owned(value: SqlValue): SqlValue {
  return value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength
    ? new Uint8Array(value)
    : value;
}
