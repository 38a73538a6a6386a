import type { ProviderCheck } from '../../delegation/providers/index.ts';
import type { ProviderRecordState, Store, StoredProvider } from '../../store/index.ts';
import type { Result } from '../../core/index.ts';
import { PROVIDER_RECORDS_SHOWN } from './limits.ts';
import { time } from './views.ts';

/** What the handlers ask of the providers. */
export type ProviderControl = {
  /** Encrypts credentials, which are JSON text, for the store. */
  seal(name: string, credentials: string): Promise<Result<Uint8Array>>;
  /** Whether this server opened no way in for clients when it started: it had no zone, and no provider. */
  needsRestart(): boolean;
  /** After one came or went, or its credentials changed. */
  changed(): Promise<void>;
  /** At the names of these challenges, or at one of its own in each zone. Undefined where there is no such provider. */
  check(name: string, challenges: readonly string[]): Promise<readonly ProviderCheck[] | undefined>;
};

export type ProviderView = {
  readonly name: string;
  readonly kind: string;
  readonly zones: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly credentialsAt: string;
  /** Values by what the journal says of them. */
  readonly records: Readonly<Record<ProviderRecordState, number>>;
  /** Values whose last try failed: they are tried again. */
  readonly failing: number;
};
export type ProviderDetailView = ProviderView & {
  readonly journal: readonly {
    readonly name: string;
    readonly value: string;
    readonly state: ProviderRecordState;
    readonly changedAt: string;
    readonly attempts: number;
    readonly failure: string | null;
  }[];
};
/** `restart`: the server opens the ways in for clients when it starts the next time. */
export type NewProviderView = ProviderDetailView & { readonly restart: boolean };
export type ProviderCheckView = { readonly name: string; readonly checks: readonly ProviderCheck[] };

export async function providerViews(
  store: Pick<Store, 'providers' | 'providerRecords'>,
): Promise<ProviderView[]> {
  const [stored, counts] = await Promise.all([store.providers.list(), store.providerRecords.counts()]);
  return stored.map((one) => {
    const own = counts.filter(({ provider }) => provider === one.name);
    const records = { adding: 0, present: 0, removing: 0, foreign: 0 };
    for (const { state, count } of own) records[state] = count;
    const failing = own.reduce((sum, row) => sum + row.failing, 0);
    return { ...plain(one), records, failing };
  });
}

export async function providerDetail(
  store: Pick<Store, 'providers' | 'providerRecords'>,
  { name }: StoredProvider,
): Promise<ProviderDetailView | undefined> {
  const view = (await providerViews(store)).find((one) => one.name === name);
  const rows = await store.providerRecords.list({ provider: name, limit: PROVIDER_RECORDS_SHOWN });
  if (view === undefined) return undefined;
  const journal = rows.map((row) => ({
    name: row.name,
    value: row.value,
    state: row.state,
    changedAt: time(row.changedAt),
    attempts: row.attempts,
    failure: row.failure ?? null,
  }));
  return { ...view, journal };
}

function plain(stored: StoredProvider): Omit<ProviderView, 'records' | 'failing'> {
  const { name, kind, zones, options, createdAt, credentialsAt } = stored;
  return {
    name,
    kind,
    zones,
    options: JSON.parse(options) as Readonly<Record<string, unknown>>,
    createdAt: time(createdAt),
    credentialsAt: time(credentialsAt),
  };
}
