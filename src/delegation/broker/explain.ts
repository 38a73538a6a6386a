import type { DelegatedType, Rule, RuleConditions } from '../../store/index.ts';
import { coversName, type DenyReason, unmet } from './decide.ts';
import { nextInTime } from './rule-time.ts';

/** What is known of a request that somebody asks about; of the rest the answer says what it depends on. */
export type Question = {
  readonly name: string;
  readonly type: DelegatedType;
  readonly source?: string | undefined;
  readonly thumbprint?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at?: number | undefined;
};

/** What a rule's answer may depend on. Quotas and approval it always depends on: they change with every use. */
type Dependence = 'source' | 'account' | 'time' | 'quota' | 'approval';

/** What one rule says: `depends`: it allows from its networks, for its accounts, and the question does not tell which. */
export type Explanation = { readonly rule: Rule } & (
  | { readonly outcome: 'allows' }
  | { readonly outcome: 'depends'; readonly on: readonly Dependence[] }
  | {
      readonly outcome: 'denies';
      readonly reason: DenyReason;
      /** Of `window`: when it opens; undefined where it does so no more. */
      readonly opens?: number | undefined;
    }
);

/** Every rule that covers the name, with what it says to it, and why. Where there is none, nobody may. */
export function explain(rules: readonly Rule[], question: Question): Explanation[] {
  return rules.filter((rule) => coversName(rule, question.name)).map((rule) => judge(rule, question));
}

function judge(rule: Rule, { type, source, thumbprint, at }: Question): Explanation {
  const conditions = rule.conditions ?? {};
  // conditions that cannot be judged are left out, then named
  const known = {
    ...rule,
    networks: source === undefined ? [] : rule.networks,
    thumbprints: thumbprint === undefined ? [] : rule.thumbprints,
  };
  const reason = unmet(known, { type, source: source ?? '', thumbprint, at });
  if (reason === 'window') {
    return { rule, outcome: 'denies', reason, opens: nextInTime(conditions, at ?? 0) };
  }
  if (reason !== undefined) return { rule, outcome: 'denies', reason };
  const on: Dependence[] = [];
  if (known.networks.length < rule.networks.length) on.push('source');
  if (known.thumbprints.length < rule.thumbprints.length) on.push('account');
  if (at === undefined && hasTimes(conditions)) on.push('time');
  if (hasQuota(conditions)) on.push('quota');
  if (conditions.approval !== undefined) on.push('approval');
  return on.length === 0 ? { rule, outcome: 'allows' } : { rule, outcome: 'depends', on };
}

function hasTimes({ windows = [], from, until }: RuleConditions): boolean {
  return windows.length > 0 || from !== undefined || until !== undefined;
}

function hasQuota({ liveMax, presentsPerHourMax, namesPerDayMax }: RuleConditions): boolean {
  return [liveMax, presentsPerHourMax, namesPerDayMax].some((max) => max !== undefined);
}
