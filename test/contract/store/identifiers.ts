import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identifier } from '../../../src/core/index.ts';
import {
  createAccount,
  createOrder,
  createReadyOrder,
  issue,
  newCertificate,
  newOrder,
  NOW,
  type OpenStore,
  storeFor,
} from './world.ts';

/** Text that both kinds could have: no DNS name is spelled so past the name checks, but the store does not rest on them. */
const TEXTS = ['192.0.2.1', '2001:db8::1'];

export function identifierContract(open: OpenStore): void {
  const store = storeFor(open);

  for (const value of TEXTS) {
    for (const type of ['dns', 'ip'] as const) {
      const mine: Identifier = { type, value };
      const other: Identifier = { type: type === 'dns' ? 'ip' : 'dns', value };

      test(`an authorization for the ${type} identifier ${value} proves no ${other.type} identifier that is spelled like it`, async () => {
        const account = await createAccount(store());
        const proven = await createReadyOrder(store(), account, mine);
        const [id = ''] = proven.authorizationIds;

        const find = async (identifier: Identifier) => {
          const subjects = [{ identifier, wildcard: false }];
          const [found] = await store().authorizations.findValid(account.id, 'default', subjects, NOW);
          return found?.id;
        };
        assert.equal(await find(mine), id);
        assert.equal(await find(other), undefined);

        const holds = (identifier: Identifier) =>
          store().certificates.accountHolds(account.id, [identifier], NOW);
        assert.equal(await holds(mine), true);
        assert.equal(await holds(other), false);

        const reusing = newOrder(account, [other], { reuse: { [value]: id }, profile: 'reusing' });
        assert.deepEqual(await store().orders.create(reusing), { outcome: 'stale-authorization' });

        const reserve = (identifier: Identifier) => {
          const certificate = newCertificate(proven, { identifiers: [identifier] });
          return store().orders.reserveCertificate(proven, account.id, certificate, 'thumbprint', NOW);
        };
        assert.equal(await reserve(other), false);
        assert.equal(await reserve(mine), true);
      });

      test(`a certificate for the ${type} identifier ${value} is found by it, and not by its ${other.type} twin`, async () => {
        const account = await createAccount(store());
        const { serial } = await issue(store(), account, mine);
        const list = async (identifier: Identifier) =>
          (await store().certificates.list({ accountId: account.id, identifier }, { limit: 10 })).map(
            (one) => one.serial,
          );
        assert.deepEqual(await list(mine), [serial]);
        assert.deepEqual(await list(other), []);
        assert.deepEqual((await store().certificates.get(serial))?.identifiers, [mine]);
      });
    }

    test(`orders for ${value} of both types are two orders`, async () => {
      const account = await createAccount(store());
      const dns = await createOrder(store(), account, [{ type: 'dns', value }]);
      const result = await store().orders.create(newOrder(account, [{ type: 'ip', value }]));
      assert.equal(result.outcome, 'created');
      assert.notEqual(result.order.id, dns.id);
      const again = await store().orders.create(newOrder(account, [{ type: 'ip', value }]));
      assert.ok(again.outcome === 'exists');
      assert.equal(again.order.id, result.order.id);
    });
  }

  test('an address is no wildcard, whatever it begins with', async () => {
    const account = await createAccount(store());
    const order = await createReadyOrder(store(), account, { type: 'ip', value: '192.0.2.9' });
    const certificate = newCertificate(order, { identifiers: [{ type: 'ip', value: '*.192.0.2.9' }] });
    assert.equal(
      await store().orders.reserveCertificate(order, account.id, certificate, 'thumbprint', NOW),
      false,
    );
  });
}
