import type { Broker, Explanation } from '../../delegation/broker/index.ts';
import { ruleNameText, VALUE_LIFETIME_MS } from '../../delegation/broker/index.ts';
import type {
  Approval,
  ChallengeEvent,
  Client,
  ClientIdentity,
  ClientKey,
  DelegatedType,
  Rule,
  StoredTsigKey,
  WaitingKey,
} from '../../store/index.ts';
import { time } from './views.ts';

/** What the handlers ask of the delegation; where it is off there are no zones. */
export type DelegationControl = Pick<Broker, 'allocate' | 'targets' | 'withdrawn'>;

export type ClientView = { readonly name: string; readonly createdAt: string };
/** The only answer that ever holds the key. */
export type NewClientView = ClientView & { readonly user: string; readonly key: string };
export type ClientDetailView = ClientView & {
  readonly keys: readonly ClientKeyView[];
  /** Of accounts of acme-dns that nobody has used since they were taken over. */
  readonly importedKeys: readonly ImportedKeyView[];
  readonly identities: readonly ClientIdentityView[];
  readonly tsigKeys: readonly TsigKeyView[];
  readonly rules: readonly RuleView[];
  readonly events: readonly ChallengeEventView[];
};
export type ImportedKeyView = {
  readonly user: string;
  readonly networks: readonly string[];
  readonly createdAt: string;
};
export type ClientKeyView = {
  readonly user: string;
  /** Good for this challenge alone; null: for whatever the client may. */
  readonly challenge: string | null;
  readonly networks: readonly string[];
  readonly createdAt: string;
  /** Null: until it is revoked. */
  readonly expiresAt: string | null;
  /** To the hour; null: never. */
  readonly lastUsedAt: string | null;
};
/** The only answer that ever holds the key. */
export type NewClientKeyView = ClientKeyView & { readonly client: string; readonly key: string };
/** What a client is known by instead of a key. Of tokens: `issuer`, `audience` and `claims`; `value` is their subject. */
export type ClientIdentityView = Omit<ClientKeyView, 'user'> & {
  readonly id: string;
  readonly kind: ClientIdentity['kind'];
  readonly value: string;
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly claims: Readonly<Record<string, string>>;
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
  /** `DAYS HH:MM-HH:MM ZONE`; none: at any time. */
  readonly windows: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly live: number | null;
  readonly presentsPerHour: number | null;
  readonly namesPerDay: number | null;
  readonly approval: 'none' | 'first' | 'always';
  /** How long a value lives. */
  readonly lifetimeSeconds: number;
  readonly createdAt: string;
};
export type ApprovalView = {
  readonly client: string;
  readonly name: string;
  readonly challenge: string;
  readonly state: Approval['state'];
  /** Where it was asked from; null where nobody asked. */
  readonly source: string | null;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Its first use: rules that ask for the first use alone are content with it from then on. */
  readonly usedAt: string | null;
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
    /** Where it denies because of the time: when it opens next; null: never, or it does not. */
    readonly opens: string | null;
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

export function clientKeyView(key: ClientKey): ClientKeyView {
  const { user, challenge, networks, createdAt, expiresAt = null, lastUsedAt = null } = key;
  return { user, challenge, networks, ...timesOf({ createdAt, expiresAt, lastUsedAt }) };
}

export function clientIdentityView(one: ClientIdentity): ClientIdentityView {
  const { id, kind, value, claims, challenge, networks } = one;
  const issuer = one.issuer === '' ? null : one.issuer;
  const audience = one.audience === '' ? null : one.audience;
  return { id, kind, value, issuer, audience, claims, challenge, networks, ...timesOf(one) };
}

function timesOf(one: Pick<ClientIdentity, 'createdAt' | 'expiresAt' | 'lastUsedAt'>) {
  return {
    createdAt: time(one.createdAt),
    expiresAt: one.expiresAt === null ? null : time(one.expiresAt),
    lastUsedAt: one.lastUsedAt === null ? null : time(one.lastUsedAt),
  };
}

export function importedKeyView({ user, networks, createdAt }: WaitingKey): ImportedKeyView {
  return { user, networks, createdAt: time(createdAt) };
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
  const { from, until, liveMax, presentsPerHourMax, namesPerDayMax, lifetimeMs, ...others } =
    rule.conditions ?? {};
  return {
    id,
    client,
    name: ruleNameText(rule),
    types,
    networks,
    accounts: thumbprints,
    windows: others.windows ?? [],
    from: from === undefined ? null : time(from),
    until: until === undefined ? null : time(until),
    live: liveMax ?? null,
    presentsPerHour: presentsPerHourMax ?? null,
    namesPerDay: namesPerDayMax ?? null,
    approval: others.approval ?? 'none',
    lifetimeSeconds: (lifetimeMs ?? VALUE_LIFETIME_MS) / 1_000,
    createdAt: time(createdAt),
  };
}

export function challengeEventView(one: ChallengeEvent): ChallengeEventView {
  const { event, challenge, source, reason } = one;
  return { at: time(one.at), event, challenge, source, reason };
}
