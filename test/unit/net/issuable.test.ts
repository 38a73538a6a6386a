import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverIssued } from '../../../src/net/index.ts';

const ALWAYS_REFUSED: readonly (readonly [string, RegExp])[] = [
  ['0.0.0.0', /unspecified/],
  ['169.254.0.1', /link-local/],
  ['224.0.0.251', /multicast/],
  ['239.255.255.255', /multicast/],
  ['240.0.0.1', /reserved/],
  ['255.255.255.255', /broadcast/],
  ['169.254.169.254', /metadata/],
  ['::', /unspecified/],
  ['fe80::1', /link-local/],
  ['ff02::fb', /multicast/],
  ['fd00:ec2::254', /metadata/],
  ['::ffff:10.0.0.1', /IPv4-mapped/],
  ['::10.0.0.1', /IPv4-compatible/],
  ['2002:e000:1::', /IPv6 form of an IPv4 address that is multicast/],
  ['64:ff9b::a9fe:a9fe', /IPv6 form of an IPv4 address that is a cloud metadata/],
  ['not an address', /not an IP address/],
];

test('what nobody can be known by is never issued, in tests neither', () => {
  for (const [address, reason] of ALWAYS_REFUSED)
    for (const testAddresses of [false, true])
      assert.match(neverIssued(address, { testAddresses }) ?? '', reason, address);
});

test('loopback and documentation addresses are issued in tests alone', () => {
  for (const [address, reason] of [
    ['127.0.0.1', /loopback/],
    ['127.9.9.9', /loopback/],
    ['::1', /loopback/],
    ['192.0.2.1', /documentation/],
    ['198.51.100.1', /documentation/],
    ['203.0.113.1', /documentation/],
    ['2001:db8::1', /documentation/],
    ['3fff::1', /documentation/],
    ['2002:7f00:1::', /IPv6 form of an IPv4 address that is loopback/],
  ] as const) {
    assert.match(neverIssued(address, { testAddresses: false }) ?? '', reason, address);
    assert.equal(neverIssued(address, { testAddresses: true }), undefined, address);
  }
});

test('public and private addresses may be issued', () => {
  for (const address of [
    '9.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '2620:fe::fe',
    'fd00::1',
  ])
    assert.equal(neverIssued(address, { testAddresses: false }), undefined, address);
});
