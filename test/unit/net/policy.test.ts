import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Fault } from '../../../src/core/index.ts';
import { createAddressPolicy, loopbackOnly, parseAddress } from '../../../src/net/index.ts';

const closed = createAddressPolicy({ allowed: () => [], allowLoopback: false });
const everything = ['0.0.0.0/0', '::/0'];
const open = createAddressPolicy({ allowed: () => everything, allowLoopback: false });
const testing = createAddressPolicy({ allowed: () => [], allowLoopback: true });

const NEVER: readonly (readonly [string, string])[] = [
  ['0.0.0.0', 'unspecified'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['169.254.169.254', 'metadata'],
  ['169.254.1.1', 'link-local'],
  ['100.100.100.200', 'metadata'],
  ['168.63.129.16', 'platform'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::2', 'IPv4-compatible'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'link-local'],
  ['ff02::1', 'multicast'],
  ['fd00:ec2::254', 'metadata'],
  ['fd00:ec2::23', 'metadata'],
  ['fd00:c1::a9fe:a9fe', 'metadata'],
  ['fd20:ce::254', 'metadata'],
  ['::ffff:0:127.0.0.1', 'IPv4-translated'],
  ['::ffff:0:8.8.8.8', 'IPv4-translated'],
  ['::ffff:127.0.0.1', 'IPv4-mapped'],
  ['::ffff:8.8.8.8', 'IPv4-mapped'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b::a9fe:a9fe', 'metadata'],
  ['64:ff9b:1::127.0.0.1', 'loopback'],
  ['2002:7f00:1::1', 'loopback'],
  ['2001:0:102:304::80ff:fffe', 'loopback'], // Teredo client 127.0.0.1
];
const LISTED: readonly (readonly [string, string])[] = [
  ['10.1.2.3', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'shared'],
  ['198.19.0.1', 'benchmarking'],
  ['192.0.2.1', 'documentation'],
  ['fd12::1', 'unique local'],
  ['fec0::1', 'site-local'],
  ['2001:db8::1', 'documentation'],
  ['3fff:fff::1', 'documentation'],
  ['64:ff9b::808:808', 'NAT64'],
  ['2002:808:808::1', '6to4'],
  ['100::1', 'discard'],
  ['5f00::1', 'segment routing'],
  ['200::1', 'outside global unicast'],
  ['4000::1', 'outside global unicast'],
  ['e000::1', 'outside global unicast'],
  ['1fff:ffff::1', 'outside global unicast'],
];
const PUBLIC = [
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '1.1.1.1',
  '2606:4700::1111',
  '2a00::1',
  '2000::1',
  '3ffe::1',
  '2001:4860::8888',
];

describe('the address policy', () => {
  for (const [address, name] of NEVER) {
    test(`never opens ${address}, and says ${name}`, () => {
      assert.match(refusal(closed, address) ?? '', /\S/);
      assert.match(refusal(open, address) ?? '', new RegExp(name));
    });
  }
  for (const [address, name] of LISTED) {
    test(`opens ${address} (${name}) only where it is listed`, () => {
      assert.match(refusal(closed, address) ?? '', new RegExp(name));
      assert.equal(refusal(open, address), undefined);
    });
  }
  for (const address of PUBLIC) {
    test(`opens ${address}`, () => assert.equal(refusal(closed, address), undefined));
  }

  test('opens a listed network and not its neighbour; both must be listed where an address carries another', () => {
    const policy = createAddressPolicy({
      allowed: () => ['10.1.0.0/16', '64:ff9b::/96'],
      allowLoopback: false,
    });
    assert.equal(refusal(policy, '10.1.255.255'), undefined);
    assert.match(refusal(policy, '10.2.0.0') ?? '', /private/);
    assert.equal(refusal(policy, '64:ff9b::10.1.0.1'), undefined);
    assert.match(refusal(policy, '64:ff9b::10.2.0.1') ?? '', /private/);
  });

  test('follows a changed list at once, and an unreadable entry opens nothing', () => {
    let list: readonly string[] = ['10.0.0.0/8'];
    const policy = createAddressPolicy({ allowed: () => list, allowLoopback: false });
    assert.equal(refusal(policy, '10.0.0.1'), undefined);
    list = ['10.0.0.1/8', 'everything'];
    assert.match(refusal(policy, '10.0.0.1') ?? '', /private/);
  });

  test('the test setting opens loopback and nothing else', () => {
    assert.equal(refusal(testing, '127.0.0.1'), undefined);
    assert.equal(refusal(testing, '::1'), undefined);
    for (const [address, name] of NEVER) {
      if (name !== 'loopback' || address.includes('f')) assert.ok(refusal(testing, address), address);
    }
  });

  test("the policy of the server's own name opens ::1 and 127.0.0.1 only", () => {
    assert.equal(refusal(loopbackOnly, '::1'), undefined);
    assert.equal(refusal(loopbackOnly, '127.0.0.1'), undefined);
    assert.ok(refusal(loopbackOnly, '127.0.0.2'));
    assert.ok(refusal(loopbackOnly, '8.8.8.8'));
  });
});

function refusal(policy: typeof closed, text: string): string | undefined {
  const address = parseAddress(text);
  assert.ok(address, text);
  const result = policy.check(address);
  return result.ok ? undefined : (result.fault as Fault<'addressRefused'>).params.range;
}
