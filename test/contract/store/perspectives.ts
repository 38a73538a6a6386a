import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../src/core/index.ts';
import type { NewPerspectiveCertificate, Store } from '../../../src/store/index.ts';
import { DAY, NOW, type OpenStore, storeFor, timesDone } from './world.ts';

export function perspectiveContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a name is taken once, whatever its role, and is there with what was written', async () => {
    const { perspectives } = store();
    const row = invitation('taken');
    assert.equal(await timesDone(() => perspectives.add(row)), 1);
    assert.equal(await perspectives.add({ ...row, role: 'client', region: null }), false);
    assert.deepEqual(await perspectives.get('taken'), { ...row, spkiSha256: null, joinedAt: null });
    assert.ok((await perspectives.list()).some(({ name }) => name === 'taken'));
    assert.equal(await perspectives.get('nobody'), undefined);
  });

  test('a token is used up in the unit that reserves the certificate: once, in time, by itself', async () => {
    const { perspectives } = store();
    await perspectives.add(invitation('joins'));
    const join = (token = 'token-joins', now = NOW, name = 'joins') =>
      perspectives.join(certificate(name), token, now);
    assert.equal(await join('another'), false);
    assert.equal(await join('token-joins', NOW + DAY), false, 'too late');
    assert.equal(await join('token-joins', NOW, 'taken'), false, "another's name");
    assert.deepEqual(await perspectives.listCertificates('joins', 9), [], 'nothing was reserved');
    assert.equal(await timesDone(() => join()), 1);
    const [reserved, ...more] = await perspectives.listCertificates('joins', 9);
    assert.deepEqual([reserved?.state, more.length], ['reserved', 0]);
    assert.equal((await perspectives.get('joins'))?.joinedAt, null, 'not before it has its certificate');
    assert.equal(await perspectives.complete(reserved?.serial ?? '', NOW + 1), true);
    assert.equal(await perspectives.complete(reserved?.serial ?? '', NOW + 2), false);
    const row = await perspectives.get('joins');
    assert.deepEqual(
      [row?.joinedAt, row?.tokenSha256, row?.spkiSha256],
      [NOW + 1, null, reserved?.spkiSha256],
    );
  });

  test('renewed for the same key alone; a renewal does not change when it joined', async () => {
    const { perspectives } = store();
    const first = await joined(store(), 'renews');
    assert.equal(await perspectives.renew(certificate('renews')), false, 'another key');
    const again = { ...certificate('renews'), spkiSha256: first.spkiSha256 };
    assert.equal(await perspectives.renew(again), true);
    assert.equal(await perspectives.complete(again.serial, NOW + DAY), true);
    assert.equal((await perspectives.get('renews'))?.joinedAt, NOW);
    const serials = (await perspectives.listCertificates('renews', 9)).map(({ serial }) => serial);
    assert.deepEqual(serials, [again.serial, first.serial], 'newest first');
  });

  test('a name that is removed is free, its key refused, its certificates revoked; others keep theirs', async () => {
    const { perspectives } = store();
    const gone = await joined(store(), 'gone');
    const stays = await joined(store(), 'stays');
    const own = { ...certificate('server'), role: 'coordinator' } as const;
    await perspectives.reserveOwn(own);
    assert.equal(await timesDone(() => perspectives.remove('gone', NOW + 5)), 1);
    assert.equal(await perspectives.get('gone'), undefined);
    assert.equal((await perspectives.listCertificates('gone', 9))[0]?.revokedAt, NOW + 5);
    assert.equal(await perspectives.renew({ ...certificate('gone'), spkiSha256: gone.spkiSha256 }), false);
    assert.equal((await perspectives.listCertificates('stays', 9))[0]?.revokedAt, null);
    assert.equal((await perspectives.get('stays'))?.spkiSha256, stays.spkiSha256);
    assert.ok(await perspectives.add(invitation('gone')));
    assert.equal((await perspectives.get('gone'))?.spkiSha256, null);
  });

  test('what was reserved and never handed out is abandoned, and cannot be completed any more', async () => {
    const { perspectives } = store();
    await perspectives.abandonReserved(); // what other tests left
    const left = { ...certificate('server'), role: 'coordinator' } as const;
    await perspectives.reserveOwn(left);
    const kept = await joined(store(), 'kept');
    assert.equal(await perspectives.abandonReserved(), 1);
    assert.equal(await perspectives.complete(left.serial, NOW), false);
    assert.equal((await perspectives.listCertificates('kept', 9))[0]?.serial, kept.serial);
    assert.equal((await perspectives.listCertificates('kept', 9))[0]?.state, 'issued');
  });
}

function invitation(name: string) {
  return {
    name,
    role: 'perspective',
    region: 'RIPE',
    url: null,
    createdAt: NOW,
    tokenSha256: `token-${name}`,
    tokenExpiresAt: NOW + DAY,
  } as const;
}

function certificate(name: string): NewPerspectiveCertificate {
  const id = newId(NOW);
  return {
    serial: id,
    name,
    role: 'perspective',
    spkiSha256: `spki-${id}`,
    notBefore: NOW,
    notAfter: NOW + 45 * DAY,
    createdAt: NOW,
  };
}

async function joined({ perspectives }: Store, name: string): Promise<NewPerspectiveCertificate> {
  await perspectives.add(invitation(name));
  const first = certificate(name);
  assert.ok(await perspectives.join(first, `token-${name}`, NOW));
  assert.ok(await perspectives.complete(first.serial, NOW));
  return first;
}
