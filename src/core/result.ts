import type { Fault } from './faults.ts';

/** What a function that may fail in an expected way returns. Throwing is for bugs and broken infrastructure only. */
export type Result<T, F = Fault> = Ok<T> | Failure<F>;

type Ok<T> = { readonly ok: true; readonly value: T };
type Failure<F = Fault> = { readonly ok: false; readonly fault: F };

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<F>(fault: F): Failure<F> {
  return { ok: false, fault };
}
