import type { Broker, Explanation } from '../../delegation/broker/index.ts';
import { ruleNameText } from '../../delegation/broker/index.ts';
import type {
  ChallengeEvent,
  Client,
  ClientKey,
  DelegatedType,
  Rule,
  StoredTsigKey,
} from '../../store/index.ts';
import { time } from './views.ts';

/** What the handlers ask of the delegation; where it is off there are no zones. */
export type DelegationControl = Pick<Broker, 'allocate' | 'targets' | 'withdrawn'>;

export type ClientView = { readonly name: string; readonly createdAt: string };
/** The only answer that ever holds the key. */
export type NewClientView = ClientView & { readonly user: string; readonly key: string };
export type ClientDetailView = ClientView & {
  readonly keys: readonly ClientKeyView[];
  readonly tsigKeys: readonly TsigKeyView[];
  readonly rules: readonly RuleView[];
  readonly events: readonly ChallengeEventView[];
};
export type ClientKeyView = {
  readonly user: string;
  /** Good for this challenge alone; null: for whatever the client may. */
  readonly challenge: string | null;
  readonly networks: readonly string[];
  readonly createdAt: string;
};
/** What our own clients may be given; HMAC-SHA1 is for those that have nothing better. */
export const TSIG_KEY_ALGORITHMS = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512', 'hmac-sha1'] as const;
export type TsigKeyView = { readonly name: string; readonly algorithm: string; readonly createdAt: string };
/** The only answer that ever holds the secret, in base64. `server`: where updates are taken; null while nobody takes them. */
export type NewTsigKeyView = TsigKeyView & {
  readonly client: string;
  readonly secret: string;
  readonly server: { readonly address: string; readonly port: number } | null;
};
export type RuleView = {
  readonly id: string;
  readonly client: string;
  /** `NAME`, `*.NAME` or `**.NAME`. */
  readonly name: string;
  readonly types: readonly DelegatedType[];
  readonly networks: readonly string[];
  readonly accounts: readonly string[];
  readonly createdAt: string;
};
/** A rule, and for a single name what its owner publishes: one record for each zone, of which one is enough. */
export type NewRuleView = RuleView & {
  readonly targets: readonly { readonly challenge: string; readonly target: string }[];
};
export type ExplanationView = {
  readonly name: string;
  readonly type: DelegatedType;
  readonly rules: readonly (RuleView & {
    readonly outcome: Explanation['outcome'];
    /** Why it denies; what it depends on. */
    readonly reasons: readonly string[];
  })[];
};
export type ChallengeEventView = {
  readonly at: string;
  readonly event: ChallengeEvent['event'];
  readonly challenge: string;
  readonly source: string;
  readonly reason: string | null;
};

export function clientView({ name, createdAt }: Client): ClientView {
  return { name, createdAt: time(createdAt) };
}

export function clientKeyView({ user, challenge, networks, createdAt }: ClientKey): ClientKeyView {
  return { user, challenge, networks, createdAt: time(createdAt) };
}

export function tsigKeyView({
  name,
  algorithm,
  createdAt,
}: Omit<StoredTsigKey, 'sealedSecret'>): TsigKeyView {
  return { name, algorithm, createdAt: time(createdAt) };
}

export function ruleView(rule: Rule, client: string): RuleView {
  const { id, types, networks, thumbprints, createdAt } = rule;
  return {
    id,
    client,
    name: ruleNameText(rule),
    types,
    networks,
    accounts: thumbprints,
    createdAt: time(createdAt),
  };
}

export function challengeEventView(one: ChallengeEvent): ChallengeEventView {
  const { event, challenge, source, reason } = one;
  return { at: time(one.at), event, challenge, source, reason };
}
