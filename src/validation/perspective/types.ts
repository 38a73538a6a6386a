import type { Evidence, Fault, Region, StopSignal } from '../../core/index.ts';
import type { ValidationRequest } from '../types.ts';

/** What a perspective is asked to repeat: the challenge (domain control validation), or the CAA check. */
export type Check = 'dcv' | 'caa';

/**
 * A place from which validations are repeated: an agent of ours that listens, one that dialled out to us, or another's that speaks
 * Open MPIC. `ask` never rejects, ends by the deadline or the signal, and believes nothing: the coordinator compares.
 */
export type Perspective = {
  readonly name: string;
  readonly region: Region;
  ask(check: Check, request: ValidationRequest, until: Until): Promise<PerspectiveAnswer>;
};

export type Until = {
  /** Monotonic milliseconds. */
  readonly deadlineMs: number;
  readonly signal: StopSignal;
};

export type PerspectiveAnswer =
  | {
      readonly answered: true;
      /** Who says that it answers, and about what, as its answer has it. */
      readonly perspective: string;
      readonly target: string;
      readonly passed: boolean;
      /** Where it is one of ours: its refusal as code and parameters, and what it saw. */
      readonly fault?: Fault;
      /** Where it is another's: the error types that it gave (Open MPIC), short tokens and nothing else. */
      readonly errors?: readonly string[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly answered: false; readonly outcome: 'timeout' | 'unreachable' | 'malformed' };
