import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../src/core/index.ts';
import type { ExternalKey } from '../../../src/store/index.ts';
import {
  createAccount,
  createOrder,
  newAccount,
  NOW,
  type OpenStore,
  prove,
  storeFor,
  timesDone,
} from './world.ts';

export function accountContract(open: OpenStore): void {
  const store = storeFor(open);
  let keys = 0;

  test('an account is found as it was made, by id and by thumbprint', async () => {
    const account = await createAccount(store());
    assert.deepEqual(await store().accounts.get(account.id), account);
    assert.deepEqual(await store().accounts.findByThumbprint(account.thumbprint), account);
    assert.equal(await store().accounts.get('unknown'), undefined);
    assert.equal(await store().accounts.findByThumbprint('unknown'), undefined);
  });

  test('one key has one account, however many ask at once', async () => {
    const accounts = Array.from({ length: 20 }, () => newAccount({ thumbprint: 'the same' }));
    const results = await Promise.all(accounts.map((account) => store().accounts.create(account)));
    const created = results.filter((result) => result.outcome === 'created');
    assert.equal(created.length, 1);
    const winner = accounts[results.findIndex((result) => result.outcome === 'created')];
    for (const result of results) {
      if (result.outcome === 'exists') assert.deepEqual(result.account, winner);
    }
    assert.equal(results.filter((result) => result.outcome === 'exists').length, 19);
  });

  test('an external key binds one account', async () => {
    const key = await addExternalKey();
    const accounts = Array.from({ length: 10 }, () => newAccount({ externalKeyId: key.id }));
    const results = await Promise.all(accounts.map((account) => store().accounts.create(account)));
    assert.equal(results.filter((result) => result.outcome === 'created').length, 1);
    assert.equal(results.filter((result) => result.outcome === 'external-key-spent').length, 9);
    const bound = (await store().externalKeys.get(key.id))?.accountId;
    const index = accounts.findIndex((account) => account.id === bound);
    assert.equal(results[index]?.outcome, 'created');
    for (const [i, account] of accounts.entries()) {
      if (i !== index) assert.equal(await store().accounts.get(account.id), undefined);
    }
  });

  test('an unknown or revoked external key makes no account', async () => {
    const key = await addExternalKey();
    assert.equal(await store().externalKeys.revoke(key.id, NOW), true);
    assert.equal(await store().externalKeys.revoke(key.id, NOW), false, 'revoked once');
    for (const externalKeyId of [key.id, 'unknown']) {
      const account = newAccount({ externalKeyId });
      assert.deepEqual(await store().accounts.create(account), { outcome: 'external-key-spent' });
      assert.equal(await store().accounts.get(account.id), undefined);
    }
  });

  test('an existing account is found before its external key is asked', async () => {
    const key = await addExternalKey();
    const account = await createAccount(store(), { externalKeyId: key.id });
    const again = await store().accounts.create({ ...account, id: newId(NOW) });
    assert.deepEqual(again, { outcome: 'exists', account });
  });

  test('external keys are listed, newest first, with their sealed bytes', async () => {
    const key = await addExternalKey();
    assert.deepEqual((await store().externalKeys.list())[0], key);
    assert.equal(await store().externalKeys.get('unknown'), undefined);
    assert.equal(await store().externalKeys.revoke('unknown', NOW), false);
  });

  test('contacts change while the account is valid', async () => {
    const account = await createAccount(store());
    assert.equal(await store().accounts.setContacts(account.id, ['mailto:b@example.org']), true);
    assert.deepEqual((await store().accounts.get(account.id))?.contacts, ['mailto:b@example.org']);
    await store().accounts.deactivate(account.id, 'deactivated', NOW);
    assert.equal(await store().accounts.setContacts(account.id, []), false);
    assert.deepEqual((await store().accounts.get(account.id))?.contacts, ['mailto:b@example.org']);
    assert.equal(await store().accounts.setContacts('unknown', []), false);
  });

  test('an account ends once, and its open work with it', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const pending = await createOrder(store(), account);
    const ready = await createOrder(store(), account);
    await prove(store(), account, ready.authorizationIds[0]);
    const others = await createOrder(store(), other);

    assert.equal(await timesDone(() => store().accounts.deactivate(account.id, 'revoked', NOW)), 1);
    assert.equal((await store().accounts.get(account.id))?.status, 'revoked');
    assert.equal((await store().orders.find(pending.id))?.status, 'invalid');
    assert.equal((await store().orders.find(ready.id))?.status, 'invalid');
    const [open] = await store().authorizations.listByOrder(pending.id);
    const [proven] = await store().authorizations.listByOrder(ready.id);
    assert.equal(open?.status, 'deactivated');
    assert.equal(proven?.status, 'valid', 'what was proven was proven');
    assert.equal((await store().orders.find(others.id))?.status, 'pending', 'others are not touched');
  });

  test('a key changes from the old one only, and never to a key in use', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const change = {
      id: account.id,
      oldThumbprint: account.thumbprint,
      thumbprint: 'new key',
      jwk: '{"new":1}',
      at: NOW,
    };
    assert.deepEqual(await store().accounts.replaceKey({ ...change, thumbprint: other.thumbprint }), {
      outcome: 'key-in-use',
      accountId: other.id,
    });
    assert.deepEqual(await store().accounts.replaceKey({ ...change, oldThumbprint: 'not this' }), {
      outcome: 'stale',
    });
    assert.deepEqual(await store().accounts.get(account.id), account, 'nothing changed yet');

    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        store().accounts.replaceKey({ ...change, thumbprint: `new key ${i}` }),
      ),
    );
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'replaced').length, 1);
    const now = await store().accounts.get(account.id);
    assert.match(now?.thumbprint ?? '', /^new key \d$/);
    assert.equal(now?.jwk, '{"new":1}');
    assert.deepEqual(await store().accounts.pastThumbprints(account.id, 10), [account.thumbprint]);
    assert.deepEqual(await store().accounts.pastThumbprints(other.id, 10), []);
    assert.equal(await store().accounts.findByThumbprint(account.thumbprint), undefined);

    await store().accounts.deactivate(account.id, 'deactivated', NOW);
    const late = await store().accounts.replaceKey({ ...change, oldThumbprint: now?.thumbprint ?? '' });
    assert.deepEqual(late, { outcome: 'stale' }, 'only while valid');
  });

  test('past keys are kept, each once, the latest first', async () => {
    const { id, thumbprint: first } = await createAccount(store());
    const keys = [first, `${first} b`, `${first} c`, first, `${first} d`];
    for (const [i, thumbprint] of keys.slice(1).entries()) {
      const change = { id, oldThumbprint: keys[i] ?? '', thumbprint, jwk: '{}', at: NOW + i };
      assert.deepEqual(await store().accounts.replaceKey(change), { outcome: 'replaced' });
    }
    const past = [first, `${first} c`, `${first} b`];
    assert.deepEqual(await store().accounts.pastThumbprints(id, 10), past);
    assert.deepEqual(await store().accounts.pastThumbprints(id, 2), past.slice(0, 2));
  });

  test('accounts are listed newest first, page by page', async () => {
    const made = [];
    for (let i = 0; i < 5; i++) made.unshift(await createAccount(store(), { id: newId(NOW + 1_000 + i) }));
    const first = await store().accounts.list({ limit: 3 });
    assert.deepEqual(first, made.slice(0, 3));
    const second = await store().accounts.list({ limit: 2, before: first[2]?.id ?? '' });
    assert.deepEqual(second, made.slice(3, 5));
  });

  async function addExternalKey(): Promise<ExternalKey> {
    const key: ExternalKey = {
      id: newId(NOW + keys++),
      sealedKey: new Uint8Array([0, 1, 254, 255]),
      label: 'web team',
      createdAt: NOW,
      accountId: null,
      revokedAt: null,
    };
    await store().externalKeys.add(key);
    return key;
  }
}
