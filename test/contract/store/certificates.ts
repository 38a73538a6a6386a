import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReservedCertificate } from '../../../src/store/index.ts';
import {
  createAccount,
  createOrder,
  createReadyOrder,
  DAY,
  HOUR,
  identified,
  issue,
  newCertificate,
  newName,
  NOW,
  type OpenStore,
  prove,
  REFUSED,
  storeFor,
  timesDone,
} from './world.ts';

export function certificateContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a certificate is reserved before it is signed, once for an order', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const order = await createReadyOrder(store(), account);
    const { orders } = store();
    const reserve = (accountId: string, now = NOW, of = order) =>
      orders.reserveCertificate(of, accountId, newCertificate(order), 'thumbprint', now);

    assert.equal(await reserve(other.id), false, 'another account');
    assert.equal(await reserve(account.id, order.expiresAt), false, 'expired');
    const pending = await createOrder(store(), account);
    assert.equal(await reserve(account.id, NOW, pending), false, 'not ready');
    assert.equal(await timesDone(() => reserve(account.id)), 1);

    const processing = await orders.find(order.id);
    assert.equal(processing?.status, 'processing');
    const reserved = await store().certificates.get(processing?.certificateSerial ?? '');
    assert.equal(reserved?.state, 'reserved');
    assert.equal(reserved?.der, null);
    const mine = (await orders.listProcessing(100)).find((one) => one.order.id === order.id);
    assert.deepEqual(mine?.order, processing);
    assert.deepEqual(Buffer.from(mine?.certificate.tbs ?? []).toString(), 'what will be signed');
    assert.deepEqual(await store().certificates.list({ accountId: account.id }, { limit: 10 }), [reserved]);
  });

  test('no name is certified without its own authorization, valid at that moment', async () => {
    const { orders, authorizations, accounts } = store();
    const account = await createAccount(store());
    const names = [newName(), newName()];
    const ready = async (expiresAt = NOW + 30 * DAY) => {
      const order = await createOrder(store(), account, names);
      for (const id of order.authorizationIds) await prove(store(), account, id, { expiresAt });
      return order;
    };
    const stranger = await createAccount(store());
    const order = await ready();
    const [first = '', second = ''] = order.authorizationIds;
    const reserve = (changes: Partial<ReservedCertificate> = {}, ids = order.authorizationIds, now = NOW) =>
      orders.reserveCertificate(
        { id: order.id, authorizationIds: ids },
        account.id,
        newCertificate(order, changes),
        'thumbprint',
        now,
      );

    const keyOf = (thumbprint: string) =>
      orders.reserveCertificate(order, account.id, newCertificate(order), thumbprint, NOW);
    assert.equal(await keyOf(stranger.thumbprint), false, "an account's key");
    assert.equal(await reserve({ identifiers: [] }, []), false, 'no name');
    assert.equal(await reserve({ identifiers: identified(...names, newName()) }), false, 'a name too many');
    assert.equal(
      await reserve({ identifiers: identified(names[0] ?? '', newName()) }),
      false,
      'another name',
    );
    assert.equal(
      await reserve({ identifiers: identified(names[0] ?? '', `*.${names[1]}`) }),
      false,
      'a wildcard',
    );
    assert.equal(await reserve({}, [second, first]), false, 'each proof for the other name');
    const elsewhere = await ready();
    assert.equal(await reserve({}, elsewhere.authorizationIds), false, "another order's proofs");
    const foreign = await createOrder(store(), stranger, names);
    for (const id of foreign.authorizationIds) await prove(store(), stranger, id);
    assert.equal(await reserve({}, foreign.authorizationIds), false, "another account's proofs");
    assert.equal((await orders.find(order.id))?.status, 'ready', 'none of it left a trace');
    assert.deepEqual(await store().certificates.list({ accountId: account.id }, { limit: 10 }), []);

    const brief = await ready(NOW + HOUR);
    const late = orders.reserveCertificate(
      brief,
      account.id,
      newCertificate(brief),
      'thumbprint',
      NOW + HOUR,
    );
    assert.equal(await late, false, 'expired');
    assert.equal(await authorizations.deactivate(second, account.id), true);
    assert.equal(await reserve(), false, 'deactivated');
    assert.equal(
      await orders.reserveCertificate(elsewhere, account.id, newCertificate(elsewhere), 'thumbprint', NOW),
      true,
      'all valid',
    );
    assert.equal(await accounts.deactivate(account.id, 'deactivated', NOW), true);
    const closed = orders.reserveCertificate(brief, account.id, newCertificate(brief), 'thumbprint', NOW);
    assert.equal(await closed, false, 'an account that is closed');
  });

  test('a deactivation and a reservation at the same moment: one of them wins, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const account = await createAccount(store());
      const order = await createReadyOrder(store(), account);
      const [id = ''] = order.authorizationIds;
      const reserve = () =>
        store().orders.reserveCertificate(order, account.id, newCertificate(order), 'thumbprint', NOW);
      const deactivate = () => store().authorizations.deactivate(id, account.id);
      const [a, b] = round % 2 === 0 ? [reserve(), deactivate()] : [deactivate(), reserve()];
      const reserved = round % 2 === 0 ? (await Promise.all([a, b]))[0] : (await Promise.all([a, b]))[1];
      assert.equal((await store().orders.find(order.id))?.status, reserved ? 'processing' : 'invalid');
      assert.equal(reserved, round % 2 === 0);
    }
  });

  test('a reserved certificate is completed once', async () => {
    const account = await createAccount(store());
    const order = await createReadyOrder(store(), account);
    const certificate = newCertificate(order);
    const der = Buffer.from('signed');
    const { orders } = store();
    assert.equal(await orders.complete(order.id, certificate.serial, der), false, 'not reserved');
    await orders.reserveCertificate(order, account.id, certificate, 'thumbprint', NOW);
    assert.equal(await orders.complete(order.id, 'another', der), false);
    assert.equal(await timesDone(() => orders.complete(order.id, certificate.serial, der)), 1);
    assert.equal(await orders.abandon(order.id, certificate.serial, REFUSED), false, 'it is done');

    const done = await orders.get(order.id, account.id);
    assert.equal(done?.status, 'valid');
    assert.equal(done?.certificateSerial, certificate.serial);
    const { tbs: _tbs, ...kept } = certificate;
    const issued = await store().certificates.get(certificate.serial);
    assert.deepEqual(
      { ...issued, der: Buffer.from(issued?.der ?? []).toString() },
      { ...kept, state: 'issued', der: 'signed', revokedAt: null, revocationReason: null },
    );
    const processing = await orders.listProcessing(100);
    assert.ok(!processing.some((one) => one.order.id === order.id));
  });

  test('an abandoned certificate stays on record', async () => {
    const account = await createAccount(store());
    const order = await createReadyOrder(store(), account);
    const certificate = newCertificate(order);
    await store().orders.reserveCertificate(order, account.id, certificate, 'thumbprint', NOW);
    assert.equal(await timesDone(() => store().orders.abandon(order.id, certificate.serial, REFUSED)), 1);
    const failed = await store().orders.find(order.id);
    assert.equal(failed?.status, 'invalid');
    assert.equal(failed?.error?.code, 'serverInternal');
    assert.equal((await store().certificates.get(certificate.serial))?.state, 'abandoned');
    assert.equal(await store().orders.complete(order.id, certificate.serial, Buffer.of(1)), false);
    assert.equal(await store().certificates.revoke(certificate.serial, 0, NOW), 'unknown');
  });

  test('the same serial twice is refused loudly and leaves no trace', async () => {
    const account = await createAccount(store());
    const { serial } = await issue(store(), account);
    const order = await createReadyOrder(store(), account);
    const again = store().orders.reserveCertificate(
      order,
      account.id,
      newCertificate(order, { serial }),
      'thumbprint',
      NOW,
    );
    const beside = createOrder(store(), account);
    await assert.rejects(again);
    assert.equal((await store().orders.find(order.id))?.status, 'ready', 'all or nothing');
    assert.ok(await store().orders.find((await beside).id), 'what was committed with it is there');
  });

  test('a certificate is revoked once', async () => {
    const account = await createAccount(store());
    const { serial, issuerId, notAfter, spkiSha256 } = await issue(store(), account);
    const { certificates } = store();
    assert.equal(await certificates.revoke('unknown', 1, NOW), 'unknown');
    assert.equal(await certificates.isKeyCompromised(spkiSha256), false);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => certificates.revoke(serial, 1, NOW + 9)),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'revoked').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'already-revoked').length, 9);
    const revoked = await certificates.get(serial);
    assert.equal(revoked?.revokedAt, NOW + 9);
    assert.equal(revoked?.revocationReason, 1);
    assert.equal(await certificates.isKeyCompromised(spkiSha256), true);
    const next = await createReadyOrder(store(), account);
    const reserve = (changes: Partial<ReservedCertificate>) =>
      store().orders.reserveCertificate(next, account.id, newCertificate(next, changes), 'thumbprint', NOW);
    assert.equal(await reserve({ spkiSha256 }), false, 'nothing is signed for that key again');
    assert.equal(await reserve({}), true);

    const entry = { serial, revokedAt: NOW + 9, reason: 1 };
    assert.deepEqual(await certificates.listRevoked(issuerId, notAfter - 1), [entry]);
    assert.deepEqual(await certificates.listRevoked(issuerId, notAfter), [], 'expired before that');
    assert.deepEqual(await certificates.listRevoked('another issuer', 0), []);
    const superseded = await issue(store(), account);
    await certificates.revoke(superseded.serial, 4, NOW);
    assert.equal(await certificates.isKeyCompromised(superseded.spkiSha256), false);
  });

  test('certificates are found by account, name, state, revocation and end', async () => {
    const account = await createAccount(store());
    const name = newName();
    const first = await issue(store(), account, name, { notAfter: NOW + DAY });
    const second = await issue(store(), account, name);
    const third = await issue(store(), account);
    await store().certificates.revoke(third.serial, 0, NOW);
    const list = async (
      filter: Parameters<ReturnType<typeof store>['certificates']['list']>[0],
      before?: string,
    ) => {
      const page = before === undefined ? { limit: 10 } : { limit: 10, before };
      const found = await store().certificates.list({ accountId: account.id, ...filter }, page);
      return found.map(({ serial }) => serial);
    };
    assert.deepEqual(await list({}), [third.serial, second.serial, first.serial], 'newest first');
    assert.deepEqual(await list({}, third.serial), [second.serial, first.serial]);
    const [identifier] = first.identifiers;
    assert.ok(identifier);
    assert.deepEqual(await list({ identifier }), [second.serial, first.serial]);
    assert.deepEqual(await list({ identifier: { type: 'dns', value: 'unknown.example.org' } }), []);
    assert.deepEqual(await list({ revoked: true }), [third.serial]);
    assert.deepEqual(await list({ revoked: false, identifier }), [second.serial, first.serial]);
    assert.deepEqual(await list({ expiresBefore: NOW + 2 * DAY }), [first.serial]);
    const ending = [third.serial, second.serial, first.serial];
    assert.deepEqual(await list({ expiresBefore: NOW + 50 * DAY }), ending, 'the latest end first');
    assert.deepEqual(await list({ expiresBefore: NOW + 50 * DAY }, second.serial), [first.serial]);
    assert.deepEqual(await list({ state: 'issued', revoked: true }), [third.serial]);

    const [open, failed] = [
      await createReadyOrder(store(), account),
      await createReadyOrder(store(), account),
    ];
    const [reserved, abandoned] = [newCertificate(open), newCertificate(failed)];
    await store().orders.reserveCertificate(open, account.id, reserved, 'thumbprint', NOW);
    await store().orders.reserveCertificate(failed, account.id, abandoned, 'thumbprint', NOW);
    await store().orders.abandon(failed.id, abandoned.serial, REFUSED);
    assert.deepEqual(await list({ state: 'reserved' }), [reserved.serial]);
    assert.deepEqual(await list({ state: 'abandoned' }), [abandoned.serial]);
    const others = await createAccount(store());
    assert.deepEqual(await list({ accountId: others.id }), []);
  });

  test('an account holds names only by valid authorizations of its own', async () => {
    const account = await createAccount(store());
    const other = await createAccount(store());
    const name = newName();
    const unproven = newName();
    await createReadyOrder(store(), account, name);
    await createOrder(store(), account, [unproven]);
    const holds = (id: string, names: string[], now = NOW) =>
      store().certificates.accountHolds(id, identified(...names), now);
    assert.equal(await holds(account.id, [name]), true);
    assert.equal(await holds(account.id, [name, unproven]), false, 'all of them');
    assert.equal(await holds(account.id, [`*.${name}`]), false, 'a name is not its wildcard');
    assert.equal(await holds(account.id, []), false);
    assert.equal(await holds(other.id, [name]), false);
    assert.equal(await holds(account.id, [name], NOW + 30 * DAY), false, 'expired');
  });

  test('CRL numbers only grow, and the newest CRL is served', async () => {
    const { certificates } = store();
    const numbers = await Promise.all(
      Array.from({ length: 10 }, () => certificates.nextCrlNumber('issuer-crl')),
    );
    assert.deepEqual(
      numbers.toSorted((a, b) => Number(a - b)),
      Array.from({ length: 10 }, (_, i) => BigInt(i + 1)),
    );
    assert.equal(await certificates.nextCrlNumber('issuer-crl-2'), 1n);
    assert.equal(await certificates.getCrl('issuer-crl'), undefined);
    for (const number of [1n, 2n, 3n, 9n]) {
      await certificates.saveCrl({
        issuerId: 'issuer-crl',
        number,
        thisUpdate: NOW,
        nextUpdate: NOW + DAY,
        der: new Uint8Array([Number(number)]),
      });
    }
    const crl = await certificates.getCrl('issuer-crl');
    assert.equal(crl?.number, 9n);
    assert.equal(crl?.nextUpdate, NOW + DAY);
    assert.deepEqual([...(crl?.der ?? [])], [9]);
  });

  test('allowances are there or not', async () => {
    const { allowances } = store();
    const network = { kind: 'network' as const, value: 'fd00::/8', createdAt: NOW };
    const name = { kind: 'name' as const, value: 'example.org', createdAt: NOW };
    assert.equal(await allowances.add(network), true);
    assert.equal(await allowances.add(name), true);
    assert.equal(await allowances.add({ ...name, createdAt: NOW + 1 }), false);
    assert.deepEqual(await allowances.list(), [name, network]);
    assert.equal(await allowances.remove('exact', 'example.org', { at: NOW, actor: 'administrator' }), false);
    assert.equal(await allowances.remove('name', 'example.org', { at: NOW, actor: 'administrator' }), true);
    assert.equal(await allowances.remove('name', 'example.org', { at: NOW, actor: 'administrator' }), false);
    assert.deepEqual(await allowances.list(), [network]);
  });
}
