import { catalogue } from '../../../i18n/index.ts';
import {
  challengeOf,
  coveringNames,
  explain,
  type Explanation,
  furthest,
  type Principal,
  ruleNameText,
} from '../../broker/index.ts';
import { cnameRecord, type Purpose } from '../../names/index.ts';
import type { OperationParts } from './operations.ts';
import type { NameAnswer } from './schemas.ts';

export type MayQuestion = {
  readonly name: string;
  readonly type: NameAnswer['type'];
  /** Undefined for dns-account-01 of an account that is not told. */
  readonly purpose: Purpose | undefined;
  readonly source: string;
  readonly thumbprint: string | undefined;
};

type Denial = Extract<Explanation, { outcome: 'denies' }>['reason'] | 'key';

/** What the rules say to this client, of its own rules alone; `denied`: why, where it may not. */
export async function mayAnswer(
  who: Principal,
  question: MayQuestion,
  { broker, store, clock, language }: OperationParts,
): Promise<NameAnswer & { readonly denied: Denial | undefined }> {
  const { name, type, purpose, source, thumbprint } = question;
  const about = await store.rules.listAbout(coveringNames(name), who.client.id);
  const explanations = explain(about, { name, type, source, thumbprint, at: clock.now() });
  const challenge = purpose === undefined ? undefined : challengeOf(name, purpose);
  const denied = denialOf(who, explanations, challenge?.challenge);
  const depends = explanations.some(({ outcome }) => outcome === 'depends');
  const allows = explanations.some(({ outcome }) => outcome === 'allows');
  const texts = catalogue(language).cli.delegation.denyReasons;
  const reason = (code: Denial) => ({ code, message: texts[code]() });
  return {
    name,
    type,
    challenge: challenge?.challenge ?? null,
    publish:
      challenge === undefined
        ? []
        : broker.targets(challenge).map(({ target }) => {
            const record = cnameRecord({ ...challenge, target });
            return { owner: record.owner, type: 'CNAME' as const, target: record.value };
          }),
    allowed: denied !== undefined ? 'no' : allows || !depends ? 'yes' : 'depends',
    reason: denied === undefined ? null : reason(denied),
    rules: explanations.map((one) => ({
      id: one.rule.id,
      name: ruleNameText(one.rule),
      outcome: one.outcome,
      reason: one.outcome === 'denies' ? reason(one.reason) : null,
      on: one.outcome === 'depends' ? [...one.on] : [],
    })),
    denied,
  };
}

function denialOf(
  { key }: Principal,
  explanations: readonly Explanation[],
  challenge: string | undefined,
): Denial | undefined {
  if (key.challenge !== null && key.challenge !== challenge) return 'key';
  const reasons = explanations.flatMap((one) => (one.outcome === 'denies' ? [one.reason] : []));
  return reasons.length === explanations.length ? furthest(reasons) : undefined;
}
