import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type Identifier, newId } from '../../../src/core/index.ts';
import type { Account, Authorization, NewAuthorization, PreAuthorization } from '../../../src/store/index.ts';
import {
  createAccount,
  createOrder,
  DAY,
  identified,
  newAuthorization,
  newCertificate,
  newName,
  newOrder,
  NOW,
  type OpenStore,
  prove,
  storeFor,
} from './world.ts';

/** Authorizations that serve later orders: RFC 8555 section 7.4.1, RFC 9444. */
export function standingContract(open: OpenStore): void {
  const store = storeFor(open);

  async function proven(
    account: Account,
    name: string,
    changes: Partial<PreAuthorization> = {},
  ): Promise<Authorization> {
    const created = await store().authorizations.create(preAuthorization(account, name, changes));
    assert.equal(created.outcome, 'created');
    await prove(store(), account, created.authorization.id);
    const authorization = await store().authorizations.find(created.authorization.id);
    assert.equal(authorization?.status, 'valid');
    return authorization;
  }

  /** May an order that reuses this authorization be made, and its certificate be reserved? Both, or neither. */
  async function serves(account: Account, { id }: Authorization, identifier: Identifier): Promise<boolean> {
    const planned = newOrder(account, [identifier], {
      reuse: { [identifier.value]: id },
      profile: `profile-${newId(NOW)}`,
    });
    const result = await store().orders.create(planned);
    const linked = result.outcome === 'created';
    if (!linked) assert.deepEqual(result, { outcome: 'stale-authorization' });

    // reserved for another of the order's names, as a plan that mixes names up would have it
    const honest = newName();
    const beside = await createOrder(store(), account, [honest], { profile: `profile-${newId(NOW)}` });
    await prove(store(), account, beside.authorizationIds[0]);
    const forged = newCertificate(beside, { identifiers: [identifier] });
    assert.equal(
      await store().orders.reserveCertificate(
        { id: beside.id, authorizationIds: [id] },
        account.id,
        forged,
        'thumbprint',
        NOW,
      ),
      false,
      "an authorization that is not the order's",
    );
    const holds = await store().certificates.accountHolds(account.id, [identifier], NOW);
    assert.equal(holds, linked);
    if (!linked) return false;
    assert.equal(result.order.status, 'ready');
    return store().orders.reserveCertificate(
      result.order,
      account.id,
      newCertificate(result.order),
      'thumbprint',
      NOW,
    );
  }

  test('it is made without an order, found as it was made, and the same again is that one', async () => {
    const account = await createAccount(store());
    const name = newName();
    const planned = preAuthorization(account, name);
    const created = await store().authorizations.create(planned);
    assert.equal(created.outcome, 'created');
    const { authorization } = created;
    assert.equal(authorization.standing, 'subdomains');
    assert.equal(authorization.status, 'pending');
    assert.deepEqual(await store().authorizations.get(planned.id, account.id), authorization);
    const again = await store().authorizations.create(preAuthorization(account, name));
    assert.deepEqual(again, { outcome: 'exists', authorization });
    for (const other of [
      preAuthorization(account, name, { standing: 'name' }),
      preAuthorization(account, name, { directory: 'other' }),
      preAuthorization(account, newName()),
      preAuthorization(await createAccount(store()), name),
      preAuthorization(account, name, { createdAt: planned.expiresAt }),
    ])
      assert.equal((await store().authorizations.create(other)).outcome, 'created');
  });

  test('the limit holds against many at once, and what has ended does not count', async () => {
    const account = await createAccount(store());
    const results = await Promise.all(
      Array.from({ length: 9 }, () =>
        store().authorizations.create(preAuthorization(account, newName(), { standingMax: 4 })),
      ),
    );
    assert.equal(results.filter(({ outcome }) => outcome === 'created').length, 4);
    assert.equal(results.filter(({ outcome }) => outcome === 'too-many').length, 5);
    const [first] = results;
    assert.ok(first?.outcome === 'created');
    assert.equal(await store().authorizations.deactivate(first.authorization.id, account.id), true);
    const next = await store().authorizations.create(
      preAuthorization(account, newName(), { standingMax: 4 }),
    );
    assert.equal(next.outcome, 'created');
  });

  test('the valid ones of an account and directory are listed, the longest-lived first', async () => {
    const account = await createAccount(store());
    const [one, two] = [
      await proven(account, newName()),
      await proven(account, newName(), { standing: 'name' }),
    ];
    await store().authorizations.create(preAuthorization(account, newName()));
    await proven(account, newName(), { directory: 'other' });
    await proven(await createAccount(store()), newName());
    const ordinary = await createOrder(store(), account);
    await prove(store(), account, ordinary.authorizationIds[0]);
    const list = async (until: number, limit = 10) =>
      (await store().authorizations.listStanding(account.id, 'default', until, limit))
        .map(({ id }) => id)
        .toSorted();
    assert.deepEqual(await list(NOW), [one.id, two.id].toSorted());
    assert.equal((await list(NOW, 1)).length, 1);
    assert.deepEqual(await list(NOW + 30 * DAY), []);
  });

  test('one for a name and all below it serves exactly those, wildcards too, by whole labels', async () => {
    const account = await createAccount(store());
    const name = newName();
    const authorization = await proven(account, name);
    for (const good of [name, `a.${name}`, `b.a.${name}`, `*.${name}`, `*.a.${name}`])
      assert.equal(await serves(account, authorization, { type: 'dns', value: good }), true, good);
    const parent = name.slice(name.indexOf('.') + 1);
    for (const bad of [
      parent,
      `a${name}`,
      `*.${parent}`,
      `${name}.other.example`,
      name.slice(1),
      `_${name}`,
      `%.${parent}`,
    ])
      assert.equal(await serves(account, authorization, { type: 'dns', value: bad }), false, bad);
    assert.equal(
      await serves(account, authorization, { type: 'ip', value: `a.${name}` }),
      false,
      'no address',
    );
    assert.equal(await serves(account, authorization, { type: 'ip', value: name }), false, 'no address');
  });

  test('one for a name alone serves that name and nothing else', async () => {
    const account = await createAccount(store());
    const name = newName();
    const authorization = await proven(account, name, { standing: 'name' });
    assert.equal(await serves(account, authorization, { type: 'dns', value: name }), true);
    for (const bad of [`a.${name}`, `*.${name}`])
      assert.equal(await serves(account, authorization, { type: 'dns', value: bad }), false, bad);
  });

  test('one for an address serves nothing below it', async () => {
    const account = await createAccount(store());
    const value = '192.0.2.77';
    const authorization = await proven(account, value, { identifier: { type: 'ip', value } });
    assert.equal(await serves(account, authorization, { type: 'ip', value }), true);
    for (const bad of [`a.${value}`, `1${value}`, `1.${value}`]) {
      assert.equal(await serves(account, authorization, { type: 'ip', value: bad }), false, bad);
      assert.equal(await serves(account, authorization, { type: 'dns', value: bad }), false, bad);
    }
  });

  test("one that is another account's, another directory's, or over serves nothing", async () => {
    const account = await createAccount(store());
    const name = newName();
    const authorization = await proven(account, name);
    const below: Identifier = { type: 'dns', value: `a.${name}` };
    assert.equal(await serves(await createAccount(store()), authorization, below), false);
    const elsewhere = newOrder(account, [below], {
      directory: 'other',
      reuse: { [below.value]: authorization.id },
    });
    assert.deepEqual(await store().orders.create(elsewhere), { outcome: 'stale-authorization' });
    const late = newOrder(account, [below], {
      createdAt: NOW + 30 * DAY,
      reuse: { [below.value]: authorization.id },
    });
    assert.deepEqual(await store().orders.create(late), { outcome: 'stale-authorization' });
    assert.equal(await store().authorizations.deactivate(authorization.id, account.id), true);
    assert.equal(await serves(account, authorization, below), false);
  });

  test('one authorization may serve several names of an order, made with it or reused', async () => {
    const account = await createAccount(store());
    const name = newName();
    const names = [`a.${name}`, `b.${name}`, `*.${name}`];
    const create: NewAuthorization = newAuthorization(name, { standing: 'subdomains' });
    const own = newName();
    const planned = newOrder(account, [...names, own], { profile: 'shared' });
    const authorizations = [...names.map(() => ({ create })), ...planned.authorizations.slice(-1)];
    const result = await store().orders.create({ ...planned, authorizations });
    assert.equal(result.outcome, 'created');
    const { order } = result;
    assert.equal(order.authorizationIds.length, 4, 'one for each name');
    assert.equal((await store().authorizations.listByOrder(order.id)).length, 2, 'each once');
    await prove(store(), account, create.id);
    assert.equal((await store().orders.find(order.id))?.status, 'pending');
    await prove(store(), account, order.authorizationIds.at(-1));
    assert.equal((await store().orders.find(order.id))?.status, 'ready');
    assert.equal(
      await store().orders.reserveCertificate(order, account.id, newCertificate(order), 'thumbprint', NOW),
      true,
    );

    const reuse = Object.fromEntries(names.map((one) => [one, create.id]));
    const second = await createOrder(store(), account, names, { reuse, profile: 'reused' });
    assert.equal(second.status, 'ready');
    assert.deepEqual(
      (await store().authorizations.listByOrder(second.id)).map(({ id }) => id),
      [create.id],
    );
    const stray = newOrder(account, [...names, 'stray.example.net'], {
      reuse: { ...reuse, 'stray.example.net': create.id },
    });
    assert.deepEqual(await store().orders.create(stray), { outcome: 'stale-authorization' });
    assert.equal(await store().authorizations.deactivate(create.id, account.id), true);
    assert.equal((await store().orders.find(second.id))?.status, 'invalid');
  });

  test('another ancestor offered is another order', async () => {
    const account = await createAccount(store());
    const name = `a.${newName()}`;
    const plain = await createOrder(store(), account, [name]);
    const offered = await store().orders.create(
      newOrder(account, [name], { ancestorDomains: new Map([[name, name.slice(2)]]) }),
    );
    assert.equal(offered.outcome, 'created');
    assert.notEqual(offered.order.id, plain.id);
    const same = await store().orders.create(
      newOrder(account, [name], { ancestorDomains: new Map([[name, name.slice(2)]]) }),
    );
    assert.ok(same.outcome === 'exists');
    assert.equal(same.order.id, offered.order.id);
  });

  test('no name outside the subtree is ever covered', async () => {
    const account = await createAccount(store());
    const label = fc.constantFrom('a', 'b', 'ab', 'x-y', '%', '_', '*', '');
    const names = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const authorizations = new Map<string, Authorization>();
    await fc.assert(
      fc.asyncProperty(names, names, async (ancestor, name) => {
        const known = authorizations.get(ancestor);
        const authorization = known ?? (await proven(account, ancestor, { standingMax: 10_000 }));
        authorizations.set(ancestor, authorization);
        const bare = name.startsWith('*.') ? name.slice(2) : name;
        const above = ancestor.split('.').toReversed();
        const below = bare.split('.').toReversed();
        const inside = above.every((one, index) => below[index] === one);
        const planned = newOrder(account, identified(name), {
          reuse: { [name]: authorization.id },
          profile: `profile-${newId(NOW)}`,
        });
        const { outcome } = await store().orders.create({ ...planned, pendingMax: 1_000_000 });
        assert.equal(outcome === 'created', inside, `${name} under ${ancestor}`);
      }),
      { numRuns: 300 },
    );
  });
}

function preAuthorization(
  account: Account,
  name: string,
  changes: Partial<PreAuthorization> = {},
): PreAuthorization {
  return {
    ...newAuthorization(name),
    accountId: account.id,
    directory: 'default',
    createdAt: NOW,
    standing: 'subdomains',
    standingMax: 10,
    ...changes,
  };
}
