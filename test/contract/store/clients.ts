import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, Store } from '../../../src/store/index.ts';
import { newId } from '../../../src/core/index.ts';
import { NOW, type OpenStore, storeFor, timesDone } from './world.ts';
import { addClient, BY, newKey, newRule } from './delegation-world.ts';

export function clientContract(open: OpenStore): void {
  const store = storeFor(open);

  test("a client's name is taken once; its key finds it, another does not", async () => {
    const { clients } = store();
    const client = { id: newId(NOW), name: 'web', createdAt: NOW };
    const key = newKey(client.id);
    assert.equal(
      await timesDone(() => clients.add({ ...client, id: newId(NOW) }, newKey('nobody'))),
      0,
      'a key of a client that is not there',
    );
    assert.equal(await clients.add(client, key), true);
    assert.equal(await clients.add({ ...client, id: newId(NOW) }, newKey(client.id)), false);
    assert.deepEqual(await clients.findKey(key.sha256), { client, key });
    assert.equal(await clients.findKey('0'.repeat(64)), undefined);
    assert.deepEqual(await clients.get('web'), client);
    assert.equal(await clients.get('webs'), undefined);
    assert.deepEqual(await clients.list(), [client]);
  });

  test('of one client so many keys, however many are asked for at once', async () => {
    const { clients } = store();
    const { client } = await addClient(store());
    assert.equal(await timesDone(() => clients.addKey(newKey(client.id), 5)), 4, 'it has one already');
    assert.equal((await clients.listKeys(client.id, 100)).length, 5);
    assert.equal((await clients.listKeys(client.id, 3)).length, 3);
    assert.equal(await clients.addKey(newKey(newId(NOW)), 5), false);
  });

  test('rules are found by the names that they are about, and by their client', async () => {
    const { rules } = store();
    const { client } = await addClient(store());
    const other = (await addClient(store())).client;
    const made: Rule[] = [];
    for (const [owner, name, scope] of [
      [client, 'a.example', 'exact'],
      [client, 'example', 'subtree'],
      [other, 'a.example', 'one-label'],
    ] as const) {
      const rule = newRule(owner.id, { name, scope, id: newId(NOW + made.length) });
      assert.equal(await rules.add(rule), true);
      made.push(rule);
    }
    const [first, second, third] = made;
    assert.ok(first && second && third);
    assert.deepEqual(await rules.get(first.id), first);
    assert.deepEqual(await rules.listAbout(['a.example', 'example'], client.id), [first, second]);
    assert.deepEqual(await rules.listAbout(['a.example']), [first, third]);
    assert.deepEqual(await rules.listAbout(['b.example'], client.id), []);
    assert.deepEqual(await rules.list({ clientId: client.id }, { limit: 10 }), [second, first]);
    assert.deepEqual(await rules.list({}, { before: third.id, limit: 1 }), [second]);
    assert.equal(await rules.add(newRule(newId(NOW))), false, 'for nobody');
    assert.equal(await timesDone(async () => (await rules.remove(first.id, BY)) !== undefined), 1);
    assert.deepEqual(await rules.listAbout(['a.example'], client.id), []);
  });

  test('a client that is removed has no key and no rule any more; others keep theirs', async () => {
    const { clients, rules } = store();
    const gone = await addClient(store());
    const stays = await addClient(store());
    for (const { client } of [gone, stays]) assert.equal(await rules.add(newRule(client.id)), true);
    assert.equal(
      await timesDone(
        async () => (await clients.remove(gone.client.id, { ...BY, name: gone.client.name })) !== undefined,
      ),
      1,
    );
    assert.equal(await clients.findKey(gone.key.sha256), undefined);
    assert.deepEqual(await rulesOf(store(), gone.client.id), []);
    assert.equal(await clients.get(gone.client.name), undefined);
    assert.deepEqual((await clients.findKey(stays.key.sha256))?.client, stays.client);
    assert.equal((await rulesOf(store(), stays.client.id)).length, 1);
  });
}

function rulesOf(store: Store, clientId: string): Promise<readonly Rule[]> {
  return store.rules.list({ clientId }, { limit: 10 });
}
