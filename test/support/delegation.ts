import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { newId, silentLog, ok } from '../../src/core/index.ts';
import { type Broker, createBroker, newClientKey } from '../../src/delegation/broker/index.ts';
import type { Style } from '../../src/delegation/names/index.ts';
import { openSqliteStore, type Rule, type Store } from '../../src/store/index.ts';
import { tempDir } from './temp-dir.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const ZONE = 'acme.example.net';

/** A broker on a store of its own, whose zone is a map of what is served. */
export async function delegationWorld(
  t: TestContext,
  zones: readonly { name: string; style: Style }[] = [{ name: ZONE, style: 'readable' }],
) {
  const store = await openSqliteStore({ file: join(tempDir(t), 'store.sqlite'), log: silentLog });
  t.after(() => store.close());
  const clock = createVirtualClock();
  const served = new Map<string, readonly string[]>();
  const publish = async (challenges: readonly string[]) => {
    for (const challenge of challenges) {
      const values = await store.challenges.liveValues(challenge, clock.now());
      for (const { label, zone } of await store.challenges.listByChallenge(challenge)) {
        served.set(`${label}.${zone}`, values);
      }
    }
    return ok(undefined);
  };
  const broker = createBroker({ store, zones, publish, clock, log: silentLog });
  return { store, clock, served, broker, addClient: (name: string) => addClient(store, name, clock.now()) };
}

/** A client with a key, and a way to give it rules. */
async function addClient(store: Store, name: string, now: number) {
  const id = newId(now);
  const { key, row } = newClientKey(id, now);
  assert.equal(await store.clients.add({ id, name, createdAt: now }, row), true);
  return {
    id,
    name,
    key,
    user: row.user,
    async may(about: string, changes: Partial<Rule> = {}): Promise<Rule> {
      const rule: Rule = {
        id: newId(now),
        clientId: id,
        name: about,
        scope: 'exact',
        types: ['dns-01'],
        networks: [],
        thumbprints: [],
        createdAt: now,
        ...changes,
      };
      assert.equal(await store.rules.add(rule), true);
      return rule;
    },
  };
}

/** A value as a client would present it. */
export function newValue(): string {
  return createHash('sha256').update(randomBytes(32)).digest('base64url');
}

export async function principalOf(broker: Broker, key: string, source = '2001:db8::7') {
  const who = await broker.authenticate({ key }, source);
  assert.ok(who.ok);
  return who.value;
}
