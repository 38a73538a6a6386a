import type { Evidence, Fault } from '../../core/index.ts';
import type { Job } from '../challenge.ts';

/** RFC 8659. */
export function checkCaa(
  _job: Job,
): Promise<{ readonly refusal: Fault | undefined; readonly evidence: readonly Evidence[] }> {
  throw new Error('CAA is not looked up yet');
}
