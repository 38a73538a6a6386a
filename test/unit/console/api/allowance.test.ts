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
      assert.deepEqual(parseAllowance('network', typed), {
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
      const parsed = parseAllowance('network', typed);
      assert.ok(!parsed.ok);
      assert.match(describeFault(parsed.fault), reason);
    });
  }
});
