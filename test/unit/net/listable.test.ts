import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAddressPolicy, judgeListed, parseAddress, parseNetwork } from '../../../src/net/index.ts';

const TABLE: readonly (readonly [string, ReturnType<typeof judgeListed>, string])[] = [
  ['10.0.0.0/8', 'listable', 'a private range'],
  ['10.1.2.3', 'listable', 'one address'],
  ['192.168.7.0/24', 'listable', 'a part of a private range'],
  ['fd00::/8', 'listable', 'shorter than 16 bits, but inside unique local'],
  ['fc00::/7', 'listable', 'unique local itself'],
  ['fec0::/10', 'listable', 'site-local'],
  ['64:ff9b::/96', 'listable', 'NAT64: its first address carries 0.0.0.0, others carry open ones'],
  ['64:ff9b::10.0.0.0/104', 'listable', 'a private network behind NAT64'],
  ['64:ff9b:1::/48', 'listable', 'local-use NAT64'],
  ['2002::/16', 'listable', '6to4: the same'],
  ['2001::/32', 'listable', 'Teredo'],
  ['100.64.0.0/10', 'listable', 'holds a metadata address, which stays closed'],
  ['168.0.0.0/8', 'listable', 'a public network with a platform address in it'],
  ['8.0.0.0/8', 'listable', 'public: needless, and harmless'],
  ['2a00::/16', 'listable', 'public'],
  ['0.0.0.0/0', 'too-wide', 'everything'],
  ['::/0', 'too-wide', 'everything'],
  ['8.0.0.0/7', 'too-wide', 'more than any private range'],
  ['2000::/3', 'too-wide', 'all of the public Internet'],
  ['8000::/1', 'too-wide', 'what nobody has, with unique local in it'],
  ['200::/7', 'too-wide', 'what nobody has, wider than any range'],
  ['0200::/16', 'listable', 'an overlay that lives in what nobody has'],
  ['fd00:ec2::/48', 'never-reached', 'metadata, inside unique local'],
  ['fc00::/6', 'too-wide', 'more than unique local'],
  ['224.0.0.0/3', 'too-wide', 'two closed ranges together'],
  ['0.0.0.0/8', 'never-reached', 'unspecified'],
  ['127.0.0.0/8', 'never-reached', 'loopback'],
  ['127.0.0.1', 'never-reached', 'loopback'],
  ['169.254.0.0/16', 'never-reached', 'link-local'],
  ['169.254.169.254/32', 'never-reached', 'metadata'],
  ['100.100.100.200/32', 'never-reached', 'metadata, inside a range that may be listed'],
  ['224.0.0.0/4', 'never-reached', 'multicast'],
  ['239.1.0.0/16', 'never-reached', 'multicast'],
  ['::1', 'never-reached', 'loopback'],
  ['::/96', 'never-reached', 'IPv4-compatible'],
  ['::ffff:0:0/96', 'never-reached', 'IPv4-mapped'],
  ['::ffff:10.0.0.0/104', 'never-reached', 'IPv4-mapped'],
  ['fe80::/10', 'never-reached', 'link-local'],
  ['ff00::/8', 'never-reached', 'multicast'],
  ['fd00:ec2::254', 'never-reached', 'metadata, inside unique local'],
  ['64:ff9b::127.0.0.0/104', 'never-reached', 'loopback behind NAT64'],
  ['64:ff9b::169.254.169.254', 'never-reached', 'metadata behind NAT64'],
  ['2002:7f00::/24', 'never-reached', 'loopback behind 6to4'],
];

describe('a network that an administrator wants to list', () => {
  for (const [text, expected, why] of TABLE) {
    test(`${text} is ${expected}: ${why}`, () => assert.equal(judgeListed(parse(text)), expected));
  }

  test('a listed network opens its addresses, and closed ranges inside it stay closed', () => {
    const policy = createAddressPolicy({
      allowed: () => ['64:ff9b::/96', '2002::/16', '100.64.0.0/10'],
      allowLoopback: false,
    });
    const open = (text: string) => {
      const address = parseAddress(text);
      assert.ok(address, text);
      return policy.check(address).ok;
    };
    for (const text of ['64:ff9b::8.8.8.8', '2002:808:808::1', '100.64.0.1']) assert.ok(open(text), text);
    for (const text of ['64:ff9b::127.0.0.1', '64:ff9b::10.0.0.1', '2002:7f00:1::1', '100.100.100.200']) {
      assert.ok(!open(text), text);
    }
  });
});

function parse(text: string) {
  const network = parseNetwork(text);
  assert.ok(network, text);
  return network;
}
