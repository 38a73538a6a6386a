import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PurgeLimits } from '../../../src/store/index.ts';
import {
  createAccount,
  createOrder,
  createReadyOrder,
  DAY,
  HOUR,
  issue,
  newCertificate,
  newName,
  NOW,
  type OpenStore,
  prove,
  storeFor,
} from './world.ts';

export function retentionContract(open: OpenStore): void {
  const store = storeFor(open);
  test('what has run out of time is marked, once, and nothing else', async () => {
    const account = await createAccount(store());
    const soon = { createdAt: NOW, expiresAt: NOW + HOUR };
    const pending = await createOrder(store(), account, [newName()], soon);
    const ready = await createOrder(store(), account, [newName()], soon);
    await prove(store(), account, ready.authorizationIds[0], { expiresAt: NOW + 2 * HOUR });
    const lasting = await createOrder(store(), account);
    const processing = await createOrder(store(), account, [newName()], soon);
    await prove(store(), account, processing.authorizationIds[0]);
    await store().orders.reserveCertificate(
      processing,
      account.id,
      newCertificate(processing),
      'thumbprint',
      NOW,
    );

    assert.equal(await store().orders.expire(NOW + HOUR - 1, 100), 0);
    assert.equal(await store().orders.expire(NOW + HOUR, 100), 2);
    assert.equal(await store().orders.expire(NOW + HOUR, 100), 0);
    const status = async (id: string) => (await store().orders.find(id))?.status;
    assert.equal(await status(pending.id), 'invalid');
    assert.equal(await status(ready.id), 'invalid');
    assert.equal(await status(lasting.id), 'pending');
    assert.equal(await status(processing.id), 'processing', 'its certificate may be signed at this moment');

    assert.equal(await store().orders.expire(NOW + 2 * HOUR, 100), 1, 'the valid authorization');
    const [expired] = await store().authorizations.listByOrder(ready.id);
    assert.equal(expired?.status, 'expired');
    assert.equal(
      await store().orders.expire(NOW + 7 * DAY, 100),
      3,
      'the order that lasted, two authorizations',
    );
    const [open] = await store().authorizations.listByOrder(lasting.id);
    assert.equal(open?.status, 'expired');
  });

  test('marking goes on where its limit stopped it', async () => {
    const account = await createAccount(store());
    const soon = { createdAt: NOW, expiresAt: NOW + HOUR };
    for (let i = 0; i < 5; i++) await createOrder(store(), account, [newName()], soon);
    const rounds = [];
    for (let i = 0; i < 4; i++) rounds.push(await store().orders.expire(NOW + HOUR, 2));
    assert.deepEqual(rounds, [2, 2, 1, 0]);
  });

  test('old orders, authorizations and evidence go; the certificate stays', async () => {
    const account = await createAccount(store());
    const certificate = await issue(store(), account);
    const order = await store().orders.find(certificate.orderId);
    const [id = ''] = order?.authorizationIds ?? [];
    await store().jobs.purge(everything(NOW - 1));
    assert.ok(await store().orders.find(certificate.orderId), 'too young');

    const late = NOW + 100 * DAY;
    await store().jobs.purge({ ...nothing, authorizationsBefore: late });
    assert.ok(await store().authorizations.find(id), 'an order that is kept still shows it');
    await store().jobs.purge({ ...nothing, ordersBefore: late });
    assert.equal(await store().orders.find(certificate.orderId), undefined);
    assert.equal((await store().validations.listByAuthorization(id)).length, 1, 'evidence has its own limit');
    await store().jobs.purge({ ...nothing, authorizationsBefore: late });
    assert.equal(await store().authorizations.find(id), undefined);
    await store().jobs.purge({ ...nothing, validationsBefore: late });
    assert.deepEqual(await store().validations.listByAuthorization(id), []);

    assert.ok((await store().certificates.get(certificate.serial))?.der, 'no limit has touched it');
    await store().jobs.purge({ ...nothing, certificateDerBefore: late });
    const compact = await store().certificates.get(certificate.serial);
    assert.equal(compact?.state, 'issued');
    assert.equal(compact?.der, null);
    assert.deepEqual(compact?.identifiers, certificate.identifiers);
    const [identifier] = certificate.identifiers;
    assert.ok(identifier);
    const found = await store().certificates.list({ identifier }, { limit: 10 });
    assert.deepEqual(found, [compact], 'still found by its name');
  });

  test('what is open or still proves something is not old', async () => {
    const account = await createAccount(store());
    const pending = await createOrder(store(), account);
    const ready = await createReadyOrder(store(), account);
    await store().jobs.purge(everything(NOW + 20 * DAY));
    assert.ok(await store().orders.find(pending.id));
    assert.ok(await store().orders.find(ready.id));
    assert.equal((await store().authorizations.listByOrder(pending.id)).length, 1);
    assert.equal((await store().authorizations.listByOrder(ready.id)).length, 1);
  });

  test('retention never drops a revoked certificate that has not expired (HCSEC-2021-09)', async () => {
    const account = await createAccount(store());
    const issuerId = 'issuer-retention';
    const revoked = await issue(store(), account, newName(), { issuerId });
    const expired = await issue(store(), account, newName(), { issuerId, notAfter: NOW + DAY });
    for (const { serial } of [revoked, expired]) await store().certificates.revoke(serial, 1, NOW);
    const before = await store().certificates.get(revoked.serial);
    const now = NOW + 44 * DAY;
    const onCrl = await store().certificates.listRevoked(issuerId, now);
    assert.deepEqual(onCrl, [{ serial: revoked.serial, revokedAt: NOW, reason: 1 }]);

    while ((await store().jobs.purge(everything(now))) > 0);
    assert.equal(await store().orders.find(revoked.orderId), undefined, 'its order is gone');
    assert.deepEqual(await store().certificates.get(revoked.serial), before, 'the certificate is whole');
    assert.deepEqual(await store().certificates.listRevoked(issuerId, now), onCrl);

    while ((await store().jobs.purge(everything(NOW + 1_000 * DAY))) > 0);
    for (const { serial, spkiSha256 } of [revoked, expired]) {
      const kept = await store().certificates.get(serial);
      assert.equal(kept?.revokedAt, NOW, 'even then the row knows');
      assert.equal(await store().certificates.isKeyCompromised(spkiSha256), true);
    }
  });

  test('purging goes on where its limit stopped it', async () => {
    const account = await createAccount(store());
    for (let i = 0; i < 5; i++) await issue(store(), account);
    while ((await store().jobs.purge(everything(NOW + 1_000 * DAY))) > 0);
    const ids = await store().orders.listIds(account.id, { limit: 10 });
    assert.deepEqual(ids, []);
    const more = [];
    for (let i = 0; i < 5; i++) more.push(await issue(store(), account));
    const limited = { ...nothing, ordersBefore: NOW + 1_000 * DAY, limit: 2 };
    const rounds = [];
    for (let i = 0; i < 4; i++) rounds.push(await store().jobs.purge(limited));
    assert.deepEqual(rounds, [2, 2, 1, 0]);
  });
}

/** Limits that nothing is older than. */
const nothing: PurgeLimits = {
  ordersBefore: 0,
  authorizationsBefore: 0,
  validationsBefore: 0,
  certificateDerBefore: 0,
  limit: 1_000,
};

const everything = (before: number): PurgeLimits => ({
  ordersBefore: before,
  authorizationsBefore: before,
  validationsBefore: before,
  certificateDerBefore: before,
  limit: 1_000,
});
