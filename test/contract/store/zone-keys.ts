import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ZoneRollover } from '../../../src/store/index.ts';
import { NOW, type OpenStore, storeFor } from './world.ts';

export function zoneKeyContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a zone has one key, which stays', async () => {
    const { zoneKeys } = store();
    const key = {
      zone: 'signed.test',
      publicKey: Uint8Array.of(4, 5),
      sealedKey: Uint8Array.of(1, 2, 3),
      createdAt: NOW,
    };
    assert.equal(await zoneKeys.find(key.zone), undefined);
    assert.equal(await zoneKeys.add(key), true);
    assert.equal(await zoneKeys.add({ ...key, sealedKey: Uint8Array.of(9) }), false);
    assert.deepEqual(await zoneKeys.find(key.zone), key);
    assert.equal(await zoneKeys.find('other.test'), undefined);
  });

  test('a change of key goes on by steps that are taken once, and ends with the new key or the old one', async () => {
    const { zoneKeys } = store();
    const key = {
      zone: 'rolled.test',
      publicKey: Uint8Array.of(1),
      sealedKey: Uint8Array.of(2),
      createdAt: NOW,
    };
    await zoneKeys.add(key);
    const rollover: ZoneRollover = {
      zone: key.zone,
      phase: 'key-published',
      publicKey: Uint8Array.of(3),
      sealedKey: Uint8Array.of(4),
      startedAt: NOW + 1,
      phaseAt: NOW + 1,
      dsTtl: 0,
      dsSeen: 'unknown',
      dsSeenAt: null,
    };
    assert.equal(await zoneKeys.beginRollover(rollover), true);
    assert.equal(await zoneKeys.beginRollover({ ...rollover, publicKey: Uint8Array.of(9) }), false);
    assert.deepEqual(await zoneKeys.findRollover(key.zone), rollover);
    assert.equal(await zoneKeys.moveRollover(key.zone, 'ds-awaited', 'ds-changed', NOW + 2), false);
    assert.equal(await zoneKeys.moveRollover(key.zone, 'key-published', 'ds-awaited', NOW + 2), true);
    assert.equal(await zoneKeys.moveRollover(key.zone, 'key-published', 'ds-awaited', NOW + 3), false);
    await zoneKeys.sawDs(key.zone, 'both', 7_200, NOW + 4);
    await zoneKeys.sawDs(key.zone, 'new', 60, NOW + 5);
    const seen = { phase: 'ds-awaited', phaseAt: NOW + 2, dsSeen: 'new', dsTtl: 7_200, dsSeenAt: NOW + 5 };
    assert.deepEqual(await zoneKeys.findRollover(key.zone), { ...rollover, ...seen });
    assert.equal(await zoneKeys.finishRollover(rollover), false);
    assert.deepEqual(await zoneKeys.find(key.zone), key);
    assert.equal(await zoneKeys.moveRollover(key.zone, 'ds-awaited', 'ds-changed', NOW + 6), true);
    assert.equal(await zoneKeys.dropRollover(key.zone, 'ds-awaited'), false);
    assert.equal(await zoneKeys.finishRollover(rollover), true);
    assert.equal(await zoneKeys.finishRollover(rollover), false);
    const { publicKey, sealedKey } = rollover;
    assert.deepEqual(await zoneKeys.find(key.zone), {
      zone: key.zone,
      publicKey,
      sealedKey,
      createdAt: NOW + 1,
    });
    assert.equal(await zoneKeys.findRollover(key.zone), undefined);
    assert.equal(await zoneKeys.beginRollover(rollover), true);
    assert.equal(await zoneKeys.dropRollover(key.zone, 'key-published'), true);
    assert.equal(await zoneKeys.findRollover(key.zone), undefined);
  });

  test('lags of secondaries are kept for their time, and end where the secondary has caught up', async () => {
    const { secondaryLags } = store();
    const who = { zone: 'lag.test', secondary: 'ns2', address: '192.0.2.2' };
    const lag = { ...who, since: NOW, wanted: 8, serial: null };
    await secondaryLags.begin(lag, NOW - 10);
    await secondaryLags.begin({ ...lag, address: '2001:db8::2', serial: 7 }, NOW - 10);
    await secondaryLags.end(who, NOW + 5);
    const list = await secondaryLags.list('lag.test', 9);
    assert.deepEqual(
      list.map(({ address, until }) => [address, until]),
      [
        ['2001:db8::2', null],
        ['192.0.2.2', NOW + 5],
      ],
    );
    assert.deepEqual(list[1], { ...lag, until: NOW + 5 });
    assert.equal((await secondaryLags.list('lag.test', 1)).length, 1);
    assert.deepEqual(await secondaryLags.list('other.test', 9), []);
    await secondaryLags.begin({ ...lag, since: NOW + 100 }, NOW + 1);
    assert.deepEqual(
      (await secondaryLags.list('lag.test', 9)).map(({ since }) => since),
      [NOW + 100],
    );
  });
}
