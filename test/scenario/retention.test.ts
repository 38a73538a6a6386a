import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createExpireHandler, createJobRunner, createRetentionHandler } from '../../src/store/index.ts';
import { createAccount, createOrder, DAY, issue, NOW } from '../contract/store/world.ts';
import { type MaintenanceWorld, openWorld } from './maintenance-world.ts';

const DAYS = { evidence: 90, orders: 90, expiredCertificates: 30 };

describe('a hundred and fifty days of maintenance', () => {
  let world: MaintenanceWorld;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.remove());

  test('expire and retention keep what must be kept and drop the rest in time', {
    timeout: 120_000,
  }, async () => {
    const { store, clock } = world;
    const handlers = {
      // coarser than in production, so that 150 days are some hundred runs and not 200,000
      expire: slower(createExpireHandler(world), 2 * DAY),
      retention: slower(createRetentionHandler({ ...world, days: DAYS }), DAY),
    };
    const runner = createJobRunner({ ...world, jobs: store.jobs, handlers, pollMs: DAY });
    await runner.schedule('expire', 'expire', clock.now());
    await runner.schedule('retention', 'retention', clock.now());

    const account = await createAccount(store);
    const abandoned = await createOrder(store, account);
    const revoked = await issue(store, account, 'revoked.example.org', { notAfter: NOW + 140 * DAY });
    const plain = await issue(store, account, 'plain.example.org', { notAfter: NOW + 45 * DAY });
    await store.certificates.revoke(revoked.serial, 4, NOW);
    const [proof = ''] = (await store.orders.find(revoked.orderId))?.authorizationIds ?? [];
    runner.start();

    await clock.advance(8 * DAY);
    assert.equal((await store.orders.find(abandoned.id))?.status, 'invalid', 'its 7 days are over');
    await clock.advance(81 * DAY);
    assert.ok(await store.orders.find(abandoned.id), '89 days');
    assert.equal((await store.validations.listByAuthorization(proof)).length, 1, '89 days');
    assert.equal((await store.certificates.get(plain.serial))?.der, null, 'expired for more than 30 days');

    await clock.advance(3 * DAY);
    assert.equal(await store.orders.find(abandoned.id), undefined, '92 days');
    assert.equal(await store.authorizations.find(proof), undefined, '92 days');
    assert.deepEqual(await store.validations.listByAuthorization(proof), [], '92 days');
    assert.ok((await store.certificates.get(revoked.serial))?.der, 'revoked, unexpired: whole');
    assert.equal((await store.certificates.listRevoked(revoked.issuerId, clock.now())).length, 1);

    await clock.advance(58 * DAY);
    const kept = await store.certificates.get(revoked.serial);
    assert.equal(kept?.revokedAt, NOW, 'even after its end its row says that it was revoked');
    assert.deepEqual(world.complaints, []);
    await runner.stop();
  });

  function slower(handler: ReturnType<typeof createExpireHandler>, ms: number): typeof handler {
    return async (job) => {
      await handler(job);
      return world.clock.now() + ms;
    };
  }
});
