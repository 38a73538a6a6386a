import type { By } from './audit-types.ts';

/** Somebody else's DNS, and how it is written to. */
export type StoredProvider = {
  /** As its administrator calls it. */
  readonly name: string;
  /** Of `PROVIDER_KINDS`. */
  readonly kind: string;
  /** Lower-case A-labels without a final dot; a zone has one provider. */
  readonly zones: readonly string[];
  /** As JSON, as it was given. */
  readonly options: string;
  readonly sealedCredentials: Uint8Array;
  readonly createdAt: number;
  /** When the credentials were given. */
  readonly credentialsAt: number;
};

/**
 * `adding`, `removing`: the provider is being asked, or was, and nobody knows what came of it. `present`: it has said yes. `foreign`:
 * the value was there before we wrote it, so it is not ours to take away.
 */
export type ProviderRecordState = 'adding' | 'present' | 'removing' | 'foreign';

/** One TXT value that was asked of a provider. */
export type ProviderRecord = {
  readonly provider: string;
  readonly zone: string;
  readonly name: string;
  readonly value: string;
  readonly state: ProviderRecordState;
  readonly changedAt: number;
  /** Failed tries since the state is what it is. */
  readonly attempts: number;
  /** Of the last try: the outcome, and the provider's own code behind it. */
  readonly failure: string | undefined;
};

export type ProviderStore = {
  /** `zone-taken`: another provider has one of the zones. */
  add(provider: StoredProvider, by?: By): Promise<'added' | 'exists' | 'zone-taken'>;
  /** By name. */
  list(): Promise<readonly StoredProvider[]>;
  find(name: string): Promise<StoredProvider | undefined>;
  /** False when there is no such provider. */
  replaceCredentials(name: string, sealed: Uint8Array, at: number, by?: By): Promise<boolean>;
  /** With `force` its journal goes too; without it only where the journal holds nothing of ours. */
  remove(name: string, force: boolean, by: By): Promise<'removed' | 'in-use' | 'gone'>;
};

/** The journal. Each method resolves when it is durable. What was written at a provider, and taken away there, is told in the audit. */
export type ProviderRecordStore = {
  /** Writes down a state, new or instead of another. False when the provider is gone. */
  put(record: Omit<ProviderRecord, 'attempts' | 'failure'>): Promise<boolean>;
  /** `removedAt`: when it was taken away at the provider; without it, it is only forgotten here. */
  drop(record: Pick<ProviderRecord, 'provider' | 'name' | 'value'>, removedAt?: number): Promise<void>;
  /** One more try of a record failed; its state stays. */
  failed(record: Pick<ProviderRecord, 'provider' | 'name' | 'value'>, failure: string): Promise<void>;
  ofName(provider: string, name: string): Promise<readonly ProviderRecord[]>;
  /** Rows of one provider or of all, by provider, name and value, behind `after`. */
  list(page: {
    readonly provider?: string;
    readonly after?: Pick<ProviderRecord, 'provider' | 'name' | 'value'>;
    readonly limit: number;
  }): Promise<readonly ProviderRecord[]>;
  /** How many there are of each state, and how many have failed at least once. */
  counts(): Promise<
    readonly {
      readonly provider: string;
      readonly state: ProviderRecordState;
      readonly count: number;
      readonly failing: number;
    }[]
  >;
};
