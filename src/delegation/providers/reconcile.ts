import { type Clock, createStop, fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import type { ProviderRecord, Store, StoredProvider } from '../../store/index.ts';
import { checkName, newCheckName, type ProviderCheck } from './check.ts';
import { createHolder, type Holder, holderOf, type OpenParts } from './holders.ts';
import { ROWS_READ, SETTLE_MS, TURN_MS } from './limits.ts';
import { type NameAt, reconcileName, type Reconciled } from './reconcile-name.ts';
import { createRounds, type NameKey } from './rounds.ts';
import { createSweeps } from './sweeps.ts';
import { untilInSync } from './sync.ts';
import { createTurns, type Turns } from './turns.ts';
import type { ProviderFailure } from './types.ts';
import { within } from './within.ts';

/** Keeps the record sets at the providers as the store's live values say, whatever fails and whenever the server ends. */
export type Reconciler = {
  /** Whether there is any provider. */
  isNeeded(): boolean;
  /**
   * Proves what a provider's credentials can do: at these names, or at one of its own in each zone. Undefined for none that is known;
   * names that it does not hold are left out.
   */
  check(provider: string, names: readonly string[]): Promise<readonly ProviderCheck[] | undefined>;
  /**
   * After the store changed: the names that lie in zones of providers are made right. Resolves when it is known of each of the `values`
   * that the provider has it, or, where the store has it no more, that the provider has it no more; without values at once. Other
   * names, and other values of these names, are seen to all the same. Faults `providerFailed`, `providerLate`.
   */
  settle(names: readonly string[], values: readonly string[]): Promise<Result<void>>;
  /** Everything, with a look at what the providers really have; once more, where that is under way already. */
  sweep(): Promise<void>;
  /** After a provider came or went, or its credentials changed. */
  changed(): Promise<void>;
  /** What is under way is broken off: the journal knows of it. */
  close(): Promise<void>;
};

export type ReconcilerParts = {
  readonly store: Pick<Store, 'challenges' | 'providers' | 'providerRecords'>;
  /** The JSON text of the credentials; undefined where they cannot be decrypted. */
  readonly unseal: (provider: StoredProvider) => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1. */
  readonly random?: () => number;
  /** Those of `kinds.ts`, by default. */
  readonly kindOf?: OpenParts['kindOf'];
};

/** With the providers of the store; nothing is asked of any before `sweep`, `settle` or `changed`. */
export async function createReconciler(parts: ReconcilerParts): Promise<Reconciler> {
  const { store, clock, log, random = Math.random } = parts;
  const { stop, signal } = createStop();
  const turns = new Map<string, Turns>();
  const besides = new Map<string, readonly string[]>();
  let holders: readonly Holder[] = [];
  const find = (name: string) => holders.find((one) => one.name === name);
  const rounds = createRounds({ run, sync, clock, log, signal, random });
  const sweeps = createSweeps({ round: (at) => rounds.next(at, true), signal });
  await readHolders();

  return {
    isNeeded: () => holders.length > 0,
    async check(provider, names) {
      const holder = find(provider);
      if (holder === undefined) return undefined;
      const asked = names.length > 0 ? names : holder.zones.map(newCheckName);
      const done: ProviderCheck[] = [];
      for (const name of asked) {
        const held = holderOf(name, [holder]);
        if (held !== undefined) done.push(await checked({ ...held, name }));
      }
      return done;
    },

    async settle(names, values) {
      const asked = names.filter((name) => holderOf(name, holders) !== undefined);
      const all = Promise.all(asked.map((name) => settled(name, values)));
      all.catch(() => {}); // logged, and tried again
      if (values.length === 0 || asked.length === 0) return ok(undefined);
      const done = await within(SETTLE_MS, all, { clock, signal });
      return done?.find((one) => !one.ok) ?? (done === undefined ? late(asked[0]) : ok(undefined));
    },

    async sweep() {
      if (signal.stopped) return;
      const all = new Map<string, NameKey>();
      for (const { challenge: name } of await store.challenges.allLive(clock.now())) {
        const held = holderOf(name, holders);
        if (held !== undefined) all.set(`${held.holder.name} ${name}`, { provider: held.holder.name, name });
      }
      for await (const { provider, name } of journal()) all.set(`${provider} ${name}`, { provider, name });
      await sweeps.look([...all.values()]);
    },

    changed: readHolders,

    async close() {
      stop();
      await rounds.idle();
      await Promise.all(holders.map((one) => one.close()));
    },
  };

  async function checked(at: NameAt): Promise<ProviderCheck> {
    const key = { provider: at.holder.name, name: at.name };
    const text = `${key.provider} ${key.name}`;
    let own: readonly string[] = [];
    const want = (values: readonly string[]) => {
      // another check may be at the same name
      const all = [...(besides.get(text) ?? []).filter((one) => !own.includes(one)), ...values];
      own = values;
      if (all.length === 0) besides.delete(text);
      else besides.set(text, all);
    };
    try {
      return await checkName(at, {
        reconcile(values) {
          want(values);
          return rounds.next(key, false);
        },
        synced: (value) => rounds.synced(key, value),
        clock,
      });
    } finally {
      want([]); // also where the store has failed
    }
  }

  async function settled(name: string, values: readonly string[]): Promise<Result<void>> {
    for (;;) {
      const held = holderOf(name, holders);
      if (held === undefined) return ok(undefined);
      const done = await settledAt({ provider: held.holder.name, name }, values);
      // by now another provider may have a closer zone, or this one other credentials: then that says nothing
      if (signal.stopped || holderOf(name, holders)?.holder === held.holder) return done;
    }
  }

  async function settledAt(at: NameKey, values: readonly string[]): Promise<Result<void>> {
    const done = await rounds.next(at, false);
    for (const value of values) {
      const failure = done.overall ?? done.failures.get(value) ?? (await rounds.synced(at, value));
      if (failure !== undefined) return faultOf(at.name, failure);
    }
    return ok(undefined);
  }

  async function run(at: NameKey, verify: boolean): Promise<Reconciled> {
    const turn = turnsOf(at.provider).take(async () => {
      const holder = find(at.provider); // now, and not when it began to wait: its credentials may be others
      if (holder === undefined) return NOTHING;
      // another provider may have a closer zone by now, or this one another list of them: then this is what it has left
      const held = holderOf(at.name, holders);
      const isHere = held !== undefined && held.holder.name === at.provider;
      const live = isHere ? await store.challenges.liveValues(at.name, clock.now()) : [];
      const wanted = [...live, ...(besides.get(`${at.provider} ${at.name}`) ?? [])];
      const until = { deadlineMs: clock.monotonic() + TURN_MS, signal };
      const place = { holder, name: at.name, zone: held?.zone ?? '' };
      return reconcileName(place, wanted, { records: store.providerRecords, clock, verify, until });
    });
    return turn ?? BUSY;
  }

  async function sync({ provider }: NameKey, change: string): Promise<ProviderFailure | undefined> {
    const holder = find(provider);
    return holder && untilInSync(holder, change, { clock, signal });
  }

  function turnsOf(provider: string): Turns {
    const known = turns.get(provider) ?? createTurns();
    turns.set(provider, known);
    return known;
  }

  async function readHolders(): Promise<void> {
    const stored = await store.providers.list();
    const before = holders; // not of before the wait: then two changes at once would each open their own
    holders = stored.map((one) => {
      return before.find((holder) => holder.isOf(one)) ?? createHolder(one, { ...parts, random, signal });
    });
    const gone = before.filter((one) => !holders.includes(one));
    await Promise.all(gone.map((one) => one.close()));
  }

  async function* journal(): AsyncGenerator<ProviderRecord> {
    for (let after: ProviderRecord | undefined; ; ) {
      const rows = await store.providerRecords.list({ limit: ROWS_READ, ...(after && { after }) });
      yield* rows;
      after = rows.at(-1);
      if (after === undefined) return;
    }
  }
}

/** What a client is told: neither who the provider is nor what it answered. */
function faultOf(name: string, { outcome }: ProviderFailure): Result<never> {
  return fail(
    LATE.has(outcome) ? fault('providerLate', { name }) : fault('providerFailed', { name, outcome }),
  );
}

function late(name = ''): Result<never> {
  return fail(fault('providerLate', { name }));
}

const LATE: ReadonlySet<ProviderFailure['outcome']> = new Set(['timeout', 'unreachable', 'rate-limited']);
const NOTHING: Reconciled = { failures: new Map(), changes: new Map() };
const TOO_MANY: ProviderFailure = { ok: false, outcome: 'timeout', code: 'too many names wait' };
const BUSY: Reconciled = { failures: new Map([['', TOO_MANY]]), changes: new Map(), overall: TOO_MANY };
