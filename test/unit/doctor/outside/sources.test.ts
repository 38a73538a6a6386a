// By which addresses targets know the host that looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicSources } from '../../../../src/doctor/outside/sources.ts';

test('the one public address of each family, where there is exactly one', () => {
  assert.deepEqual(of('2a0f:6464::2', 'fe80::1', 'fd00::1', '::1', '127.0.0.1', '185.64.0.2'), [
    { family: 6, address: '2a0f:6464::2' },
    { family: 4, address: '185.64.0.2' },
  ]);
  assert.deepEqual(
    of('10.0.0.5', '192.168.1.2', 'fe80::1'),
    [],
    'what a translator makes of these is not known',
  );
  assert.deepEqual(of('2a0f:6464::2', '2a0f:6464::3'), [], 'which of two the kernel takes is not known');
  assert.deepEqual(publicSources({ eth0: undefined }), []);
});

function of(...addresses: readonly string[]): ReturnType<typeof publicSources> {
  return publicSources({ eth0: addresses.map((address) => ({ address })) });
}
