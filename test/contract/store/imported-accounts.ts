import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { newId } from '../../../src/core/index.ts';
import type { ImportedAccount } from '../../../src/store/index.ts';
import { BY, newKey, newRule } from './delegation-world.ts';
import { newName, NOW, type OpenStore, storeFor, timesDone } from './world.ts';

function newAccount(): ImportedAccount {
  const id = newId(NOW);
  const user = randomUUID();
  const name = newName();
  return {
    client: { id, name: `i-${id.slice(-12)}`, createdAt: NOW },
    key: { user, hash: `hash of ${user}`, networks: ['2001:db8::/32'], createdAt: NOW },
    label: {
      zone: 'acme.example.net',
      label: user,
      challenge: `_acme-challenge.${name}`,
      clientId: id,
      createdAt: NOW,
    },
    rules: [newRule(id, { name }), newRule(id)],
  };
}

const digest = (sha256: string) => ({ sha256, at: NOW + 1, keysMax: 10 });

export function importedAccountContract(open: OpenStore): void {
  const store = storeFor(open);

  test('an account comes as a whole, and waits', async () => {
    const { importedAccounts, clients, challenges, rules } = store();
    const account = newAccount();
    const { client, key, label } = account;
    assert.equal(await importedAccounts.ownerOf(key.user), undefined);
    assert.equal(await importedAccounts.add(account), 'added');
    assert.deepEqual(await importedAccounts.findWaiting(key.user), { client, key });
    assert.deepEqual(await importedAccounts.listWaiting(client.id, 10), [key]);
    assert.deepEqual(await importedAccounts.ownerOf(key.user), client);
    assert.deepEqual(await clients.get(client.name), client);
    assert.deepEqual(await challenges.findName(label.zone, label.label), label);
    assert.equal((await rules.list({ clientId: client.id }, { limit: 10 })).length, 2);
  });

  test('or not at all: what is taken is named', async () => {
    const { importedAccounts, clients, challenges, rules } = store();
    const first = newAccount();
    assert.equal(await importedAccounts.add(first), 'added');
    const used = newKey(first.client.id);
    assert.equal(await clients.addKey(used, 10), true);
    const rows: readonly [string, (next: ImportedAccount) => ImportedAccount][] = [
      ['client-taken', (next) => ({ ...next, client: { ...next.client, name: first.client.name } })],
      ['user-taken', (next) => ({ ...next, key: { ...next.key, user: first.key.user } })],
      ['user-taken', (next) => ({ ...next, key: { ...next.key, user: used.user } })],
      ['label-taken', (next) => ({ ...next, label: { ...next.label, label: first.label.label } })],
    ];
    for (const [outcome, changed] of rows) {
      const next = newAccount();
      assert.equal(await importedAccounts.add(changed(next)), outcome);
      assert.equal(await clients.get(next.client.name), undefined, outcome);
      assert.equal(await importedAccounts.findWaiting(next.key.user), undefined, outcome);
      assert.equal(await challenges.findName(next.label.zone, next.label.label), undefined, outcome);
      assert.deepEqual(await rules.list({ clientId: next.client.id }, { limit: 10 }), [], outcome);
    }
  });

  test('of many that are the same one is taken over', async () => {
    const account = newAccount();
    const tries = await timesDone(async () => (await store().importedAccounts.add(account)) === 'added');
    assert.equal(tries, 1);
  });

  test('the hash gives way to a digest, once; whoever had another hash is told', async () => {
    const { importedAccounts, clients } = store();
    const { client, key, ...rest } = newAccount();
    assert.equal(await importedAccounts.add({ client, key, ...rest }), 'added');
    const { user, hash } = key;
    const { sha256 } = newKey(client.id);
    assert.equal(await importedAccounts.upgrade({ user, hash: 'another' }, digest(sha256)), false);
    assert.equal(await importedAccounts.upgrade({ user, hash }, { ...digest(sha256), keysMax: 0 }), false);
    assert.ok(await importedAccounts.findWaiting(user), 'nothing was done');
    assert.equal(await timesDone(() => importedAccounts.upgrade({ user, hash }, digest(sha256))), 1);
    assert.equal(await importedAccounts.findWaiting(user), undefined);
    assert.deepEqual(await importedAccounts.ownerOf(user), client);
    const { networks } = key;
    assert.deepEqual(await clients.findKey(sha256), {
      client,
      key: { sha256, user, clientId: client.id, challenge: null, networks, createdAt: NOW + 1 },
    });
  });

  test('what waits goes with its client, which is told no more rules', async () => {
    const { importedAccounts, clients } = store();
    const account = newAccount();
    const { client, key } = account;
    assert.equal(await importedAccounts.add(account), 'added');
    assert.equal(await importedAccounts.addRules([newRule(client.id)]), true);
    await clients.remove(client.id, { ...BY, name: client.name });
    assert.equal(await importedAccounts.findWaiting(key.user), undefined);
    assert.equal(await importedAccounts.addRules([newRule(client.id)]), false);
  });
}
