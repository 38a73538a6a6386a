// A client of the broker whose names lie at a provider in memory: what it asks for, and what comes of it there.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { newId, silentLog } from '../../src/core/index.ts';
import {
  type Broker,
  challengeOf,
  createBroker,
  newClientKey,
  type Principal,
} from '../../src/delegation/broker/index.ts';
import { DNS_01 } from '../../src/delegation/names/index.ts';
import { HELD, providerWorld } from './provider-world.ts';

export const NAME = `_acme-challenge.www.${HELD}`;
const SOURCE = '2001:db8::7';

type World = Awaited<ReturnType<typeof providerWorld>>;

export async function world(
  t: TestContext,
  changes: Partial<World['played']> = {},
): Promise<
  World & {
    readonly broker: Broker;
    readonly present: (host: string, value: string, zone?: string) => Promise<string>;
    readonly cleanUp: (host: string, value: string) => Promise<string>;
    readonly journal: () => Promise<string[]>;
    readonly live: () => Promise<readonly string[]>;
  }
> {
  const at = await providerWorld(t);
  const { store, clock } = at;
  Object.assign(at.played, changes);
  const broker = createBroker({
    store,
    zones: [],
    publish: (challenges, values = []) => at.reconciler.settle(challenges, values),
    clock,
    log: silentLog,
  });
  const who = await client(at, broker);
  return Object.assign(at, {
    broker,
    present: async (...args: [string, string, string?]) => told(await broker.present(who, asked(...args))),
    cleanUp: async (...args: [string, string]) => told(await broker.cleanUp(who, asked(...args))),
    journal: async () =>
      (await store.providerRecords.list({ limit: 100 })).map(
        ({ name, value, state }) => `${name} ${value} ${state}`,
      ),
    live: () => store.challenges.liveValues(NAME, clock.now()),
  });
}

async function client({ store, clock }: World, broker: Broker): Promise<Principal> {
  const id = newId(clock.now());
  const { key, row } = newClientKey(id, clock.now());
  const by = { at: clock.now(), actor: 'test' };
  assert.equal(await store.clients.add({ id, name: 'web', createdAt: clock.now() }, row, by), true);
  for (const name of [HELD, `not${HELD}`]) {
    const rule = {
      id: newId(clock.now()),
      clientId: id,
      name,
      scope: 'subtree' as const,
      types: ['dns-01' as const],
      networks: [],
      thumbprints: [],
      createdAt: clock.now(),
    };
    assert.equal(await store.rules.add(rule, by), true);
    assert.equal(await store.rules.add({ ...rule, id: newId(clock.now()), scope: 'exact' }, by), true);
  }
  const found = await broker.authenticate({ key }, SOURCE);
  assert.ok(found.ok);
  return found.value;
}

function asked(host: string, value: string, zone = HELD) {
  const challenge = challengeOf(host === '' ? zone : `${host}.${zone}`, DNS_01);
  assert.ok(challenge !== undefined);
  return { challenge, value, source: SOURCE, thumbprint: undefined };
}

function told(done: Awaited<ReturnType<Broker['present']>>): string {
  if (done.ok) return 'done';
  const { code, params } = done.fault;
  return 'outcome' in params ? `${code} ${String(params.outcome)}` : code;
}
