import { WORK_PER_LOOKUP } from './limits.ts';
import type { Work } from './types.ts';

/** A fresh budget for one lookup. */
export function newWork(): Work {
  return { ...WORK_PER_LOOKUP };
}

/** Takes one from the budget; false where nothing was left. */
export function spend(work: Work, what: keyof Work): boolean {
  return --work[what] >= 0;
}

/** Was something refused for want of budget? Then what follows is no finding about the zone. */
export function exhausted(work: Work): boolean {
  return work.checks < 0 || work.failures < 0 || work.hashes < 0 || work.fetches < 0;
}
