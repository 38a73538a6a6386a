// A provider in memory behind a real store and a reconciler, on a virtual clock: what the peer has, what it was asked, and how it fails.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { silentLog } from '../../src/core/index.ts';
import {
  type AnyProviderKind,
  createReconciler,
  type Provider,
  type ProviderFailure,
  type Reconciler,
} from '../../src/delegation/providers/index.ts';
import { openSqliteStore, type Store } from '../../src/store/index.ts';
import { tempDir } from './temp-dir.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const HELD = 'held.test';

type Played = {
  /** Values by name: whoever's. */
  readonly values: Map<string, Set<string>>;
  /** What was asked, in order: `add _acme-challenge.www.held.test VALUE`. */
  readonly asked: string[];
  /**
   * Answers a call instead of the peer: a failure; `lost`, when it is done and nobody hears of it; `thrown`. Undefined: as it should be.
   */
  next: (call: string) => ProviderFailure | 'lost' | 'thrown' | undefined;
  /** Milliseconds that each call takes. */
  delayMs: number;
  /** Whether a change is at all servers; undefined where the provider does not tell. */
  inSync: ((change: string) => boolean) | undefined;
  canList: boolean;
  /** The most calls at a time, and of one name. */
  atOnce: { all: number; name: number };
  closed: number;
  /** With which credentials a name was asked for last: by `add _acme-challenge.www.held.test`. */
  readonly by: Map<string, unknown>;
};

export type ProviderWorld = {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly played: Played;
  reconciler: Reconciler;
  /** As if the server were killed and started anew: nothing is told to the old one. */
  restart(): Promise<void>;
  addProvider(name: string, zones: readonly string[]): Promise<void>;
};

export async function providerWorld(t: TestContext): Promise<ProviderWorld> {
  const opened = await openSqliteStore({
    file: join(tempDir(t), 'store.sqlite'),
    log: silentLog,
    synchronous: 'OFF',
  });
  const busy = { count: 0 };
  const clock = createVirtualClock(undefined, () => idle(busy));
  const store = { ...opened, ...counted(opened, busy) };
  const played = newPlayed();
  const open = () =>
    createReconciler({
      store,
      unseal: ({ sealedCredentials }) => Buffer.from(sealedCredentials).toString(),
      clock,
      log: silentLog,
      random: () => 0,
      kindOf: async (name) => (name === 'played' ? playedKind(played, clock) : undefined),
    });
  const world: ProviderWorld = {
    store,
    clock,
    played,
    reconciler: await open(),
    async restart() {
      await world.reconciler.close();
      world.reconciler = await open();
    },
    async addProvider(name, zones) {
      await store.providers.add({
        name,
        kind: 'played',
        zones,
        options: '{}',
        sealedCredentials: Buffer.from('{}'),
        createdAt: clock.now(),
        credentialsAt: clock.now(),
      });
      await world.reconciler.changed();
    },
  };
  await world.addProvider('one', [HELD]);
  t.after(async () => {
    await world.reconciler.close();
    await opened.close();
  });
  return world;
}

function newPlayed(): Played {
  return {
    values: new Map(),
    asked: [],
    next: () => undefined,
    delayMs: 0,
    inSync: undefined,
    canList: true,
    atOnce: { all: 0, name: 0 },
    closed: 0,
    by: new Map(),
  };
}

function playedKind(played: Played, clock: VirtualClock): AnyProviderKind {
  return {
    options: z.strictObject({}),
    credentials: z.looseObject({}),
    open: ({ credentials }) => Promise.resolve(playedProvider(played, clock, credentials)),
  };
}

function playedProvider(played: Played, clock: VirtualClock, credentials: unknown): Provider {
  const under: string[] = [];
  const call = async <T>(what: string, name: string, value: string, work: () => T) => {
    const text = [what, name, value].join(' ').trim();
    played.asked.push(text);
    played.by.set(`${what} ${name}`, credentials);
    under.push(name);
    played.atOnce.all = Math.max(played.atOnce.all, under.length);
    played.atOnce.name = Math.max(played.atOnce.name, under.filter((one) => one === name).length);
    if (played.delayMs > 0) await new Promise<void>((done) => clock.after(played.delayMs, done));
    under.splice(under.indexOf(name), 1);
    const instead = played.next(text);
    if (instead === 'thrown') throw new Error('a secret');
    if (instead !== undefined && instead !== 'lost') return instead;
    const value2 = work();
    return instead === 'lost'
      ? ({ ok: false, outcome: 'timeout' } as const)
      : ({ ok: true, value: value2 } as const);
  };
  const at = (name: string) => {
    const set = played.values.get(name) ?? new Set<string>();
    played.values.set(name, set);
    return set;
  };
  return {
    add: ({ name, value }) =>
      call('add', name, value, () => {
        at(name).add(value);
        return played.inSync === undefined ? {} : { change: `change ${value}` };
      }),
    remove: ({ name, value }) =>
      call('remove', name, value, () => {
        at(name).delete(value);
        return {};
      }),
    ...(played.canList && { list: ({ name }) => call('list', name, '', () => [...at(name)]) }),
    ...(played.inSync && {
      inSync: (change) => call('inSync', '', change, () => played.inSync?.(change) ?? true),
    }),
    close() {
      played.closed++;
    },
  };
}

/** The same stores, with a count of the calls under way: virtual time stands still meanwhile. */
function counted(store: Store, busy: { count: number }) {
  const wrap = <T extends object>(inner: T): T =>
    new Proxy(inner, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          busy.count++;
          try {
            return await (method.apply(target, args) as Promise<unknown>);
          } finally {
            busy.count--;
          }
        };
      },
    });
  return {
    challenges: wrap(store.challenges),
    providers: wrap(store.providers),
    providerRecords: wrap(store.providerRecords),
  };
}

async function idle(busy: { readonly count: number }): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet++) {
    if (busy.count > 0) quiet = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
