import assert from 'node:assert/strict';
import { it } from 'node:test';
import { localAddresses } from '../../../../src/delegation/zone/local-addresses.ts';

const HERE = {
  lo: [
    { address: '127.0.0.1', family: 'IPv4' as const },
    { address: '::1', family: 'IPv6' as const },
  ],
  eth0: [
    { address: '192.0.2.1', family: 'IPv4' as const },
    { address: '2001:db8::1', family: 'IPv6' as const },
    { address: 'fe80::1', family: 'IPv6' as const },
  ],
};

it('all addresses of a family are those of the machine, each once, but for link-local ones', () => {
  assert.deepEqual(localAddresses(['::', '2001:db8::1', '0.0.0.0'], HERE), [
    '::1',
    '2001:db8::1',
    '127.0.0.1',
    '192.0.2.1',
  ]);
  assert.deepEqual(localAddresses(['192.0.2.9'], HERE), ['192.0.2.9']);
});

it('a family that the machine lacks stays as it was asked for, to be told', () => {
  assert.deepEqual(localAddresses(['::', '0.0.0.0'], { lo: HERE.lo.slice(0, 1) }), ['::', '127.0.0.1']);
});
