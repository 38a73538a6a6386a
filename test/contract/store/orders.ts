import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fault, newId } from '../../../src/core/index.ts';
import type { NewOrder } from '../../../src/store/index.ts';
import {
  createAccount,
  createOrder,
  createReadyOrder,
  DAY,
  newAuthorization,
  newName,
  newOrder,
  NOW,
  type OpenStore,
  prove,
  storeFor,
  timesDone,
} from './world.ts';

export function orderContract(open: OpenStore): void {
  const store = storeFor(open);

  test('an order and its authorizations are found as they were made', async () => {
    const account = await createAccount(store());
    const name = newName();
    const planned = newOrder(account, [name, `*.${name}`], { notBefore: NOW, notAfter: NOW + DAY });
    const result = await store().orders.create(planned);
    assert.equal(result.outcome, 'created');
    const { order } = result;
    assert.equal(order.status, 'pending');
    assert.deepEqual(order.identifiers, planned.identifiers);
    assert.deepEqual(await store().orders.get(order.id, account.id), order);
    assert.deepEqual(await store().orders.find(order.id), order);

    const authorizations = await store().authorizations.listByOrder(order.id);
    assert.deepEqual(
      authorizations.map(({ id }) => id),
      order.authorizationIds,
      'in the order of the identifiers',
    );
    assert.deepEqual(
      authorizations.map(({ identifier, wildcard, status, attemptedType }) => ({
        name: identifier.value,
        wildcard,
        status,
        attemptedType,
      })),
      [
        { name, wildcard: false, status: 'pending', attemptedType: null },
        { name, wildcard: true, status: 'pending', attemptedType: null },
      ],
    );
    assert.deepEqual(authorizations[0]?.challengeTypes, ['http-01', 'dns-01']);
    assert.deepEqual(await store().authorizations.listByOrder('unknown'), []);
  });

  test('a ready order is refused by its account, once, with the reason', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const error = fault('orderNotReady', { status: 'x', waiting: '' });
    const pending = await createOrder(store(), account);
    assert.equal(await store().orders.refuse(pending.id, account.id, error), false, 'not ready');
    const order = await createReadyOrder(store(), account);
    assert.equal(await store().orders.refuse(order.id, other.id, error), false, 'another account');
    assert.equal(await timesDone(() => store().orders.refuse(order.id, account.id, error)), 1);
    const refused = await store().orders.find(order.id);
    assert.equal(refused?.status, 'invalid');
    assert.deepEqual(refused?.error, error);
    assert.equal((await store().orders.find(pending.id))?.status, 'pending');
  });

  test("another account's order is not there", async () => {
    const order = await createOrder(store(), await createAccount(store()));
    const other = await createAccount(store());
    assert.equal(await store().orders.get(order.id, other.id), undefined);
    assert.equal(await store().orders.get('unknown', other.id), undefined);
  });

  test('an order of valid authorizations only is ready at once', async () => {
    const account = await createAccount(store());
    const name = newName();
    const first = await createReadyOrder(store(), account, name);
    const [authorization = ''] = first.authorizationIds;
    const second = await createOrder(store(), account, [name], { reuse: { [name]: authorization } });
    assert.equal(second.status, 'ready');
    assert.deepEqual(second.authorizationIds, [authorization]);
    assert.equal((await store().orders.find(second.id))?.status, 'ready');
  });

  test('what cannot be reused refuses the whole order', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const name = newName();
    const pending = await createOrder(store(), account, [name]);
    const valid = await createReadyOrder(store(), account, newName());
    const others = await createReadyOrder(store(), other, name);
    const ended = await createOrder(store(), account, [name]);
    await prove(store(), account, ended.authorizationIds[0], { expiresAt: NOW - 1 });

    const refused = { pending, 'of another name': valid, "another's": others, ended };
    for (const [why, { authorizationIds }] of Object.entries(refused)) {
      const created = newAuthorization('new.example.org');
      const planned = newOrder(account, ['new.example.org', name]);
      const result = await store().orders.create({
        ...planned,
        authorizations: [{ create: created }, { reuse: authorizationIds[0] ?? '' }],
      });
      assert.deepEqual(result, { outcome: 'stale-authorization' }, why);
      assert.equal(await store().orders.find(planned.id), undefined, 'nothing of it is there');
      assert.equal(await store().authorizations.find(created.id), undefined, 'nothing of it is there');
    }
  });

  test('the limit on pending orders holds against many at once', async () => {
    const account = await createAccount(store());
    const results = await Promise.all(
      Array.from({ length: 12 }, () =>
        store().orders.create(newOrder(account, [newName()], { pendingMax: 5 })),
      ),
    );
    assert.equal(results.filter(({ outcome }) => outcome === 'created').length, 5);
    assert.equal(results.filter(({ outcome }) => outcome === 'too-many-pending').length, 7);
    assert.equal((await store().orders.listIds(account.id, { limit: 100 })).length, 5);

    const [first] = results;
    assert.ok(first?.outcome === 'created');
    await prove(store(), account, first.order.authorizationIds[0]);
    const next = await store().orders.create(newOrder(account, [newName()], { pendingMax: 5 }));
    assert.equal(next.outcome, 'created', 'a ready one is not pending');
    const later = newOrder(account, [newName()], { pendingMax: 5, createdAt: NOW + 8 * DAY });
    assert.equal((await store().orders.create(later)).outcome, 'created', 'expired ones do not count');
  });

  test('an order is ready when the last of its authorizations is valid', async () => {
    const account = await createAccount(store());
    const order = await createOrder(store(), account, [newName(), newName(), newName()]);
    for (const [i, id] of order.authorizationIds.entries()) {
      assert.equal((await store().orders.find(order.id))?.status, 'pending', `after ${i}`);
      await prove(store(), account, id);
    }
    assert.equal((await store().orders.find(order.id))?.status, 'ready');
  });

  test('all authorizations proven at once make the order ready', async () => {
    const account = await createAccount(store());
    const order = await createOrder(store(), account, Array.from({ length: 20 }, newName));
    await Promise.all(order.authorizationIds.map((id) => prove(store(), account, id)));
    assert.equal((await store().orders.find(order.id))?.status, 'ready');
  });

  test('an order is invalid when one of its authorizations fails, and stays so', async () => {
    const account = await createAccount(store());
    const order = await createOrder(store(), account, [newName(), newName()]);
    const [first, second] = order.authorizationIds;
    await prove(store(), account, first, { valid: false });
    const failed = await store().orders.find(order.id);
    assert.equal(failed?.status, 'invalid');
    assert.equal(failed?.error?.code, 'serverInternal');
    await prove(store(), account, second);
    assert.equal((await store().orders.find(order.id))?.status, 'invalid');
  });

  test('an open order for the same thing is given again, whatever the order of its names', async () => {
    const account = await createAccount(store());
    const names = [newName(), newName()];
    const order = await createOrder(store(), account, names);
    const outcomeOf = async (other: NewOrder) => (await store().orders.create(other)).outcome;
    const same = (more: Partial<NewOrder> = {}) => newOrder(account, names.toReversed(), more);
    assert.deepEqual(await store().orders.create(same()), { outcome: 'exists', order });

    const different = [
      newOrder(account, names.slice(1)),
      newOrder(account, names, { directory: 'short' }),
      newOrder(account, names, { profile: 'short' }),
      newOrder(account, names, { notAfter: NOW + DAY }),
      newOrder(await createAccount(store()), names),
    ];
    for (const other of different) assert.equal(await outcomeOf(other), 'created');
    const late = { createdAt: order.expiresAt, expiresAt: order.expiresAt + DAY };
    assert.equal(await outcomeOf(same(late)), 'created', 'the first one has expired');
  });

  test('an order that failed is not given again', async () => {
    const account = await createAccount(store());
    const order = await createOrder(store(), account, [newName()]);
    await prove(store(), account, order.authorizationIds[0], { valid: false });
    const again = newOrder(
      account,
      order.identifiers.map(({ value }) => value),
    );
    assert.equal((await store().orders.create(again)).outcome, 'created');
  });

  test('of many orders for the same thing at once, one is created', async () => {
    const account = await createAccount(store());
    const names = [newName()];
    const made = await Promise.all(
      Array.from({ length: 8 }, () => store().orders.create(newOrder(account, names))),
    );
    assert.equal(made.filter(({ outcome }) => outcome === 'created').length, 1);
    const ids = new Set(made.map((each) => ('order' in each ? each.order.id : each.outcome)));
    assert.equal(ids.size, 1, 'all were given the same one');
  });

  test('orders are listed newest first, page by page', async () => {
    const account = await createAccount(store());
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      const order = await createOrder(store(), account, [newName()], { id: newId(NOW + i) });
      made.unshift(order.id);
    }
    assert.deepEqual(await store().orders.listIds(account.id, { limit: 3 }), made.slice(0, 3));
    const page = { limit: 10, before: made[2] ?? '' };
    assert.deepEqual(await store().orders.listIds(account.id, page), made.slice(3));

    const [newest] = await store().orders.list({ accountId: account.id }, { limit: 1 });
    assert.equal(newest?.id, made[0]);
    await prove(store(), account, newest?.authorizationIds[0]);
    const ready = await store().orders.list({ accountId: account.id, status: 'ready' }, { limit: 10 });
    assert.deepEqual(
      ready.map(({ id }) => id),
      [made[0]],
    );
    const before = await store().orders.list({ accountId: account.id }, page);
    assert.deepEqual(
      before.map(({ id }) => id),
      made.slice(3),
    );
  });
}
