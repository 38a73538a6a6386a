// Addresses, routes, neighbours, listeners and counters, from what programs of a real machine printed, and from /proc without them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collectAddresses } from '../../../../src/doctor/inside/addresses.ts';
import { collectAssigned } from '../../../../src/doctor/inside/addresses-assigned.ts';
import { collectCounters } from '../../../../src/doctor/inside/counters.ts';
import { collectListeners } from '../../../../src/doctor/inside/listeners.ts';
import { collectNeighbours } from '../../../../src/doctor/inside/neighbours.ts';
import { collectRoutes } from '../../../../src/doctor/inside/routes.ts';
import { recordedMachine } from '../../../support/recorded-machine.ts';

const IF_INET6 = `20010db8000000000000000000000011 03 40 00 22       e0
00000000000000000000000000000001 01 80 10 80       lo
20010db8000000000000000000000010 03 40 00 c8       e0
fe800000000000004c6df5fffeaefa1f 03 40 20 c0       e0
`;

describe('addresses', () => {
  const links = [
    {
      ifname: 'e0',
      flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
      mtu: 1500,
      link_type: 'ether',
      linkinfo: { info_kind: 'veth' },
      addr_info: [
        {
          family: 'inet',
          local: '192.0.2.10',
          prefixlen: 24,
          scope: 'global',
          valid_life_time: 4294967295,
          preferred_life_time: 4294967295,
        },
        {
          family: 'inet6',
          local: '2001:db8::11',
          prefixlen: 64,
          scope: 'global',
          nodad: true,
          deprecated: true,
          dynamic: true,
          valid_life_time: 599,
          preferred_life_time: 0,
        },
        {
          family: 'inet6',
          local: 'fd00::2',
          prefixlen: 64,
          scope: 'global',
          valid_life_time: 4294967295,
          preferred_life_time: 4294967295,
        },
        {
          family: 'inet6',
          local: 'fe80::1',
          prefixlen: 64,
          scope: 'link',
          tentative: true,
          dadfailed: true,
          valid_life_time: 4294967295,
          preferred_life_time: 4294967295,
        },
      ],
    },
    { ifname: 'down0', flags: ['NO-CARRIER', 'UP'], mtu: 1500, link_type: 'ether', addr_info: [] },
    {},
  ];
  test('with flags, lifetimes and what only this site reaches', async () => {
    const machine = recordedMachine({
      files: { '/proc/net/if_inet6': IF_INET6 },
      programs: { 'ip -d -j addr': JSON.stringify(links) },
    });
    const { addresses, links: seen, unread } = await collectAddresses(machine);
    assert.deepEqual(
      addresses?.map(({ address, scope, flags }) => [address, scope, flags]),
      [
        ['192.0.2.10', 'global', ['permanent']],
        ['2001:db8::11', 'global', ['deprecated', 'nodad']],
        ['fd00::2', 'unique-local', ['permanent']],
        ['fe80::1', 'link', ['tentative', 'dadfailed', 'permanent']],
      ],
    );
    assert.deepEqual([addresses?.[1]?.validSeconds, addresses?.[1]?.preferredSeconds], [599, 0]);
    assert.deepEqual(
      seen?.map(({ name, up, type }) => [name, up, type]),
      [
        ['e0', true, 'veth'],
        ['down0', false, 'ether'],
      ],
    );
    assert.deepEqual(unread, []);
  });
  test('from /proc where there is no ip', async () => {
    const { addresses, unread } = await collectAddresses(
      recordedMachine({ files: { '/proc/net/if_inet6': IF_INET6 } }),
    );
    assert.deepEqual(
      addresses?.map(({ address, scope, flags }) => [address, scope, flags]),
      [
        ['2001:db8::11', 'global', ['nodad', 'deprecated']],
        ['::1', 'host', ['permanent']],
        ['2001:db8::10', 'global', ['dadfailed', 'tentative', 'permanent']],
        ['fe80::4c6d:f5ff:feae:fa1f', 'link', ['tentative', 'permanent']],
      ],
    );
    assert.deepEqual(unread, [{ what: 'ip addr', why: 'absent' }]);
  });
  test('a kernel without IPv6 has no table', async () => {
    const machine = recordedMachine({ programs: { 'ip -d -j addr': '[]' } });
    assert.deepEqual((await collectAddresses(machine)).unread, [{ what: 'if_inet6', why: 'absent' }]);
  });
  test('what a cloud has assigned, as cloud-init keeps it: neither gateways nor name servers', async () => {
    const ds = {
      meta_data: {
        network: {
          interfaces: {
            macs: { '0e:aa': { ipv6s: '2001:db8::10', 'subnet-ipv6-cidr-blocks': '2001:db8::/64' } },
          },
        },
        gateway: '2001:db8::1',
        dns: { nameservers: ['2001:4860:4860::8888'] },
        'local-ipv4': '192.0.2.10',
      },
    };
    const file = '/run/cloud-init/instance-data.json';
    const { assigned } = await collectAssigned(
      recordedMachine({ files: { [file]: JSON.stringify({ ds }) } }),
    );
    assert.deepEqual(assigned, [
      { family: 6, address: '2001:db8::10', prefix: 128, file },
      { family: 6, address: '2001:db8::', prefix: 64, file },
    ]);
    assert.deepEqual(await collectAssigned(recordedMachine({})), {});
  });
});

describe('routes', () => {
  const six = `[{"dst":"2001:db8::/64","dev":"e0","protocol":"kernel","metric":256,"flags":[]},
{"type":"blackhole","dst":"2001:db8:dead::/48","dev":"lo","metric":1024,"flags":[]},
{"dst":"default","gateway":"fe80::ff","dev":"e0","protocol":"ra","metric":1024,"flags":[],"expires":1798},
{"dst":"default","gateway":"2001:db8::1","dev":"e0","table":"100","metric":1024,"flags":[],"metrics":[{"mtu":1280}]},
{"dst":"default","gateway":"fe80::dd","dev":"e1","metric":2048,"flags":["dead","linkdown"]},
{"type":"local","dst":"::1","dev":"lo","table":"local","protocol":"kernel"},
{"type":"multicast","dst":"ff00::/8","dev":"e0","table":"local","protocol":"kernel"}]`;
  const four = `[{"dst":"default","flags":[],"nexthops":[{"gateway":"192.0.2.1","dev":"e0","flags":[]},{"via":{"family":"inet6","host":"fe80::1"},"dev":"e0","flags":[]}]}]`;
  test('default routes first, of every table, one for each next hop; those of a dead link are none', async () => {
    const { routes, policyRules, sources, unread } = await collectRoutes(
      recordedMachine({
        programs: {
          'ip -j -6 route show table all': six,
          'ip -j -4 route show table all': four,
          'ip -j -6 rule': '[{"priority":32765,"src":"2001:db8::","srclen":64,"table":"100"}]',
          'ip -j -4 rule': '[]',
          'ip -j -6 route get 2801:1b8:10::b':
            '[{"dst":"2801:1b8:10::b","dev":"e0","prefsrc":"2001:db8::10"}]',
        },
      }),
    );
    assert.deepEqual(
      routes?.map(({ family, to, via, protocol, table }) => [family, to, via, protocol, table]),
      [
        [6, 'default', 'fe80::ff', 'ra', undefined],
        [6, 'default', '2001:db8::1', 'boot', '100'],
        [4, 'default', '192.0.2.1', 'boot', undefined],
        [4, 'default', 'fe80::1', 'boot', undefined],
        [6, '2001:db8::/64', undefined, 'kernel', undefined],
        [6, '2001:db8:dead::/48', undefined, 'boot', undefined],
      ],
    );
    assert.deepEqual([routes?.[0]?.expiresSeconds, routes?.[1]?.mtu], [1_798, 1_280]);
    assert.equal(routes?.at(-1)?.type, 'blackhole');
    assert.deepEqual(policyRules, [{ family: 6, priority: 32_765, from: '2001:db8::/64', table: '100' }]);
    assert.deepEqual(sources, [{ family: 6, to: '2801:1b8:10::b', source: '2001:db8::10' }]);
    assert.deepEqual(unread, []);
  });
  test('of a router with the whole Internet in its table only the default routes', async () => {
    const programs = {
      'ip -j -6 route show table all': { why: 'too-large' },
      'ip -j -6 route show default': '[{"dst":"default","gateway":"fe80::ff","dev":"e0","flags":[]}]',
      'ip -j -4 route show table all': '[]',
    };
    const { routes, unread } = await collectRoutes(recordedMachine({ programs }));
    assert.deepEqual([routes?.length, routes?.[0]?.via, unread], [1, 'fe80::ff', []]);
  });
  test('from /proc where there is no ip: no addresses of the machine, no multicast', async () => {
    const zero = '0'.repeat(32);
    const lines = [
      `${zero} 00 ${zero} 00 fe8000000000000000000000000000ff 00000400 00000002 00000000 00400003       e0`,
      `20010db8000000000000000000000000 40 ${zero} 00 ${zero} 00000100 00000002 00000000 00000001       e0`,
      `20010db8000000000000000000000010 80 ${zero} 00 ${zero} 00000000 00000003 00000000 80200001       e0`,
      `ff000000000000000000000000000000 08 ${zero} 00 ${zero} 00000100 00000002 00000000 00000001       e0`,
      `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`,
    ];
    const { routes } = await collectRoutes(
      recordedMachine({ files: { '/proc/net/ipv6_route': lines.join('\n') } }),
    );
    assert.deepEqual(
      routes?.map(({ to, via, protocol }) => [to, via, protocol]),
      [
        ['default', 'fe80::ff', 'ra'],
        ['2001:db8::/64', undefined, undefined],
      ],
    );
  });
});

test('neighbours: routers and those that do not answer first', async () => {
  const neigh = `[{"dst":"192.0.2.7","dev":"e0","lladdr":"02:00:00:00:00:07","state":["STALE"]},
{"dst":"2001:db8::99","dev":"e0","state":["FAILED"]},
{"dst":"fe80::ff","dev":"e0","lladdr":"02:00:00:00:00:ff","router":null,"state":["REACHABLE"]}]`;
  const { neighbours } = await collectNeighbours(recordedMachine({ programs: { 'ip -j neigh': neigh } }));
  assert.deepEqual(
    neighbours?.map(({ address, state, router }) => [address, state, router]),
    [
      ['fe80::ff', 'REACHABLE', true],
      ['2001:db8::99', 'FAILED', false],
      ['192.0.2.7', 'STALE', false],
    ],
  );
});

describe('listeners', () => {
  test('a socket for both families is told from one for IPv6 alone', async () => {
    const tcp = `LISTEN 0      511                *:80              *:*    users:(("apache2",pid=7,fd=4),("apache2",pid=8,fd=4)) ino:38 sk:2 cgroup:/ v6only:0 <->
LISTEN 3      511          0.0.0.0:443       0.0.0.0:*    users:(("nginx",pid=1,fd=6)) ino:39 sk:3 <->
LISTEN 0      511             [::]:443          [::]:*    users:(("nginx",pid=1,fd=7)) ino:40 sk:4 v6only:1 <->
LISTEN 0      4096   127.0.0.53%lo:53        0.0.0.0:*    ino:41 sk:5 <->
LISTEN 0      128   [fe80::1]%eth0:546          [::]:*    ino:42 sk:6 v6only:1 <->
`;
    const udp =
      'UNCONN 0      0                  *:443             *:*    users:(("caddy",pid=9,fd=8)) ino:43 sk:7 <->\n';
    const { listeners } = await collectListeners(
      recordedMachine({ programs: { 'ss -Htlnpe': tcp, 'ss -Hulnpe': udp } }),
    );
    assert.deepEqual(
      listeners?.map(({ protocol, family, address, port, v6only, process }) => [
        protocol,
        family,
        address,
        port,
        v6only,
        process,
      ]),
      [
        ['tcp', 6, '::', 80, false, 'apache2'],
        ['tcp', 4, '0.0.0.0', 443, undefined, 'nginx'],
        ['tcp', 6, '::', 443, true, 'nginx'],
        ['tcp', 4, '127.0.0.53', 53, undefined, undefined],
        ['tcp', 6, 'fe80::1', 546, true, undefined],
        ['udp', 6, '::', 443, false, 'caddy'],
      ],
    );
    assert.deepEqual(listeners?.[1]?.queue, { waiting: 3, max: 511 });
  });
  test('from /proc, where which of them it is cannot be told', async () => {
    const files = {
      '/proc/net/tcp':
        '   0: 0100007F:0050 00000000:0000 0A 00000000:00000000\n   1: 0100007F:0051 0100007F:1234 01 0:0\n',
      '/proc/net/tcp6': `   0: ${'0'.repeat(32)}:01BB ${'0'.repeat(32)}:0000 0A 00000000:00000000\n`,
    };
    const { listeners, unread } = await collectListeners(recordedMachine({ files }));
    assert.deepEqual(listeners, [
      { protocol: 'tcp', family: 4, address: '127.0.0.1', port: 80 },
      { protocol: 'tcp', family: 6, address: '::', port: 443 },
    ]);
    assert.deepEqual(unread, [{ what: 'ss', why: 'absent' }]);
  });
});

test('counters and the start of the machine', async () => {
  const files = {
    '/proc/net/snmp6':
      'Ip6InReceives                   	40\nIp6OutNoRoutes                  	7\nIcmp6OutMsgs 	3\n',
    '/proc/net/netstat':
      'TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 5 6\nIpExt: InNoRoutes\nIpExt: 0\n',
    '/proc/sys/net/netfilter/nf_conntrack_count': '12\n',
    '/proc/net/stat/ndisc_cache':
      'entries allocs destroys hash_grows lookups hits res_failed rcv_probes_mcast rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls\n00000400  00 00 00 00 00 00 00 00 00 00 00 00000002\n00000400  00 00 00 00 00 00 00 00 00 00 00 00000001\n',
    '/proc/stat': 'cpu 1 2\nbtime 1795302000\n',
  };
  const { counters, bootedAt } = await collectCounters(recordedMachine({ files }));
  assert.deepEqual(Object.fromEntries((counters ?? []).map(({ name, value }) => [name, value])), {
    Ip6InReceives: 40,
    Ip6OutNoRoutes: 7,
    SyncookiesSent: 0,
    ListenOverflows: 5,
    ListenDrops: 6,
    nf_conntrack_count: 12,
    ndisc_entries: 1_024,
    ndisc_table_fulls: 3,
  });
  assert.equal(bootedAt, 1_795_302_000_000);
});
