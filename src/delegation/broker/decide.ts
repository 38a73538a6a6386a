import { addressBytes, contains, parseNetwork } from '../../net/index.ts';
import type { DelegatedType, Rule } from '../../store/index.ts';
import { LABELS_MAX } from './limits.ts';
import { isInTime } from './rule-time.ts';

/** Who wants to answer which challenge, from where, for which ACME account. */
export type BrokerRequest = {
  readonly clientId: string;
  /** In lower-case A-labels, without a wildcard: the proof for a name is the proof for its wildcard. */
  readonly name: string;
  readonly type: DelegatedType;
  /** An IP literal. */
  readonly source: string;
  /** RFC 7638; undefined where the protocol does not tell it. */
  readonly thumbprint: string | undefined;
  /** When (milliseconds since 1970); undefined: whenever, so that windows do not count. */
  readonly at?: number | undefined;
};

/**
 * `account-untold`: the rule is for some accounts alone, and which one it is for cannot be seen. Whether there is room in a quota, and an
 * approval, is the store's to say, when the value is written.
 */
export type DenyReason =
  | 'no-rule'
  | 'type'
  | 'source'
  | 'account-untold'
  | 'account'
  | 'window'
  | 'approval'
  | 'quota';
export type Decision =
  | {
      readonly outcome: 'allow';
      readonly rule: Rule;
      /** All that allow it, that one first: what one of them has no room for, the next may have. */
      readonly rules: readonly Rule[];
    }
  | {
      readonly outcome: 'deny';
      readonly reason: DenyReason;
      /** The rules that were denied for this reason. */
      readonly rules: readonly Rule[];
    };

/**
 * Denied, unless one rule of the client's covers the name and has all its conditions met. Where none has, the reason is that of the
 * rule which came furthest.
 */
export function decide(rules: readonly Rule[], request: BrokerRequest): Decision {
  const allowing: Rule[] = [];
  const denied: { readonly rule: Rule; readonly reason: DenyReason }[] = [];
  for (const rule of rules) {
    if (rule.clientId !== request.clientId || !coversName(rule, request.name)) continue;
    const reason = unmet(rule, request);
    if (reason === undefined) allowing.push(rule);
    else denied.push({ rule, reason });
  }
  const [first] = allowing;
  if (first !== undefined) return { outcome: 'allow', rule: first, rules: allowing };
  const reason = furthest(denied.map((one) => one.reason));
  return {
    outcome: 'deny',
    reason,
    rules: denied.flatMap((one) => (one.reason === reason ? [one.rule] : [])),
  };
}

/** Of several reasons, that of the rule which came furthest. */
export function furthest<Reason extends DenyReason>(reasons: readonly Reason[]): Reason | 'no-rule' {
  let last: Reason | 'no-rule' = 'no-rule';
  for (const reason of reasons) if (ORDER.indexOf(reason) > ORDER.indexOf(last)) last = reason;
  return last;
}

/** The first condition of a rule that is not met. */
export function unmet(
  rule: Rule,
  request: Omit<BrokerRequest, 'clientId' | 'name'>,
): Exclude<DenyReason, 'no-rule' | 'quota' | 'approval'> | undefined {
  if (!rule.types.includes(request.type)) return 'type';
  if (!comesFrom(rule.networks, request.source)) return 'source';
  if (rule.thumbprints.length > 0) {
    if (request.thumbprint === undefined) return 'account-untold';
    if (!rule.thumbprints.includes(request.thumbprint)) return 'account';
  }
  if (request.at !== undefined && !isInTime(rule.conditions ?? {}, request.at)) return 'window';
  return undefined;
}

/** Is the name what the rule is about? Compared label by label: `notexample.com` is no part of `example.com`. */
export function coversName({ name, scope }: Pick<Rule, 'name' | 'scope'>, asked: string): boolean {
  const own = name.split('.');
  const labels = asked.split('.');
  const above = labels.length - own.length;
  if (above < 0 || !own.every((label, index) => label === labels[above + index])) return false;
  if (scope === 'exact') return above === 0;
  return scope === 'one-label' ? above === 1 : above >= 1;
}

/** The names that a rule must be about to cover this one: itself and everything above it. */
export function coveringNames(name: string): string[] {
  const labels = name.split('.').slice(-LABELS_MAX);
  return labels.map((_, index) => labels.slice(index).join('.'));
}

/** Is the address in one of the networks? Without any network, it may come from anywhere. */
export function comesFrom(networks: readonly string[], source: string): boolean {
  if (networks.length === 0) return true;
  const bytes = addressBytes(source);
  if (bytes === undefined) return false;
  return networks.some((text) => {
    const network = parseNetwork(text);
    return network !== undefined && contains(network, bytes);
  });
}

const ORDER: readonly DenyReason[] = [
  'no-rule',
  'type',
  'source',
  'account-untold',
  'account',
  'window',
  'approval',
  'quota',
];
