import type { Clock, Log } from '../../core/index.ts';
import type { Validator } from '../types.ts';
import type { CoordinatorLimits } from './limits.ts';
import type { QuorumPolicy } from './quorum.ts';
import type { Perspective } from './types.ts';

export type CoordinatorParts = {
  /** The engine of this place. The coordinator closes it. */
  readonly local: Validator;
  /** Those that are joined at this moment. Asked anew for every validation. */
  readonly perspectives: () => readonly Perspective[];
  readonly policy: QuorumPolicy;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<CoordinatorLimits>;
  /** Factor on every time limit (test setting `validation.time_scale`); 1 by default. */
  readonly timeScale?: number;
};

/** A validator that asks here first, and then every perspective at once. */
export function createCoordinator(_parts: CoordinatorParts): Validator {
  throw new Error('not built yet');
}
