// Which program manages the packet filter, and what comes back after a reboot: read from files and commands, without changing anything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { collectFilters } from '../../../../src/doctor/inside/filters/collect.ts';
import { collectFirewalls, readZones, readZoneXml } from '../../../../src/doctor/inside/filters/managers.ts';
import { insideReport, type Machine } from '../../../../src/doctor/inside/index.ts';

describe('managers', () => {
  test('firewalld: the active zones as it says them itself', async () => {
    const zones = `drop
  target: DROP
  interfaces: 
  services: 
  ports: 

public (default, active)
  target: default
  icmp-block-inversion: no
  interfaces: eth0 eth1
  sources: 
  services: dhcpv6-client ssh
  ports: 8080/tcp 53/udp
  rich rules: 
`;
    assert.deepEqual(readZones(zones)[1], {
      name: 'public',
      interfaces: ['eth0', 'eth1'],
      services: ['dhcpv6-client', 'ssh'],
      ports: ['8080/tcp', '53/udp'],
      target: 'default',
    });
    const files = { '/etc/firewalld/firewalld.conf': '# x\nDefaultZone=public\nIPv6_rpfilter=loose\n' };
    const { firewalls = [] } = await collectFirewalls(machine(files, { 'firewall-cmd': zones }));
    insideReport.shape.firewalls.parse(firewalls);
    const [one] = firewalls;
    assert.ok(one?.manager === 'firewalld');
    assert.deepEqual(
      [one.active, one.rpfilter, one.zones.map(({ name }) => name)],
      [true, 'loose', ['public']],
    );
  });
  test('firewalld: without an answer, its files', async () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
<zone target="DROP"><!-- <service name="http"/> -->
  <interface name="eth0"/>
  <service name="ssh"/>
  <port protocol="tcp" port="8080-8090"/>
  <port port="443" protocol="tcp"/>
</zone>`;
    assert.deepEqual(readZoneXml('public', xml), {
      name: 'public',
      interfaces: ['eth0'],
      services: ['ssh'],
      ports: ['443/tcp', '8080-8090/tcp'],
      target: 'DROP',
    });
    const files = {
      '/etc/firewalld/firewalld.conf': 'DefaultZone=public\n',
      '/usr/lib/firewalld/zones/public.xml': xml,
    };
    const { firewalls = [], unread } = await collectFirewalls(
      machine(files, { systemctl: 'active\ninactive\n' }),
    );
    assert.ok(firewalls[0]?.manager === 'firewalld' && firewalls[0].active);
    assert.deepEqual(unread, [{ what: 'firewalld', why: 'absent' }]);
    const off = await collectFirewalls(machine(files));
    assert.equal(off.firewalls?.[0]?.active, false);
    assert.deepEqual(off.unread, []);
  });
  test('ufw: its setting for IPv6, and its rules from the files that it writes', async () => {
    const files = {
      '/etc/default/ufw': '# IPV6=yes\nIPV6=no\n',
      '/etc/ufw/ufw.conf': 'ENABLED=yes\n',
      '/etc/ufw/user.rules':
        '*filter\n### tuple ### allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 in\n-A ufw-user-input\n',
    };
    const { firewalls = [] } = await collectFirewalls(machine(files));
    assert.deepEqual(firewalls, [
      { manager: 'ufw', active: true, ipv6: false, rules: ['allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 in'] },
    ]);
    const stopped = await collectFirewalls(machine({ ...files, '/etc/ufw/ufw.conf': 'ENABLED=no\n' }));
    assert.equal(stopped.firewalls?.[0]?.active, false);
    const { '/etc/ufw/user.rules': _, ...readable } = files;
    const { unread } = await collectFirewalls(machine(readable));
    assert.deepEqual(unread, [{ what: 'ufw', why: 'needs-root' }]);
  });
  test('others by their units; a machine without any has none', async () => {
    const { firewalls } = await collectFirewalls(
      machine({}, { systemctl: 'inactive\nactive\ninactive\nactive\nactive\nfailed\n' }),
    );
    assert.deepEqual(
      firewalls?.map(({ manager }) => manager),
      ['nftables', 'docker', 'fail2ban'],
    );
    assert.deepEqual(await collectFirewalls(machine({})), { firewalls: [], unread: [] });
  });
});

describe('rules and saved rules', () => {
  const nft = recorded('01-open-both');
  const save6 = recorded('31-ip6tables')['save6'] ?? '';

  test('nft alone, read by root', async () => {
    const { chains = [], unread } = await collectFilters(machine({}, { nft: nft['json'] ?? '' }));
    assert.deepEqual([chains.length, unread], [1, []]);
  });
  test('without root nothing is known; without the programs there is nothing', async () => {
    const refused = await collectFilters({
      ...machine({}),
      run: async () => ({ ok: false, out: '', why: 'needs-root' }),
    });
    assert.deepEqual(refused, { chains: [], savedRules: [], unread: [{ what: 'nft', why: 'needs-root' }] });
    assert.deepEqual((await collectFilters(machine({}))).unread, [{ what: 'nft', why: 'absent' }]);
  });
  test('the older tables of the kernel are asked for only where there are any', async () => {
    const asked: string[] = [];
    const run: Machine['run'] = async ([program = '']) => {
      asked.push(program);
      return program === 'ip6tables-legacy-save'
        ? { ok: true, out: save6 }
        : { ok: false, out: '', why: 'absent' };
    };
    await collectFilters({ ...machine({}), run });
    assert.ok(!asked.some((one) => one.includes('legacy')));
    const { chains = [] } = await collectFilters({
      ...machine({ '/proc/net/ip6_tables_names': 'filter\n' }),
      run,
    });
    assert.deepEqual(chains.find(({ hook }) => hook === 'input')?.program, 'ip6tables-legacy');
  });
  test('files of iptables are walked: alike, or what they would not let in', async () => {
    const kept = async (text: string) => {
      const { savedRules = [] } = await collectFilters(
        machine({ '/etc/iptables/rules.v6': text }, { nft: '{"nftables":[]}', 'ip6tables-nft-save': save6 }),
      );
      insideReport.shape.savedRules.parse(savedRules);
      return savedRules;
    };
    assert.deepEqual(await kept(save6), [
      { file: '/etc/iptables/rules.v6', family: 6, same: true, refuses: [] },
    ]);
    const [closed] = await kept('*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n');
    assert.equal(closed?.same, false);
    assert.deepEqual(closed.refuses, [
      { family: 6, port: 80 },
      { family: 6, port: 443 },
    ]);
  });
  test('files of nft are compared chain by chain; variables and other files leave it open', async () => {
    const kept = async (text: string) => {
      const { savedRules = [] } = await collectFilters(
        machine({ '/etc/nftables.conf': text }, { nft: nft['json'] ?? '', 'nft -a': nft['text'] ?? '' }),
      );
      return savedRules[0];
    };
    assert.deepEqual(await kept(nft['ruleset'] ?? ''), {
      file: '/etc/nftables.conf',
      same: true,
      refuses: [],
    });
    const v4 = await kept(
      (nft['ruleset'] ?? '').replace('tcp dport { 22, 80, 443 }', 'ip version 4 tcp dport { 22, 80, 443 }'),
    );
    assert.deepEqual(
      [v4?.same, v4?.refuses],
      [
        false,
        [
          { family: 6, port: 80 },
          { family: 6, port: 443 },
        ],
      ],
    );
    const reordered = (nft['ruleset'] ?? '').replace('{ 22, 80, 443 }', '{ 443,80,22 }');
    assert.equal((await kept(reordered))?.same, true);
    assert.deepEqual(await kept('include "/etc/nftables.d/*.nft"\n'), { file: '/etc/nftables.conf' });
    assert.deepEqual((await kept('flush ruleset\n'))?.refuses, [], 'what filters nothing keeps nobody out');
  });
});

/** The parts of one recorded ruleset. */
function recorded(name: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(import.meta.dirname, 'filters-recorded', `${name}.txt`), 'utf8');
  const parts = text.split(/^== /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
}

/** A machine that has these files, and programs (or a program with its first option) that print these texts. */
function machine(
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): Machine {
  return {
    readFile: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: async () => [],
    run: async ([program = '', option = '']) => {
      const out = programs[`${program} ${option}`] ?? programs[program];
      return out === undefined ? { ok: false, out: '', why: 'absent' } : { ok: true, out };
    },
  };
}
