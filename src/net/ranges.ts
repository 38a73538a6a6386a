import { type Network, network } from './network.ts';

/**
 * The address ranges that are not the public Internet: IANA's IPv4 and IPv6 special-purpose address registries (RFC 6890),
 * multicast, fec0::/10 and the cloud metadata addresses. `closed` ranges are never connected to; the others only where the
 * administrator lists the network. The first range that holds an address decides, so the narrow ones come first.
 */
export type SpecialRange = { readonly network: Network; readonly name: string; readonly closed: boolean };

export const SPECIAL_RANGES: readonly SpecialRange[] = [
  // metadata services of cloud providers: they hand out credentials to whoever can connect
  closed('169.254.169.254/32', 'a cloud metadata address (169.254.169.254)'),
  closed('100.100.100.200/32', 'a cloud metadata address (100.100.100.200)'),
  closed('192.0.0.192/32', 'a cloud metadata address (192.0.0.192)'),
  closed('168.63.129.16/32', 'a cloud platform address (168.63.129.16)'),
  closed('fd00:ec2::/32', 'a cloud metadata address (fd00:ec2::/32)'), // ::254, and credentials of containers at ::23
  closed('fd00:c1::a9fe:a9fe/128', 'a cloud metadata address (fd00:c1::a9fe:a9fe)'),
  closed('fd20:ce::254/128', 'a cloud metadata address (fd20:ce::254)'),
  closed('fd00:42::42/128', 'a cloud metadata address (fd00:42::42)'),

  closed('0.0.0.0/8', 'unspecified ("this network", 0.0.0.0/8, RFC 791)'),
  closed('127.0.0.0/8', 'loopback (127.0.0.0/8, RFC 1122)'),
  closed('169.254.0.0/16', 'link-local (169.254.0.0/16, RFC 3927)'),
  closed('224.0.0.0/4', 'multicast (224.0.0.0/4, RFC 5771)'),
  closed('255.255.255.255/32', 'limited broadcast (RFC 919)'),
  closed('240.0.0.0/4', 'reserved (240.0.0.0/4, RFC 1112)'),
  listed('10.0.0.0/8', 'private (10.0.0.0/8, RFC 1918)'),
  listed('172.16.0.0/12', 'private (172.16.0.0/12, RFC 1918)'),
  listed('192.168.0.0/16', 'private (192.168.0.0/16, RFC 1918)'),
  listed('100.64.0.0/10', 'shared address space (100.64.0.0/10, RFC 6598)'),
  listed('192.0.0.0/24', 'IETF protocol assignments (192.0.0.0/24, RFC 6890)'),
  listed('192.0.2.0/24', 'documentation (192.0.2.0/24, RFC 5737)'),
  listed('192.31.196.0/24', 'AS112 (192.31.196.0/24, RFC 7535)'),
  listed('192.52.193.0/24', 'AMT relay (192.52.193.0/24, RFC 7450)'),
  listed('192.88.99.0/24', '6to4 relay anycast (192.88.99.0/24, RFC 7526)'),
  listed('192.175.48.0/24', 'AS112 (192.175.48.0/24, RFC 7534)'),
  listed('198.18.0.0/15', 'benchmarking (198.18.0.0/15, RFC 2544)'),
  listed('198.51.100.0/24', 'documentation (198.51.100.0/24, RFC 5737)'),
  listed('203.0.113.0/24', 'documentation (203.0.113.0/24, RFC 5737)'),

  closed('::/128', 'unspecified (::, RFC 4291)'),
  closed('::1/128', 'loopback (::1, RFC 4291)'),
  closed('::ffff:0:0/96', 'IPv4-mapped (::ffff:0:0/96, RFC 4291)'),
  closed('::/96', 'IPv4-compatible (::/96, RFC 4291)'),
  closed('::ffff:0:0:0/96', 'IPv4-translated (::ffff:0:0:0/96, RFC 2765)'),
  closed('fe80::/10', 'link-local (fe80::/10, RFC 4291)'),
  closed('ff00::/8', 'multicast (ff00::/8, RFC 4291)'),
  listed('fc00::/7', 'unique local (fc00::/7, RFC 4193)'),
  listed('fec0::/10', 'site-local, deprecated (fec0::/10, RFC 3879)'),
  listed('64:ff9b::/96', 'NAT64 (64:ff9b::/96, RFC 6052)'),
  listed('64:ff9b:1::/48', 'local-use NAT64 (64:ff9b:1::/48, RFC 8215)'),
  listed('100::/64', 'discard-only (100::/64, RFC 6666)'),
  listed('100:0:0:1::/64', 'dummy prefix (100:0:0:1::/64, RFC 9780)'),
  listed('2001::/32', 'Teredo (2001::/32, RFC 4380)'),
  listed('2001:2::/48', 'benchmarking (2001:2::/48, RFC 5180)'),
  listed('2001::/23', 'IETF protocol assignments (2001::/23, RFC 2928)'),
  listed('2001:db8::/32', 'documentation (2001:db8::/32, RFC 3849)'),
  listed('2002::/16', '6to4 (2002::/16, RFC 3056)'),
  listed('2620:4f:8000::/48', 'AS112 (2620:4f:8000::/48, RFC 7534)'),
  listed('3fff::/20', 'documentation (3fff::/20, RFC 9637)'),
  listed('5f00::/16', 'segment routing (5f00::/16, RFC 9602)'),
];

/**
 * What is left of IPv6: only 2000::/3 is global unicast (RFC 4291 section 2.4). Nobody has the rest, except overlays that live
 * there unasked (0200::/7). A network in it can be listed, within the width of any other (`judgeListed`).
 */
export const UNASSIGNED: readonly SpecialRange[] = ['::/3', '4000::/2', '8000::/1'].map((cidr) =>
  listed(cidr, `outside global unicast (${cidr}, RFC 4291)`),
);

function closed(cidr: string, name: string): SpecialRange {
  return { network: network(cidr), name, closed: true };
}

function listed(cidr: string, name: string): SpecialRange {
  return { network: network(cidr), name, closed: false };
}
