import type { ChallengeValue, Rule, UnmetDemand } from '../../store/index.ts';
import type { DenyReason } from './decide.ts';
import { VALUE_LIFETIME_MS } from './limits.ts';

/** The part of a value's row that its rule says: what it demands of the store, and how long the value lives from `now` on. */
export function underRule(
  { id, conditions }: Rule,
  name: string,
  now: number,
): Pick<ChallengeValue, 'ruleId' | 'expiresAt' | 'demands'> {
  const { liveMax, presentsPerHourMax, namesPerDayMax, approval, lifetimeMs } = conditions ?? {};
  const demands = {
    ...(liveMax !== undefined && { liveMax }),
    ...(presentsPerHourMax !== undefined && { presentsPerHourMax }),
    ...(namesPerDayMax !== undefined && { namesPerDayMax }),
    ...(approval !== undefined && { approval }),
  };
  return {
    ruleId: id,
    expiresAt: now + Math.min(lifetimeMs ?? VALUE_LIFETIME_MS, VALUE_LIFETIME_MS),
    ...(Object.keys(demands).length > 0 && { demands: { ...demands, name } }),
  };
}

/** A rule that would have allowed it, and why the store did not write under it. */
export type Failure = { readonly rule: Rule; readonly unmet: UnmetDemand | 'rule-gone' };

export function reasonOf(unmet: Failure['unmet']): Extract<DenyReason, 'no-rule' | 'approval' | 'quota'> {
  if (unmet === 'rule-gone') return 'no-rule';
  return unmet === 'approval' ? 'approval' : 'quota';
}

/** Is it the rule that was in the way, so that another one may not be? */
export function isOfRule(outcome: string): outcome is Failure['unmet'] {
  return ['rule-gone', 'approval', 'quota-live', 'quota-presents', 'quota-names'].includes(outcome);
}
