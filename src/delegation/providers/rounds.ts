import type { Clock, Log, StopSignal } from '../../core/index.ts';
import { RETRY_FIRST_MS, RETRY_MAX_MS } from './limits.ts';
import { failureText, type Reconciled } from './reconcile-name.ts';
import type { ProviderFailure } from './types.ts';

/** A name at a provider, by the provider's name: its credentials may change between two rounds. */
export type NameKey = { readonly provider: string; readonly name: string };

export type Rounds = {
  /** The next round of a name, which reads what is wanted after this call. Rejects when the store fails. */
  next(at: NameKey, verify: boolean): Promise<Reconciled>;
  /** Why a value that was added is not with the provider's servers; undefined when it is. */
  synced(at: NameKey, value: string): Promise<ProviderFailure | undefined>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

type State = {
  /** Resolves when the round that began last is over. */
  running: Promise<void>;
  isRunning: boolean;
  next: { verify: boolean; readonly done: Promise<Reconciled> } | undefined;
  /** Rounds in sequence that failed. */
  failed: number;
  cancelRetry: (() => void) | undefined;
  /** By value: changes that the provider's servers may not have yet. */
  readonly syncs: Map<string, Promise<ProviderFailure | undefined>>;
};

/**
 * One round at a time for each name, and one is enough for all that came before it begins; after a failure another one, later and
 * later, until nothing fails.
 */
export function createRounds(parts: {
  readonly run: (at: NameKey, verify: boolean) => Promise<Reconciled>;
  /** Resolves when a change has reached the provider's servers. */
  readonly sync: (at: NameKey, change: string) => Promise<ProviderFailure | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: StopSignal;
  readonly random: () => number;
}): Rounds {
  const { run, sync, clock, log, signal, random } = parts;
  const states = new Map<string, State>();
  const under = new Set<Promise<unknown>>();

  return {
    next,
    synced: async (at, value) => states.get(keyOf(at))?.syncs.get(value),
    async idle() {
      for (const state of states.values()) state.cancelRetry?.();
      while (under.size > 0) await Promise.allSettled(under);
    },
  };

  function next(at: NameKey, verify: boolean): Promise<Reconciled> {
    const state = stateOf(at);
    if (state.next !== undefined) {
      state.next.verify ||= verify;
      return state.next.done;
    }
    const begin = (): Promise<Reconciled> => {
      state.isRunning = true;
      state.next = undefined; // whoever comes from here on changed something that may not be read any more
      state.cancelRetry?.();
      state.cancelRetry = undefined;
      return run(at, round.verify); // whatever joined it meanwhile
    };
    const round = { verify, done: state.running.then(begin) };
    state.next = round;
    const told = round.done.then(
      (done) => {
        state.isRunning = false;
        report(at, state, done);
      },
      (error: unknown) => {
        state.isRunning = false;
        log.error({ err: error, ...at }, 'a record set could not be reconciled');
        again(at, state, 0);
      },
    );
    state.running = told;
    track(told.then(() => forget(at, state)));
    return round.done;
  }

  function report(at: NameKey, state: State, { failures, changes }: Reconciled): void {
    for (const [value, change] of changes) {
      const pending = sync(at, change).finally(() => {
        if (state.syncs.get(value) === pending) state.syncs.delete(value);
        forget(at, state);
      });
      state.syncs.set(value, pending);
      track(pending);
    }
    const [failure] = failures.values();
    if (failure === undefined) {
      if (state.failed > 0) log.info({ ...at }, 'a DNS provider has what it should');
      state.failed = 0;
      return;
    }
    const inMs = again(at, state, failure.retryAfterMs ?? 0);
    log.warn({ ...at, failure: failureText(failure), againInMs: inMs }, 'a DNS provider failed');
  }

  function again(at: NameKey, state: State, atLeastMs: number): number {
    const backOff = Math.min(RETRY_FIRST_MS * 2 ** state.failed++, RETRY_MAX_MS);
    const inMs = Math.round(Math.max(backOff * (1 + random() / 2), atLeastMs));
    state.cancelRetry?.();
    if (signal.stopped) return inMs;
    state.cancelRetry = clock.after(inMs, () => {
      state.cancelRetry = undefined;
      next(at, false).catch(() => {}); // logged, and tried again
    });
    return inMs;
  }

  function stateOf(at: NameKey): State {
    const known = states.get(keyOf(at));
    if (known !== undefined) return known;
    const state: State = {
      running: Promise.resolve(),
      isRunning: false,
      next: undefined,
      failed: 0,
      cancelRetry: undefined,
      syncs: new Map(),
    };
    states.set(keyOf(at), state);
    return state;
  }

  function forget(at: NameKey, state: State): void {
    const isWaiting = state.next !== undefined || state.cancelRetry !== undefined || state.syncs.size > 0;
    if (!state.isRunning && !isWaiting && states.get(keyOf(at)) === state) states.delete(keyOf(at));
  }

  function track(work: Promise<unknown>): void {
    const settled = work.then(
      () => {},
      () => {},
    );
    under.add(settled);
    void settled.then(() => under.delete(settled));
  }
}

function keyOf({ provider, name }: NameKey): string {
  return `${provider} ${name}`;
}
