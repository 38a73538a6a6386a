import assert from 'node:assert/strict';
import { test } from 'node:test';
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
}
