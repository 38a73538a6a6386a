import type { By } from './audit-types.ts';
import type { RuleDemands } from './rules-demands.ts';
import type { Page } from './types.ts';

/** Who may answer challenges for others' certificates: a web server, a fleet of them, a colleague's program. */
export type Client = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
};

/** What a client proves itself with. The key is random, 240 bits: its digest is kept, and nothing slower is needed. */
export type ClientKey = {
  /** SHA-256 of the key, lower-case hex. */
  readonly sha256: string;
  /** A UUID, for protocols that need a user's name. */
  readonly user: string;
  readonly clientId: string;
  /** Good for this challenge's name alone; null: for whatever the client may. */
  readonly challenge: string | null;
  /** Good from these networks alone; none: from everywhere. */
  readonly networks: readonly string[];
  readonly createdAt: number;
  /** Good until then; without: until it is revoked. */
  readonly expiresAt?: number;
  /** Written once an hour at most. */
  readonly lastUsedAt?: number;
};

/** `exact`: the name itself. `one-label`: the names one label below it, and not itself. `subtree`: all below it, and not itself. */
export type RuleScope = 'exact' | 'one-label' | 'subtree';
export type DelegatedType = 'dns-01' | 'dns-account-01';

/** Lets a client answer challenges of some names; where it has conditions, all of them must hold. */
export type Rule = {
  readonly id: string;
  readonly clientId: string;
  /** A host name in lower-case A-labels. */
  readonly name: string;
  readonly scope: RuleScope;
  readonly types: readonly DelegatedType[];
  /** Source addresses; none: from everywhere. */
  readonly networks: readonly string[];
  /** ACME account keys (RFC 7638); none: any account. */
  readonly thumbprints: readonly string[];
  /** What else must hold; nothing: nothing else. */
  readonly conditions?: RuleConditions;
  readonly createdAt: number;
};

/** Conditions of a rule that change with time and use; each that is given must hold. */
export type RuleConditions = {
  /** Of the form `Mon-Fri 08:00-18:00 Europe/Berlin`: open while one of them is. */
  readonly windows?: readonly string[];
  /** Good from this moment on, and before that one. */
  readonly from?: number;
  readonly until?: number;
  /** Values of the rule that live at once. */
  readonly liveMax?: number;
  /** Presents in an hour; a value that is presented again counts again. */
  readonly presentsPerHourMax?: number;
  /** Host names with a present in a day. */
  readonly namesPerDayMax?: number;
  /** `first`: an administrator approves each challenge once; `always`: it is done while an approval stands. None: nobody is asked. */
  readonly approval?: 'first' | 'always';
  /** The longest life of a value. */
  readonly lifetimeMs?: number;
};

/** A label of a zone of ours, and the challenge that is answered there. */
export type DelegatedName = {
  readonly zone: string;
  readonly label: string;
  /** The challenge's own name: `_acme-challenge.www.example.com`. */
  readonly challenge: string;
  /** For whom it was first given; null when that client was removed. Who may answer is the rules' matter. */
  readonly clientId: string | null;
  readonly createdAt: number;
};

export type ChallengeEvent = {
  readonly at: number;
  /** Null where nobody known was behind it. */
  readonly clientId: string | null;
  readonly challenge: string;
  readonly event: 'presented' | 'cleaned' | 'refused' | 'fetched';
  /** Address that it came from. */
  readonly source: string;
  /** Of a refusal. */
  readonly reason: string | null;
  /** The client's name: the audit tells who it was when it happened. It is not read back. */
  readonly by?: string;
};

/** Somebody at `source` was answered with the values of a label; or of a challenge that is a zone of its own, whose label is ''. */
export type ChallengeFetch = Pick<DelegatedName, 'zone' | 'label'> & Pick<ChallengeEvent, 'at' | 'source'>;

export type ClientStore = {
  /** With its first key. False when the name is taken. Who makes a change stands in the audit: the server itself, where nobody is named. */
  add(client: Client, key: ClientKey, by?: By): Promise<boolean>;
  /** False when the client is gone, or has `keysMax` keys. */
  addKey(key: ClientKey, keysMax: number, by?: By): Promise<boolean>;
  get(name: string): Promise<Client | undefined>;
  list(): Promise<readonly Client[]>;
  findKey(sha256: string): Promise<{ readonly client: Client; readonly key: ClientKey } | undefined>;
  listKeys(clientId: string, limit: number): Promise<readonly ClientKey[]>;
  /** By its user; only the client's own. */
  removeKey(user: string, clientId: string, by: By): Promise<boolean>;
  /** Written where `before` or nothing is written there. */
  keyUsed(sha256: string, at: number, before: number): Promise<void>;
  /**
   * With its keys, rules and values, in one unit; labels that were given for it stay, and are nobody's. Returns the challenges that
   * had a value of it; undefined when there is no such client.
   */
  remove(id: string, by: By & { readonly name: string }): Promise<readonly string[] | undefined>;
};

export type RuleStore = {
  /** False when the client is gone. */
  add(rule: Rule, by?: By): Promise<boolean>;
  get(id: string): Promise<Rule | undefined>;
  /** Those of one client, or all. */
  list(filter: { clientId?: string }, page: Page): Promise<readonly Rule[]>;
  /** Those that are about one of these names; of one client, or of all. */
  listAbout(names: readonly string[], clientId?: string): Promise<readonly Rule[]>;
  /** With the values that were presented under it. Returns their challenges; undefined when there is no such rule. */
  remove(id: string, by: By): Promise<readonly string[] | undefined>;
  /** When its quotas have room again. */
  usage(id: string, now: number): Promise<RuleUsage>;
};

/** When the first of what is counted is counted no more; null where nothing is. */
export type RuleUsage = {
  readonly nextLive: number | null;
  readonly nextPresents: number | null;
  readonly nextNames: number | null;
};

export type ChallengeValue = Pick<DelegatedName, 'challenge'> & {
  readonly clientId: string;
  /** The rule that allowed it: a condition of its being written. */
  readonly ruleId: string;
  readonly value: string;
  readonly expiresAt: number;
  /** Of the rule: held against what is stored, in the unit that writes the value. */
  readonly demands?: RuleDemands;
};
/** Why a value is not written that the rule's standing conditions allow. */
export type UnmetDemand = 'quota-live' | 'quota-presents' | 'quota-names' | 'approval';
export type ChallengeStore = {
  /** Gives labels to challenges; all or none. False when one of them stands for another challenge. */
  allocate(names: readonly DelegatedName[]): Promise<boolean>;
  findName(zone: string, label: string): Promise<DelegatedName | undefined>;
  listByChallenge(challenge: string): Promise<readonly DelegatedName[]>;
  /** By zone and label, after the one named. */
  listNames(filter: {
    clientId?: string;
    after?: Pick<DelegatedName, 'zone' | 'label'>;
    limit: number;
  }): Promise<readonly DelegatedName[]>;
  /**
   * Writes the value, or counts one more reference to it and lets it live until `expiresAt`; together with the labels that its challenge
   * needs and the record of it. `rule-gone`: the rule or the client is not there any more. `too-many`: the challenge has `valuesMax`
   * other live values. `label-taken`: a label stands for another challenge. The others: what the rule demands is not met.
   */
  present(
    value: ChallengeValue,
    names: readonly DelegatedName[],
    event: ChallengeEvent,
    valuesMax: number,
  ): Promise<'presented' | 'rule-gone' | 'too-many' | 'label-taken' | UnmetDemand>;
  /** One reference less; the value goes with the last. Only the client's own. False, and nothing recorded, when it has no such value. */
  cleanUp(
    value: Pick<ChallengeValue, 'challenge' | 'clientId' | 'value'>,
    event: Pick<ChallengeEvent, 'at' | 'source' | 'by'>,
  ): Promise<boolean>;
  /** Each value once, in the order in which they came. */
  liveValues(challenge: string, now: number): Promise<readonly string[]>;
  /** All that live, by challenge. */
  allLive(now: number): Promise<readonly { readonly challenge: string; readonly value: string }[]>;
  /** Forgets what has expired, `limit` of them; returns their challenges. */
  expire(now: number, limit: number): Promise<readonly string[]>;
  /** Numbers for the next `count` changes of zones, never given before: the last of them. */
  reserveSequences(count: number): Promise<number>;
  record(events: readonly ChallengeEvent[]): Promise<void>;
  /** That a label's values went out: an event for each client that has one there. */
  recordFetches(fetches: readonly ChallengeFetch[]): Promise<void>;
  /** Newest first. */
  listEvents(filter: {
    clientId?: string;
    challenge?: string;
    limit: number;
  }): Promise<readonly ChallengeEvent[]>;
  /** Forgets events from before, `limit` of them; returns how many. */
  purgeEvents(before: number, limit: number): Promise<number>;
};
