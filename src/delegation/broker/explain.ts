import type { DelegatedType, Rule } from '../../store/index.ts';
import { coversName, type DenyReason, unmet } from './decide.ts';

/** What is known of a request that somebody asks about; of the rest the answer says what it depends on. */
export type Question = {
  readonly name: string;
  readonly type: DelegatedType;
  readonly source?: string | undefined;
  readonly thumbprint?: string | undefined;
};

/** What one rule says: `depends`: it allows from its networks, for its accounts, and the question does not tell which. */
export type Explanation = { readonly rule: Rule } & (
  | { readonly outcome: 'allows' }
  | { readonly outcome: 'depends'; readonly on: readonly ('source' | 'account')[] }
  | { readonly outcome: 'denies'; readonly reason: DenyReason }
);

/** Every rule that covers the name, with what it says to it, and why. Where there is none, nobody may. */
export function explain(rules: readonly Rule[], question: Question): Explanation[] {
  return rules.filter((rule) => coversName(rule, question.name)).map((rule) => judge(rule, question));
}

function judge(rule: Rule, { type, source, thumbprint }: Question): Explanation {
  // conditions that cannot be judged are left out, then named
  const known = {
    ...rule,
    networks: source === undefined ? [] : rule.networks,
    thumbprints: thumbprint === undefined ? [] : rule.thumbprints,
  };
  const reason = unmet(known, { type, source: source ?? '', thumbprint });
  if (reason !== undefined) return { rule, outcome: 'denies', reason };
  const on = [
    ...(known.networks.length < rule.networks.length ? (['source'] as const) : []),
    ...(known.thumbprints.length < rule.thumbprints.length ? (['account'] as const) : []),
  ];
  return on.length === 0 ? { rule, outcome: 'allows' } : { rule, outcome: 'depends', on };
}
