import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conclusion,
  createAccount,
  createOrder,
  createReadyOrder,
  DAY,
  EVIDENCE,
  newName,
  newOrder,
  NOW,
  type OpenStore,
  prove,
  storeFor,
  timesDone,
} from './world.ts';

export function authorizationContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a challenge is claimed once, by its own account, while pending', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const { authorizationIds } = await createOrder(store(), account);
    const [id = ''] = authorizationIds;
    const { authorizations } = store();
    assert.equal(await authorizations.claim(id, other.id, 'http-01', NOW), false, 'another account');
    assert.equal(await authorizations.claim('unknown', account.id, 'http-01', NOW), false);
    assert.equal(await authorizations.claim(id, account.id, 'http-01', NOW + 7 * DAY), false, 'expired');
    assert.equal(await timesDone(() => authorizations.claim(id, account.id, 'http-01', NOW + 5), 50), 1);
    assert.equal(await authorizations.claim(id, account.id, 'dns-01', NOW), false, 'one type only');

    const claimed = await authorizations.get(id, account.id);
    assert.equal(claimed?.status, 'pending');
    assert.equal(claimed?.attemptedType, 'http-01');
    assert.equal(claimed?.attemptedAt, NOW + 5);
    assert.equal(await authorizations.get(id, other.id), undefined);
    assert.deepEqual(await authorizations.find(id), claimed);
  });

  test('an attempt is concluded once, with its evidence', async () => {
    const account = await createAccount(store());
    const [id = ''] = (await createOrder(store(), account)).authorizationIds;
    const { authorizations } = store();
    const end = conclusion(id);
    assert.equal(await authorizations.conclude(id, end), false, 'not attempted');
    await authorizations.claim(id, account.id, 'http-01', NOW);
    const otherType = { ...end, validation: { ...end.validation, type: 'dns-01' as const } };
    assert.equal(await authorizations.conclude(id, otherType), false, 'another attempt');
    assert.deepEqual(
      await store().validations.listByAuthorization(id),
      [],
      'no record of what did not happen',
    );

    assert.equal(await timesDone(() => authorizations.conclude(id, end)), 1);
    const valid = await authorizations.find(id);
    assert.equal(valid?.status, 'valid');
    assert.equal(valid?.expiresAt, end.expiresAt);
    assert.equal(valid?.validatedAt, end.validation.finishedAt);
    assert.deepEqual(await store().validations.listByAuthorization(id), [end.validation]);
  });

  test('an attempt that nobody saw is claimed and concluded at once, under the conditions of both', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const order = await createOrder(store(), account);
    const [id = ''] = order.authorizationIds;
    const { authorizations } = store();
    const end = conclusion(id);
    const conclude = (accountId: string, at: number) => authorizations.conclude(id, end, { accountId, at });
    assert.equal(await conclude(other.id, NOW), false, 'another account');
    assert.equal(await conclude(account.id, NOW + 7 * DAY), false, 'expired');
    assert.equal(await timesDone(() => conclude(account.id, NOW + 5), 50), 1);
    const valid = await authorizations.find(id);
    assert.equal(valid?.status, 'valid');
    assert.equal(valid?.attemptedType, 'http-01');
    assert.equal(valid?.attemptedAt, NOW + 5);
    assert.equal((await store().orders.find(order.id))?.status, 'ready');
    assert.equal((await store().validations.listByAuthorization(id)).length, 1);

    const [claimed = ''] = (await createOrder(store(), account)).authorizationIds;
    await authorizations.claim(claimed, account.id, 'http-01', NOW);
    const late = authorizations.conclude(claimed, conclusion(claimed), { accountId: account.id, at: NOW });
    assert.equal(await late, false, 'somebody else claimed it');
  });

  test('a failed attempt keeps its reason', async () => {
    const account = await createAccount(store());
    const [id = ''] = (await createOrder(store(), account)).authorizationIds;
    await prove(store(), account, id, { valid: false });
    const failed = await store().authorizations.find(id);
    assert.equal(failed?.status, 'invalid');
    assert.equal(failed?.error?.code, 'serverInternal');
    assert.equal(failed?.validatedAt, null);
    const [record] = await store().validations.listByAuthorization(id);
    assert.equal(record?.valid, false);
    assert.equal(record?.error?.code, 'serverInternal');
    assert.equal(await store().authorizations.claim(id, account.id, 'http-01', NOW), false, 'it is over');
  });

  test('an order ends with the proof that ends first, so that it is never ready without one', async () => {
    const account = await createAccount(store());
    const names = [newName(), newName()];
    const order = await createOrder(store(), account, names);
    const [short, long] = order.authorizationIds;
    await prove(store(), account, short, { expiresAt: NOW + DAY });
    await prove(store(), account, long);
    const ready = await store().orders.find(order.id);
    assert.deepEqual([ready?.status, ready?.expiresAt], ['ready', NOW + DAY]);
    const later = await store().orders.create(newOrder(account, names, { createdAt: NOW + DAY }));
    assert.equal(later.outcome, 'created', 'the next one for the same names is a new one');
  });

  test('too much evidence is cut at its end, and the reader is told how much is missing', async () => {
    const account = await createAccount(store());
    const [id = ''] = (await createOrder(store(), account)).authorizationIds;
    const end = conclusion(id);
    const evidence = Array.from({ length: 5_000 }, (_, hop) => ({ ...EVIDENCE, hop }));
    await prove(store(), account, id, { validation: { ...end.validation, evidence } });
    const [record] = await store().validations.listByAuthorization(id);
    assert.ok(record !== undefined && record.evidence.length > 100);
    assert.deepEqual(record.evidence, evidence.slice(0, record.evidence.length));
    assert.equal(record.evidenceCut, 5_000 - record.evidence.length);
  });

  test('valid authorizations are found for reuse: the one that lives longest, of this account, for this very name', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const name = newName();
    const until = NOW + 8 * DAY;
    const short = await createOrder(store(), account, [name]);
    const long = await createOrder(store(), account, [name]);
    await prove(store(), account, short.authorizationIds[0], { expiresAt: until + 1 });
    await prove(store(), account, long.authorizationIds[0], { expiresAt: until + 2 });
    await createReadyOrder(store(), other, newName());
    const pending = newName();
    await createOrder(store(), account, [pending]);

    const wanted = [
      { identifier: identifier(pending), wildcard: false },
      { identifier: identifier(name), wildcard: false },
      { identifier: identifier(name), wildcard: true },
    ];
    const found = await store().authorizations.findValid(account.id, 'default', wanted, until);
    assert.deepEqual(
      found.map((one) => one?.id),
      [undefined, long.authorizationIds[0], undefined],
    );
    assert.deepEqual(await store().authorizations.findValid(other.id, 'default', wanted, until), [
      undefined,
      undefined,
      undefined,
    ]);
    const later = await store().authorizations.findValid(account.id, 'default', wanted, until + 2);
    assert.deepEqual(later, [undefined, undefined, undefined], 'none lives beyond that');
    const elsewhere = await store().authorizations.findValid(account.id, 'short', wanted, until);
    assert.deepEqual(elsewhere, [undefined, undefined, undefined], 'none of another directory');
  });

  test('its account deactivates it, once, and unfinished orders fall with it', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const name = newName();
    const ready = await createReadyOrder(store(), account, name);
    const [id = ''] = ready.authorizationIds;
    const pending = await createOrder(store(), account, [name, newName()], { reuse: { [name]: id } });
    const { authorizations } = store();
    assert.equal(await authorizations.deactivate(id, other.id), false, 'another account');
    assert.equal(await timesDone(() => authorizations.deactivate(id, account.id)), 1);
    assert.equal((await authorizations.find(id))?.status, 'deactivated');
    assert.equal((await store().orders.find(ready.id))?.status, 'invalid');
    assert.equal((await store().orders.find(pending.id))?.status, 'invalid');
  });

  test('an attempt on a deactivated authorization ends without effect', async () => {
    const account = await createAccount(store());
    const [id = ''] = (await createOrder(store(), account)).authorizationIds;
    await store().authorizations.claim(id, account.id, 'http-01', NOW);
    assert.equal(await store().authorizations.deactivate(id, account.id), true);
    assert.equal(await store().authorizations.conclude(id, conclusion(id)), false);
    assert.equal((await store().authorizations.find(id))?.status, 'deactivated');
    assert.deepEqual(await store().validations.listByAuthorization(id), []);
  });

  test('what was attempted but not concluded is listed', async () => {
    const account = await createAccount(store());
    const names = [newName(), newName(), newName()];
    const { authorizationIds } = await createOrder(store(), account, names);
    const [first = '', second = '', third = ''] = authorizationIds;
    for (const id of [first, second]) await store().authorizations.claim(id, account.id, 'dns-01', NOW);
    await prove(store(), account, third);
    const listed = await store().authorizations.listAttempted(1_000);
    const ids = listed
      .map(({ id }) => id)
      .filter((id) => authorizationIds.includes(id))
      .toSorted();
    assert.deepEqual(ids, [first, second].toSorted());
    assert.equal((await store().authorizations.listAttempted(1)).length, 1);
  });
}

const identifier = (value: string) => ({ type: 'dns' as const, value });
