// Remedies on a machine that told of itself: exact lines with its own names.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../../../src/doctor/causes/index.ts';
import type { FilterChain, InsideReport } from '../../../../src/doctor/inside/index.ts';
import {
  type Patient,
  patched,
  type Remedy,
  REMEDIES,
  type Step,
} from '../../../../src/doctor/remedies/index.ts';
import { FOUR, healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const SITE = '/etc/nginx/sites-enabled/www';

describe('nginx', () => {
  const four = { listens: healthyInside().listens.filter(({ families }) => families[0] === 4) };
  const text = ['server {', '    listen 80 default_server;', '    listen 443 ssl reuseport;', '}', ''].join(
    '\n',
  );
  const listens = four.listens.map((one, index) => ({
    ...one,
    line: index + 2,
    directive: one.port === 80 ? 'listen 80 default_server' : 'listen 443 ssl reuseport',
  }));

  test('a listen of the other family goes into the next line, with its flags but not those of the socket', () => {
    const [remedy] = apply('W1', { inside: { listens }, files: { [SITE]: text } });
    const [first] = remedy?.now ?? [];
    assert.equal(
      first?.do === 'edit' && patched(text, first.diff),
      text
        .replace('default_server;', 'default_server;\n    listen [::]:80 default_server;')
        .replace('reuseport;', 'reuseport;\n    listen [::]:443 ssl;'),
    );
    assert.deepEqual(linesOf(remedy?.now), ['nginx -t', 'nginx -s reload']);
    const [back] = remedy?.undo ?? [];
    assert.equal(
      first?.do === 'edit' && back?.do === 'edit' && patched(patched(text, first.diff), back.diff),
      text,
    );
  });

  test('a block in one line stays one', () => {
    const line = 'server { listen 80; server_name www; }\n';
    const [one] = four.listens.filter(({ port }) => port === 80);
    const inside = { listens: one === undefined ? [] : [{ ...one, line: 1 }] };
    const [remedy] = apply('W1', { inside, files: { [SITE]: line } });
    const [first] = remedy?.now ?? [];
    const changed = first?.do === 'edit' ? patched(line, first.diff) : undefined;
    assert.equal(changed, 'server { listen 80; listen [::]:80; server_name www; }\n');
  });

  test('what listens on both families is left alone', () => {
    assert.deepEqual(apply('W1', { inside: {} }), []);
  });
});

describe('what a web server is changed for', () => {
  test('a server that is down is started, and one that began too early waits for the network', () => {
    const down = { listeners: [] };
    const [started] = rule('W')(findingOf('E3', SIX, [80]), patientOf(down));
    assert.deepEqual(linesOf(started?.now), ['systemctl restart nginx']);
    const [waits] = rule('W')(
      { ...findingOf('B6', SIX, [80]), values: { unit: 'nginx.service' } },
      patientOf(down),
    );
    assert.match(JSON.stringify(waits?.permanent), /nginx\.service\.d.*After=network-online\.target/);
    // it may be configured for one address; and who was down is down again
    assert.deepEqual(linesOf(waits?.verify), [
      String.raw`ss -Hltn 'sport = :80' | grep -vF '[::1]:' | grep -E '(\*|\[[0-9a-f:]+\]):80 '`,
    ]);
    assert.deepEqual(linesOf(waits?.undo), ['systemctl stop nginx']);
    const [half] = rule('W')(
      { ...findingOf('B6', SIX, [80]), values: { unit: 'nginx.service' } },
      patientOf({}),
    );
    assert.deepEqual(linesOf(half?.undo), ['systemctl restart nginx']);
  });

  test('a server that listens for nobody outside gets both families', () => {
    const listens = healthyInside()
      .listens.filter(({ families, port }) => families[0] === 4 && port === 80)
      .map((one) => ({ ...one, address: '127.0.0.1', directive: 'listen 127.0.0.1:80' }));
    const places = [6, 4].map((family) => ({ host: NAME, family: family as 6 | 4, port: 80 }));
    const [remedy] = rule('W')({ ...findingOf('E3', SIX, [80]), places }, patientOf({ listens }));
    const [first] = remedy?.now ?? [];
    assert.ok(first?.do === 'edit');
    assert.match(first.diff, /\+listen \[::\]:80;/);
    assert.match(first.diff, /\+listen 80;/);
  });

  test('a configuration that needs no change is not changed', () => {
    assert.deepEqual(rule('W')(findingOf('E8', SIX, [443]), patientOf({})), []);
  });
});

describe('packet filters', () => {
  const drop = { verdict: 'drop', text: 'drop', handle: 7 } as const;

  test('a rule goes in front of the one that drops', () => {
    const [remedy] = apply('F1', { inside: { chains: [chain({ rules: [drop] })] } });
    assert.deepEqual(linesOf(remedy?.now), [
      `nft insert rule inet filter input position 7 tcp dport { 80, 443 } accept comment '"sixfour"'`,
    ]);
  });

  test('it goes to the end where the policy drops', () => {
    const [remedy] = apply('F1', { inside: { chains: [chain({})] }, ports: [443] });
    assert.deepEqual(linesOf(remedy?.now), [
      `nft add rule inet filter input tcp dport 443 accept comment '"sixfour"'`,
    ]);
  });

  test('what ip6tables made is changed with ip6tables, at its place', () => {
    const accept = { verdict: 'accept', text: '', ports: [[22, 22]], protocol: 'tcp' } as const;
    const own = chain({
      table: 'ip6 filter',
      name: 'INPUT',
      owner: 'ip6tables',
      rules: [{ ...accept, ports: [[22, 22]] }, drop],
    });
    const [remedy] = apply('F1', { inside: { chains: [own] }, ports: [80] });
    const rule = '-p tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT';
    assert.deepEqual(linesOf(remedy?.now), [`ip6tables -I INPUT 2 ${rule}`]);
    assert.deepEqual(linesOf(remedy?.undo), [`ip6tables -D INPUT ${rule}`]);
  });

  test('firewalld is told in its own words, in the zone of the interface', () => {
    const zone = { name: 'public', interfaces: ['eth0'], services: ['ssh'], ports: [], target: 'default' };
    const firewalls: InsideReport['firewalls'] = [{ manager: 'firewalld', active: true, zones: [zone] }];
    const [remedy, ...others] = apply('F1', { inside: { firewalls, chains: [chain({})] }, ports: [80] });
    assert.deepEqual(linesOf(remedy?.now), ['firewall-cmd --zone=public --add-service=http']);
    assert.deepEqual(linesOf(remedy?.permanent), [
      'firewall-cmd --permanent --zone=public --add-service=http',
    ]);
    assert.deepEqual(others, []);
  });

  test('ufw gets IPv6 switched on in its file', () => {
    const firewalls: InsideReport['firewalls'] = [{ manager: 'ufw', active: true, ipv6: false, rules: [] }];
    const files = { '/etc/default/ufw': 'IPV6=no\nDEFAULT_INPUT_POLICY="DROP"\n' };
    const [remedy] = apply('F3', { inside: { firewalls }, files });
    const [first] = remedy?.now ?? [];
    assert.equal(
      first?.do === 'edit' && patched(files['/etc/default/ufw'], first.diff),
      'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n',
    );
    assert.deepEqual(linesOf(remedy?.now), [
      'ufw --force disable',
      'ufw --force enable',
      'ufw allow 80,443/tcp',
    ]);
  });

  test('a machine that lets everything in has no rule to add', () => {
    assert.deepEqual(apply('F1', { inside: {} }), []);
  });
});

describe('address and route', () => {
  test('what is switched off is switched on, and the address that is written comes back', () => {
    const well = healthyInside();
    const [remedy] = apply('N1', {
      inside: {
        addresses: well.addresses.filter(({ family }) => family === 4),
        routes: well.routes.filter(({ family }) => family === 4),
        sysctls: [{ key: 'net.ipv6.conf.eth0.disable_ipv6', runtime: '1' }],
        networkManagers: [
          {
            manager: 'networkd',
            active: true,
            ifname: 'eth0',
            file: '/etc/systemd/network/10-eth0.network',
            ipv6: 'static',
            addresses: [`${SIX}/64`],
            gateway: 'fe80::ff',
          },
        ],
      },
    });
    assert.deepEqual(linesOf(remedy?.now), [
      'sysctl -w net.ipv6.conf.eth0.disable_ipv6=0',
      `ip -6 address add ${SIX}/64 dev eth0`,
      'ip -6 route replace default via fe80::ff dev eth0 onlink',
    ]);
    assert.deepEqual(linesOf(remedy?.undo), [
      'ip -6 route del default via fe80::ff dev eth0',
      `ip -6 address del ${SIX}/64 dev eth0`,
      'sysctl -w net.ipv6.conf.eth0.disable_ipv6=1',
    ]);
    assert.match(JSON.stringify(remedy?.permanent), /99-sixfour\.conf/);
  });

  test('a host that forwards is told to listen to routers again', () => {
    const sysctls = [
      { key: 'net.ipv6.conf.all.forwarding', runtime: '1' },
      { key: 'net.ipv6.conf.eth0.accept_ra', runtime: '1' },
    ];
    const [remedy] = apply('N2', { inside: { sysctls } });
    assert.deepEqual(linesOf(remedy?.now), ['sysctl -w net.ipv6.conf.eth0.accept_ra=2']);
    assert.deepEqual(linesOf(remedy?.undo), ['sysctl -w net.ipv6.conf.eth0.accept_ra=1']);
  });

  test('an address that changes by itself, or is not assigned, is not kept: the record is what is wrong', () => {
    const [own] = healthyInside().addresses.filter(({ address }) => address === SIX);
    assert.ok(own);
    const passing = { ...own, flags: ['temporary' as const] };
    const addresses = [passing, { ...own, address: '2001:db8:1::77', flags: [] }];
    const temporary = findingOf('B8', SIX, [80]);
    assert.deepEqual(rule('N1')(temporary, patientOf({ addresses })), []);
    assert.equal(rule('N1')(temporary, patientOf({ addresses: [passing] })).length > 0, true);
    const foreign = { ...findingOf('B9', SIX, [80]), values: { address: SIX, what: 'foreign' } };
    assert.deepEqual(rule('N1')(foreign, patientOf({})), []);
    const [unset] = rule('N1')({ ...foreign, values: { address: SIX, what: 'unset' } }, patientOf({}));
    assert.equal(unset?.id, 'N1');
  });

  test('each manager keeps a route in its own way', () => {
    for (const [manager, expected] of [
      ['netplan', /90-sixfour-eth0\.yaml/],
      ['networkd', /GatewayOnLink=yes/],
      ['NetworkManager', /nmcli connection modify/],
      ['ifupdown', /iface eth0 inet6 static/],
    ] as const) {
      const fact = {
        manager,
        active: true,
        ifname: 'eth0',
        file: '/etc/x',
        ipv6: 'absent',
        addresses: [],
      } as const;
      const inside = { networkManagers: [{ ...fact, addresses: [] }] };
      const [remedy] = apply('N2', { inside });
      assert.deepEqual(linesOf(remedy?.now), ['ip -6 route replace default via fe80::ff dev eth0 onlink']);
      assert.match(JSON.stringify(remedy?.permanent), expected);
    }
  });
});

describe('address records', () => {
  test("the machine's own address in place of the wrong one, and the wait of the old TTL", () => {
    const report = healthyReport();
    const names = report.names.map((one) =>
      one.type === 'AAAA' ? { ...one, addresses: ['2001:db8:9::9'], ttl: 3_600 } : one,
    );
    const [remedy] = rule('D1')(findingOf('A1', '2001:db8:9::9', [80]), {
      name: NAME,
      report: { ...report, names },
      inside: healthyInside(),
    });
    const records = remedy?.now.flatMap((step) => (step.do === 'record' ? [step.line] : []));
    assert.deepEqual(records, [`-${NAME}. IN AAAA 2001:db8:9::9`, `+${NAME}. 300 IN AAAA ${SIX}`]);
    assert.deepEqual(remedy?.now[0], { do: 'by-hand', text: 'ttl-wait', values: { ttl: '3600' } });
  });

  test('what a recursive server remembers is no record', () => {
    const report = healthyReport();
    const [kept] = report.names.filter(({ type }) => type === 'AAAA');
    assert.ok(kept);
    const names = [...report.names, { ...kept, role: 'cached' as const, addresses: ['2001:db8:9::9'] }];
    const finding = { ...findingOf('A2', SIX, []), places: [{ host: NAME }] };
    const patient = { name: NAME, report: { ...report, names }, inside: healthyInside() };
    assert.doesNotMatch(JSON.stringify(rule('D1')(finding, patient)), /2001:db8:9::9/);
  });

  test('a temporary address is never published', () => {
    const addresses = healthyInside().addresses.map((one) =>
      one.address === SIX ? { ...one, flags: ['temporary' as const] } : one,
    );
    const [remedy] = rule('D1')(findingOf('A2', '2001:db8:9::9', [80]), {
      name: NAME,
      report: healthyReport(),
      inside: healthyInside({ addresses }),
    });
    assert.doesNotMatch(JSON.stringify(remedy?.now), new RegExp(`\\+.*${SIX}|\\+.*${FOUR}`));
  });
});

type Given = {
  readonly inside: Partial<InsideReport>;
  readonly files?: Patient['files'];
  readonly ports?: readonly number[];
};

function apply(key: string, { inside, files, ports = [80, 443] }: Given): readonly Remedy[] {
  return rule(key)(findingOf('E1', SIX, ports), patientOf(inside, files));
}

function patientOf(inside: Partial<InsideReport>, files?: Patient['files']): Patient {
  return { name: NAME, report: healthyReport(), inside: healthyInside(inside), files };
}

function rule(key: string) {
  const found = REMEDIES.get(key);
  assert.ok(found !== undefined, `no remedy ${key}`);
  return found;
}

function linesOf(steps: readonly Step[] = []): string[] {
  return steps.flatMap((step) => (step.do === 'run' ? [step.line] : []));
}

function findingOf(id: string, address: string, ports: readonly number[]): Finding {
  return {
    id,
    certainty: 'proven',
    basis: 'both',
    places: ports.map((port) => ({ host: NAME, address, family: 6 as const, port })),
    values: {},
    rivals: [],
    decide: 'none',
  };
}

/** An input chain of nft that drops what nobody let in. */
function chain(over: Partial<FilterChain>): FilterChain {
  return {
    program: 'nft',
    table: 'inet filter',
    name: 'input',
    hook: 'input',
    policy: 'drop',
    rules: [],
    ...over,
  };
}
