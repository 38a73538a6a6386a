import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredTsigKey } from '../../../src/store/index.ts';
import { addClient, BY } from './delegation-world.ts';
import { NOW, type OpenStore, storeFor } from './world.ts';

let count = 0;

function newTsigKey(clientId: string): StoredTsigKey {
  return {
    name: `key-${++count}`,
    clientId,
    algorithm: 'hmac-sha256',
    sealedSecret: Uint8Array.of(1, 2, 3),
    createdAt: NOW,
  };
}

export function tsigKeyContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a key is found by its name, with its client, and goes with it', async () => {
    const { tsigKeys, clients } = store();
    const { client } = await addClient(store());
    const key = newTsigKey(client.id);
    assert.equal(await tsigKeys.add(key, 5), true);
    assert.deepEqual(await tsigKeys.find(key.name), { client, key });
    assert.deepEqual(await tsigKeys.list(client.id), [key]);
    assert.equal(await tsigKeys.find('other'), undefined);
    await clients.remove(client.id, { ...BY, name: client.name });
    assert.equal(await tsigKeys.find(key.name), undefined);
    assert.equal(await tsigKeys.add(newTsigKey(client.id), 5), false, 'nobody has it');
  });

  test('a name is given once, and a client has so many keys', async () => {
    const { tsigKeys } = store();
    const { client } = await addClient(store());
    const { client: other } = await addClient(store());
    const key = newTsigKey(client.id);
    assert.equal(await tsigKeys.add(key, 2), true);
    assert.equal(await tsigKeys.add({ ...key, clientId: other.id }, 2), false);
    assert.equal((await tsigKeys.find(key.name))?.client.id, client.id);
    assert.equal(await tsigKeys.add(newTsigKey(client.id), 2), true);
    assert.equal(await tsigKeys.add(newTsigKey(client.id), 2), false);
    assert.equal(await tsigKeys.remove(key.name, other.id, BY), false, 'only its own');
    assert.equal(await tsigKeys.remove(key.name, client.id, BY), true);
    assert.equal(await tsigKeys.remove(key.name, client.id, BY), false);
    assert.equal(await tsigKeys.add(newTsigKey(client.id), 2), true);
  });
}
