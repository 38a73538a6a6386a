// What comes back after a reboot: kernel settings in the order of sysctl.d(5), network managers; and Docker and the journal.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collectDocker } from '../../../../src/doctor/inside/docker.ts';
import { collectJournal } from '../../../../src/doctor/inside/journal.ts';
import { collectManagers } from '../../../../src/doctor/inside/managers.ts';
import { collectSysctls } from '../../../../src/doctor/inside/sysctls.ts';
import { type Recorded, recordedMachine } from '../../../support/recorded-machine.ts';

const CONF = '/proc/sys/net/ipv6/conf';

async function saved(files: Readonly<Record<string, string>>, key: string) {
  const runtime = Object.fromEntries(
    ['all', 'default', 'eth0', 'eth0.100', 'lo'].map((name) => [`${CONF}/${name}/disable_ipv6`, '0\n']),
  );
  const { sysctls } = await collectSysctls(recordedMachine({ files: { ...runtime, ...files } }));
  return sysctls?.find((one) => one.key === key);
}

describe('kernel settings', () => {
  const key = 'net.ipv6.conf.eth0.disable_ipv6';
  test('the last file by name wins, whatever its directory; one of the same name in /etc hides the other', async () => {
    const files = {
      '/usr/lib/sysctl.d/50-default.conf': `${key} = 1\n`,
      '/etc/sysctl.d/10-early.conf': `${key}=0\n`,
      '/usr/lib/sysctl.d/60-vendor.conf': `${key}=1\n`,
      '/etc/sysctl.d/60-vendor.conf': `# ours\n; and a comment\n-${key} = 0\n`,
      '/etc/sysctl.d/README': `${key}=1\n`,
    };
    assert.deepEqual(await saved(files, key), {
      key,
      runtime: '0',
      saved: { value: '0', file: '/etc/sysctl.d/60-vendor.conf', line: 3 },
    });
  });
  test('/etc/sysctl.conf comes last, and ufw behind it where it is enabled', async () => {
    const files = { '/etc/sysctl.d/99-x.conf': `${key}=0\n`, '/etc/sysctl.conf': `${key}=1\n` };
    assert.equal((await saved(files, key))?.saved?.value, '1');
    const ufw = { ...files, '/etc/ufw/sysctl.conf': 'net/ipv6/conf/eth0/disable_ipv6=0\n' };
    assert.equal((await saved({ ...ufw, '/etc/ufw/ufw.conf': 'ENABLED=yes\n' }, key))?.saved?.value, '0');
    assert.equal((await saved({ ...ufw, '/etc/ufw/ufw.conf': 'ENABLED=no\n' }, key))?.saved?.value, '1');
  });
  test('a key written out wins over one with an asterisk; interfaces with dots are written with slashes', async () => {
    const files = {
      '/etc/sysctl.d/10-a.conf': `${key}=0\n`,
      '/etc/sysctl.d/20-b.conf': 'net.ipv6.conf.*.disable_ipv6 = 1\n',
      '/etc/sysctl.d/30-c.conf': 'net/ipv6/conf/eth0.100/disable_ipv6 = 0\n',
    };
    assert.equal((await saved(files, key))?.saved?.value, '0');
    assert.equal((await saved(files, 'net.ipv6.conf.all.disable_ipv6'))?.saved?.value, '1');
    assert.equal((await saved(files, 'net.ipv6.conf.eth0/100.disable_ipv6'))?.saved?.value, '0');
    assert.equal((await saved(files, 'net.ipv6.conf.eth0/100.disable_ipv6'))?.runtime, '0');
    assert.equal(await saved(files, 'net.ipv6.conf.lo.disable_ipv6'), undefined);
  });
  test('words for the kernel and modules on a black list', async () => {
    const files = {
      '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz ro ipv6.disable=1 quiet\n',
      '/etc/default/grub': '# GRUB_CMDLINE_LINUX="ipv6.disable=1"\nGRUB_CMDLINE_LINUX=""\n',
      '/etc/modprobe.d/no6.conf': '# no IPv6\ninstall ipv6 /bin/true\nblacklist floppy\n',
    };
    const { boot } = await collectSysctls(recordedMachine({ files }));
    assert.deepEqual(boot, [
      { text: 'ipv6.disable=1', file: '/proc/cmdline', line: 1 },
      { text: 'install ipv6 /bin/true', file: '/etc/modprobe.d/no6.conf', line: 2 },
    ]);
  });
});

describe('network managers', () => {
  test('networkd: static, drop-ins, and what it takes from routers without a word', async () => {
    const files = {
      '/etc/systemd/network/10-eth0.network': '[Match]\nName=eth0\n[Network]\nDHCP=ipv4\n',
      '/etc/systemd/network/10-eth0.network.d/six.conf':
        '[Network]\nAddress=2001:DB8:0::0010/64\nAddress=::/64\nAddress=192.0.2.10/24\n[Route]\nGateway=FE80::1%eth0\n',
      '/etc/systemd/network/20-eth1.network': '[Match]\nName=eth1\n[Network]\nIPv6AcceptRA=no\n',
      '/etc/systemd/network/30-eth2.network': '[Match]\nName=eth2\n[Network]\nLinkLocalAddressing=no\n',
      '/usr/lib/systemd/network/80-container.network': '[Match]\nName=host0\n',
      '/run/systemd/network/40-all.network': '[Match]\nName=en*\n[Network]\nDHCP=yes\n',
    };
    const found = await managers({ files, programs: active('active', 'inactive', 'inactive') });
    assert.deepEqual(
      found?.map(({ manager, active: runs, ifname, ipv6, addresses, gateway }) => [
        manager,
        runs,
        ifname,
        ipv6,
        addresses,
        gateway,
      ]),
      [
        ['networkd', true, 'eth0', 'static', ['2001:db8::10/64'], 'fe80::1'],
        ['networkd', true, 'eth1', 'absent', [], undefined],
        ['networkd', true, 'eth2', 'disabled', [], undefined],
        ['networkd', true, undefined, 'dhcp', [], undefined],
      ],
    );
  });
  test('netplan is told by what it generates, and by its own file and line', async () => {
    const files = {
      '/etc/netplan/50-cloud-init.yaml':
        'network:\n  version: 2\n  ethernets:\n    eth0:\n      addresses: ["2001:db8::10/64"]\n',
      '/run/systemd/network/10-netplan-eth0.network':
        '[Match]\nName=eth0\n\n[Network]\nLinkLocalAddressing=ipv6\nAddress=2001:db8::10/64\n\n[Route]\nDestination=::/0\nGateway=fe80::1\nGatewayOnLink=true\n',
      '/etc/cloud/cloud.cfg': 'users: []\n',
    };
    const found = await managers({ files, programs: active('active', 'inactive', 'inactive') });
    assert.deepEqual(found, [
      {
        manager: 'netplan',
        active: true,
        ifname: 'eth0',
        file: '/etc/netplan/50-cloud-init.yaml',
        line: 4,
        ipv6: 'static',
        addresses: ['2001:db8::10/64'],
        gateway: 'fe80::1',
      },
      {
        manager: 'cloud-init',
        active: true,
        file: '/etc/netplan/50-cloud-init.yaml',
        ipv6: 'absent',
        addresses: [],
      },
    ]);
    const told = { ...files, '/etc/cloud/cloud.cfg.d/99-off.cfg': 'network: {config: disabled}\n' };
    assert.equal((await managers({ files: told }))?.length, 1);
  });
  test('NetworkManager: keyfiles, which only root may read', async () => {
    const dir = '/etc/NetworkManager/system-connections';
    const files = {
      [`${dir}/eth0.nmconnection`]:
        '[connection]\nid=eth0\ninterface-name=eth0\n[ipv4]\nmethod=auto\n[ipv6]\nmethod=manual\naddress1=2001:db8::10/64\nroute1=::/0,fe80::1\n',
      [`${dir}/off.nmconnection`]: '[connection]\ninterface-name=eth1\n[ipv6]\nmethod=disabled\n',
    };
    const { networkManagers, unread } = await collectManagers(
      recordedMachine({
        files,
        closed: [`${dir}/secret.nmconnection`],
        programs: active('inactive', 'active', 'inactive'),
      }),
    );
    assert.deepEqual(
      networkManagers?.map(({ active: runs, ifname, ipv6, addresses, gateway }) => [
        runs,
        ifname,
        ipv6,
        addresses,
        gateway,
      ]),
      [
        [true, 'eth0', 'static', ['2001:db8::10/64'], 'fe80::1'],
        [true, 'eth1', 'disabled', [], undefined],
      ],
    );
    assert.deepEqual(unread, [{ what: `${dir}/secret.nmconnection`.slice(-64), why: 'needs-root' }]);
  });
  test('ifupdown: an interface with stanzas of IPv4 alone has no IPv6', async () => {
    const files = {
      '/etc/network/interfaces':
        'source /etc/network/interfaces.d/*\nauto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\niface eth0 inet6 static\n  address 2001:db8::10\n  netmask 64\n  # fe80::2 was before\n  gateway fe80::1\n',
      '/etc/network/interfaces.d/eth1': 'auto eth1\niface eth1 inet dhcp\n',
      '/etc/network/interfaces.d/eth2':
        'iface eth2 inet dhcp\n  up ip -6 addr add 2001:db8:2::10/64 dev eth2\n  post-up ip -6 route add default via fe80::1 dev eth2\n',
      '/run/network/ifstate': 'eth0=eth0\n',
    };
    const found = await managers({ files });
    assert.deepEqual(
      found?.map(({ active: runs, ifname, file, line, ipv6, addresses, gateway }) => [
        runs,
        ifname,
        file,
        line,
        ipv6,
        addresses,
        gateway,
      ]),
      [
        [true, 'eth0', '/etc/network/interfaces', 7, 'static', ['2001:db8::10/64'], 'fe80::1'],
        [true, 'eth1', '/etc/network/interfaces.d/eth1', 2, 'absent', [], undefined],
        [true, 'eth2', '/etc/network/interfaces.d/eth2', 1, 'static', ['2001:db8:2::10/64'], 'fe80::1'],
      ],
    );
  });
});

test('Docker: its settings and the ports that it publishes; nothing where there is none', async () => {
  const ps =
    'web\t0.0.0.0:80->8080/tcp, [::]:80->8080/tcp, 443/tcp\nold\t:::8443->443/tcp, 0.0.0.0:53->53/udp\n';
  const { docker } = await collectDocker(
    recordedMachine({
      files: { '/etc/docker/daemon.json': '{"ipv6": true, "ip6tables": false, "userland-proxy": true}' },
      programs: { 'docker ps --format {{.Names}}\t{{.Ports}}': ps },
    }),
  );
  assert.deepEqual(docker, {
    ipv6: true,
    ip6tables: false,
    userlandProxy: true,
    published: [
      { container: 'web', address: '0.0.0.0', port: 80, to: 8080 },
      { container: 'web', address: '::', port: 80, to: 8080 },
      { container: 'old', address: '::', port: 8443, to: 443 },
    ],
  });
  assert.deepEqual(await collectDocker(recordedMachine({})), {});
});

describe('the journal', () => {
  const version = { 'journalctl --version': 'systemd 252 (252)\n+PAM +PCRE2 -PWQUALITY\n' };
  const readable = { '/var/log/journal/0123/system.journal': 'LPKSHHRH' };
  test('lines become codes, counted for each unit; none of them is kept', async () => {
    const out = [
      line(
        'nginx: [emerg] bind() to [2001:db8::10]:80 failed (99: Cannot assign requested address)',
        'nginx.service',
      ),
      line('bind: Cannot assign requested address', 'nginx.service'),
      line('neighbour: ndisc_cache: neighbor table overflow!', ''),
      line('eth0: IPv6 duplicate address 2001:db8::10 used by 02:00:00:00:00:01 detected!', ''),
      'not json',
      line('of no matter', 'x.service'),
    ].join('\n');
    const { part, lines } = await asked({ files: readable, programs: { ...version, 'journalctl -g': out } });
    assert.deepEqual(
      part.journal?.map(({ code, unit, count, at }) => [code, unit, count, at]),
      [
        ['bind-not-available', 'nginx.service', 2, 1_795_302_000_000],
        ['neighbour-overflow', '', 1, 1_795_302_000_000],
        ['duplicate-address', '', 1, 1_795_302_000_000],
      ],
    );
    assert.match(lines.at(-1) ?? '', / -b .*-n 2000 -g address already in use\|/);
  });
  test('no line matches, and it ends with 1', async () => {
    const { part } = await asked({
      files: readable,
      programs: { ...version, 'journalctl -g': { out: '-- No entries --\n', why: 'failed' } },
    });
    assert.deepEqual(part, { journal: [] });
  });
  test('who writes there calls himself as a unit is called, or nothing', async () => {
    const called = ['nginx.service', 'x; reboot', '$(reboot)', 'getty@tty1.service', 'a'.repeat(65)];
    const out = called.map((unit) => line('Address already in use', unit)).join('\n');
    const { part } = await asked({ files: readable, programs: { ...version, 'journalctl -g': out } });
    assert.deepEqual(
      part.journal?.map(({ unit, count }) => [unit, count]),
      [
        ['nginx.service', 1],
        ['', 3],
        ['getty@tty1.service', 1],
      ],
    );
  });

  test('a journal that may not be read, or that is none, says nothing', async () => {
    const closed = ['/var/log/journal/0123/system.journal'];
    assert.deepEqual((await asked({ closed, programs: version })).part.unread, [
      { what: 'journal', why: 'needs-root' },
    ]);
    assert.deepEqual((await asked({ programs: version })).part.unread, [{ what: 'journal', why: 'absent' }]);
    assert.deepEqual((await asked({})).part.unread, [{ what: 'journal', why: 'absent' }]);
  });
});

function active(...states: string[]): Required<Recorded>['programs'] {
  const asked = 'systemctl is-active systemd-networkd NetworkManager networking';
  return { [asked]: { out: `${states.join('\n')}\n`, why: 'failed' } };
}

async function managers(recorded: Recorded) {
  return (await collectManagers(recordedMachine(recorded))).networkManagers;
}

function line(MESSAGE: string, unit: string): string {
  return JSON.stringify({ MESSAGE, _SYSTEMD_UNIT: unit, __REALTIME_TIMESTAMP: '1795302000000000' });
}

async function asked(recorded: Recorded) {
  const machine = recordedMachine(recorded);
  const lines: string[] = [];
  const part = await collectJournal({
    ...machine,
    run: async (argv) => {
      lines.push(argv.join(' '));
      const plain = argv.includes('-g') ? ['journalctl', '-g'] : argv;
      return machine.run(plain);
    },
  });
  return { part, lines };
}
