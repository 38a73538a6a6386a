import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllowance } from '../../../../src/console/api/allowance.ts';
import { describeFault } from '../../../../src/i18n/index.ts';

describe('a network as an administrator types it', () => {
  for (const [typed, stored] of [
    ['10.0.0.0/8', '10.0.0.0/8'],
    [' FD00:6464::/32 ', 'fd00:6464::/32'],
    ['64:ff9b::/96', '64:ff9b::/96'],
    ['2002::/16', '2002::/16'],
    ['192.168.1.7', '192.168.1.7/32'],
  ] as const) {
    test(`${typed} is stored as ${stored}`, () => {
      assert.deepEqual(parseAllowance('network', typed, { testAddresses: false }), {
        ok: true,
        value: { kind: 'network', value: stored },
      });
    });
  }

  for (const [typed, reason] of [
    ['0.0.0.0/0', /so wide .* 10\.0\.0\.0\/8 .* prefix of 8 bits or more/],
    ['::/0', /so wide .* prefix of 16 bits or more/],
    ['127.0.0.0/8', /never connects to loopback/],
    ['64:ff9b::127.0.0.1', /never connects to loopback/],
    ['10.0.0.1/8', /not a network/],
    ['example.org', /not a network/],
  ] as const) {
    test(`${typed} is refused with its reason`, () => {
      const parsed = parseAllowance('network', typed, { testAddresses: false });
      assert.ok(!parsed.ok);
      assert.match(describeFault(parsed.fault), reason);
    });
  }
});

describe('addresses to certify as an administrator types them', () => {
  for (const [typed, stored, testAddresses = false] of [
    ['10.0.0.0/8', '10.0.0.0/8'],
    [' FD00:6464:1::/48 ', 'fd00:6464:1::/48'],
    ['fd00::/8', 'fd00::/8'],
    ['2620:FE::9', '2620:fe::9/128'],
    ['192.168.1.7', '192.168.1.7/32'],
    ['2001:db8:1::/48', '2001:db8:1::/48', true],
    ['::1', '::1/128', true],
    ['127.0.0.0/8', '127.0.0.0/8', true],
  ] as const) {
    test(`${typed} is stored as ${stored}`, () => {
      assert.deepEqual(parseAllowance('address', typed, { testAddresses }), {
        ok: true,
        value: { kind: 'address', value: stored },
      });
    });
  }

  for (const [typed, reason, testAddresses = false] of [
    ['0.0.0.0/0', /so wide .* 8 bits or more/],
    ['::/0', /so wide .* 16 bits or more/],
    ['2000::/3', /so wide/],
    ['127.0.0.1', /no certificate is ever issued for it: it is loopback/],
    ['::1', /no certificate is ever issued for it: it is loopback/],
    ['2001:db8:1::/48', /it is documentation/],
    ['fe80::/64', /it is link-local/, true],
    ['ff02::1', /it is multicast/, true],
    ['169.254.169.254', /metadata/, true],
    ['::ffff:10.0.0.1', /IPv4-mapped/, true],
    ['2002:7f00:1::', /an IPv6 form of an IPv4 address that is loopback/],
    ['10.0.0.1/8', /not an address/],
    ['example.org', /not an address/],
  ] as const) {
    test(`${typed} is refused with its reason${testAddresses ? ', in tests too' : ''}`, () => {
      const parsed = parseAllowance('address', typed, { testAddresses });
      assert.ok(!parsed.ok);
      assert.match(describeFault(parsed.fault), reason);
    });
  }
});
