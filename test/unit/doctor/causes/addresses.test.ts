// B1 to B10: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ADDRESS_CAUSES } from '../../../../src/doctor/causes/addresses/table.ts';
import { type Cause, diagnose, type Seen } from '../../../../src/doctor/causes/index.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import {
  connectFact,
  FOUR,
  healthyInside,
  healthyReport,
  NAME,
  nameFact,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';

const WELL = seen({});
const LINK: InsideReport['addresses'][number] = {
  ifname: 'eth0',
  address: 'fe80::1',
  family: 6,
  prefix: 64,
  scope: 'link',
  flags: ['permanent'],
};
const OWN: InsideReport['addresses'][number] = { ...LINK, address: SIX, scope: 'global' };
const OWN4: InsideReport['addresses'][number] = {
  ...LINK,
  address: FOUR,
  family: 4,
  prefix: 24,
  scope: 'global',
};
const BARE = [LINK, OWN4];
const WRITTEN: InsideReport['networkManagers'][number] = {
  manager: 'networkd',
  active: true,
  ifname: 'eth0',
  file: '/etc/systemd/network/10-eth0.network',
  ipv6: 'static',
  addresses: [`${SIX}/64`],
  gateway: 'fe80::ff',
};
const TIMEOUT = seen(six('connect-timeout'));
const UNREACHABLE = seen(six('unreachable', 'EHOSTUNREACH'));
const REFUSED = seen(six('refused', 'ECONNREFUSED'));

describe('B1 IPv6 is switched off', () => {
  const off = healthyInside({
    addresses: [OWN4],
    sysctls: [
      { key: 'net.ipv6.conf.all.disable_ipv6', runtime: '0' },
      {
        key: 'net.ipv6.conf.eth0.disable_ipv6',
        runtime: '1',
        saved: { value: '1', file: '/etc/sysctl.d/99-off.conf', line: 1 },
      },
    ],
  });
  test('of one interface: proven, with the file that does it; a timeout first and unreachable later', () => {
    for (const one of [TIMEOUT, UNREACHABLE]) {
      const found = proven('B1', one, off);
      assert.equal(found.values['file'], '/etc/sysctl.d/99-off.conf');
    }
  });
  test('by the kernel command line, where there is no IPv6 at all', () => {
    const boot = [{ text: 'ipv6.disable=1', file: '/proc/cmdline', line: 1 }];
    const none = healthyInside({
      addresses: [OWN4],
      sysctls: [],
      boot,
      unread: [{ what: 'if_inet6', why: 'absent' }],
    });
    assert.equal(proven('B1', TIMEOUT, none).values['setting'], 'ipv6.disable=1');
  });
  test('a second card without IPv6 beside the published address is no fault, nor is a site of IPv4 alone', () => {
    const second = healthyInside({
      sysctls: [{ key: 'net.ipv6.conf.eth1.disable_ipv6', runtime: '1' }],
      links: [
        { name: 'eth0', up: true, mtu: 1_500, type: 'ether' },
        { name: 'eth1', up: true, mtu: 1_500, type: 'ether' },
      ],
    });
    assert.equal(cause('B1').inside(second, TIMEOUT).says, 'ruled-out');
    const four = seen({ names: [nameFact('AAAA', []), nameFact('A', [FOUR])], connects: [] });
    assert.equal(cause('B1').inside(off, four).says, 'silent');
  });
});

describe('B2 the address is not applied', () => {
  test('configured and on no interface', () => {
    const gone = healthyInside({ addresses: BARE, networkManagers: [WRITTEN] });
    const found = proven('B2', UNREACHABLE, gone);
    assert.deepEqual([found.values['address'], found.values['file']], [SIX, WRITTEN.file]);
  });
  test('on by hand, off in the files: the address went with the switch', () => {
    const saved = { value: '1', file: '/etc/sysctl.conf', line: 3 };
    const sysctls = [{ key: 'net.ipv6.conf.all.disable_ipv6', runtime: '0', saved }];
    proven('B2', TIMEOUT, healthyInside({ addresses: BARE, sysctls }));
  });
  test('a file of a manager that does not run proves nothing', () => {
    const other = { ...WRITTEN, addresses: ['2001:db8::99/64'], active: false };
    assert.equal(
      cause('B2').inside(healthyInside({ networkManagers: [WRITTEN, other] }), TIMEOUT).says,
      'ruled-out',
    );
  });
  test('on and bare, while an address is published and no file speaks against it', () => {
    proven('B2', UNREACHABLE, healthyInside({ addresses: BARE }));
  });
});

describe('B3 lost at a reboot', () => {
  const unwritten = { ...WRITTEN, ipv6: 'absent' as const, addresses: [], gateway: undefined };
  const { gateway: _, ...silent } = unwritten;
  test('the file of the interface has no IPv6 at all, and the machine no address', () => {
    proven('B3', TIMEOUT, healthyInside({ addresses: BARE, networkManagers: [silent] }));
  });
  test('before the reboot it is told although nothing is seen of it', () => {
    const found = finding('B3', WELL, healthyInside({ networkManagers: [silent] }));
    assert.deepEqual([found?.certainty, found?.basis, found?.values['address']], ['proven', 'inside', SIX]);
  });
  test('off in the files, on now', () => {
    const saved = { value: '1', file: '/etc/sysctl.conf', line: 3 };
    const sysctls = [{ key: 'net.ipv6.conf.eth0.disable_ipv6', runtime: '0', saved }];
    const found = finding('B3', WELL, healthyInside({ sysctls }));
    assert.deepEqual([found?.values['what'], found?.values['file']], ['switch', '/etc/sysctl.conf']);
  });
  test('written where it should be, or told by a router: nothing', () => {
    assert.equal(finding('B3', WELL, healthyInside({ networkManagers: [WRITTEN] })), undefined);
    const shared = { ...OWN, address: '2001:db8::99' };
    const vip = healthyInside({ networkManagers: [WRITTEN], addresses: [OWN, shared, LINK, OWN4] });
    assert.equal(finding('B3', WELL, vip), undefined);
    const auto = { ...silent, ipv6: 'auto' as const };
    assert.equal(finding('B3', WELL, healthyInside({ networkManagers: [auto] })), undefined);
  });
});

describe('B4 no lasting address', () => {
  test('unique local and temporary ones only; from outside nobody names it', () => {
    const local = { ...OWN, address: 'fd00::2', scope: 'unique-local' as const };
    const passing = { ...OWN, flags: ['temporary' as const] };
    proven('B4', TIMEOUT, healthyInside({ addresses: [...BARE, local] }));
    proven('B4', undefined, healthyInside({ addresses: [...BARE, passing] }));
    assert.equal(finding('B4', TIMEOUT), undefined);
  });
  test('not where a file says which address there should be', () => {
    assert.equal(
      finding('B4', TIMEOUT, healthyInside({ addresses: BARE, networkManagers: [WRITTEN] })),
      undefined,
    );
  });
  test('not of a server of IPv4 alone, Docker and its bridge or not, where nobody looked from outside', () => {
    const bridge = { ...OWN, ifname: 'docker0', address: 'fd00:d0::1', scope: 'unique-local' as const };
    const routes = healthyInside().routes.filter(({ family }) => family === 4);
    for (const addresses of [BARE, [...BARE, bridge]])
      assert.equal(finding('B4', undefined, healthyInside({ addresses, routes })), undefined);
    proven('B4', undefined, healthyInside({ addresses: BARE }));
  });
  test('not of a site of IPv4 alone', () => {
    const four = seen({ names: [nameFact('AAAA', []), nameFact('A', [FOUR])], connects: [] });
    assert.equal(cause('B4').inside(healthyInside({ addresses: BARE }), four).says, 'silent');
  });
});

describe('B5 duplicate address', () => {
  const dad = healthyInside({ addresses: [{ ...OWN, flags: ['dadfailed'] }, LINK, OWN4] });
  test('the flag proves it, whatever the other host answers', () => {
    for (const one of [TIMEOUT, UNREACHABLE, REFUSED]) proven('B5', one, dad);
  });
  test('from outside only a place that answers at one time and not at another tells of it', () => {
    assert.deepEqual(
      cause('B5')
        .outside(TIMEOUT)
        .filter(({ ifShown }) => !ifShown),
      [],
    );
    const connects = [connectFact({ samples: [sample('response'), sample('connect-timeout')] })];
    assert.equal(
      cause('B5')
        .outside(seen({ connects }))
        .filter(({ ifShown }) => !ifShown).length,
      1,
    );
  });
});

describe('B6 bind before the address', () => {
  const journal = [
    { code: 'bind-not-available' as const, unit: 'nginx.service', at: NOW + 20_000, count: 1 },
  ];
  const dead = healthyInside({ journal, listeners: [], bootedAt: NOW });
  test('the journal says so within minutes of the start, and nothing listens', () => {
    assert.equal(proven('B6', REFUSED, dead).values['unit'], 'nginx.service');
  });
  test('a site without HTTPS refuses there over both families, and is well', () => {
    const { connects: well } = healthyReport();
    const connects = well.map(({ address, family, port, use }) =>
      connectFact({ address, family, port, use, ...(port === 443 && { outcome: 'refused' }) }),
    );
    const signs = cause('B6').outside(seen({ connects }));
    assert.deepEqual(
      signs.map(({ ifShown }) => ifShown),
      [true],
    );
    const all = well.map(({ address, family, port, use }) =>
      connectFact({ address, family, port, use, outcome: 'refused' }),
    );
    assert.equal(
      cause('B6')
        .outside(seen({ connects: all }))
        .filter(({ ifShown }) => !ifShown).length,
      2,
    );
  });
  test('not where something listens, nor long after the start, nor where the journal is closed', () => {
    assert.equal(cause('B6').inside(healthyInside({ journal, bootedAt: NOW }), REFUSED).says, 'ruled-out');
    const late = healthyInside({ journal, listeners: [], bootedAt: NOW - 3_600_000 });
    assert.equal(cause('B6').inside(late, REFUSED).says, 'ruled-out');
    const closed = healthyInside({ listeners: [], unread: [{ what: 'journal', why: 'needs-root' }] });
    assert.equal(cause('B6').inside(closed, REFUSED).says, 'silent');
  });
});

describe('B7, B8 the published address passes', () => {
  test('deprecated', () => {
    const old = { ...OWN, flags: ['deprecated' as const], preferredSeconds: 0, validSeconds: 600 };
    const found = proven('B7', WELL, healthyInside({ addresses: [old, LINK, OWN4] }));
    assert.equal(found.values['seconds'], 600);
  });
  test('temporary', () => {
    const passing = { ...OWN, flags: ['temporary' as const], validSeconds: 3_600 };
    proven('B8', WELL, healthyInside({ addresses: [passing, LINK, OWN4] }));
  });
  test('not of an address that is not published', () => {
    const other = { ...OWN, address: '2001:db8::99', flags: ['temporary' as const, 'deprecated' as const] };
    const both = healthyInside({ addresses: [OWN, other, LINK, OWN4] });
    for (const id of ['B7', 'B8']) assert.equal(cause(id).inside(both, WELL).says, 'ruled-out');
  });
});

describe('B9 other than the cloud assigned', () => {
  const assigned = [
    { family: 6 as const, address: SIX, prefix: 128, file: '/run/cloud-init/instance-data.json' },
  ];
  test('assigned, published, and on no interface', () => {
    const other = { ...OWN, address: '2001:db8::99' };
    const found = proven('B9', UNREACHABLE, healthyInside({ assigned, addresses: [other, LINK, OWN4] }));
    assert.equal(found.values['what'], 'unset');
  });
  test('on the server, and never assigned', () => {
    const elsewhere = assigned.map((one) => ({ ...one, address: '2001:db8:1::', prefix: 64 }));
    assert.equal(proven('B9', TIMEOUT, healthyInside({ assigned: elsewhere })).values['what'], 'foreign');
  });
  test('nothing without the data of a cloud, or where they agree', () => {
    assert.equal(cause('B9').inside(healthyInside(), TIMEOUT).says, 'silent');
    assert.equal(cause('B9').inside(healthyInside({ assigned }), TIMEOUT).says, 'ruled-out');
  });
});

describe('B10 prefix length', () => {
  const others = [healthyReport({ ...six('connect-timeout'), vantage: 'elsewhere' })];
  test('a /48 on a link, reached by some and not by others', () => {
    const wide = healthyInside({ addresses: [{ ...OWN, prefix: 48 }, LINK, OWN4] });
    assert.equal(proven('B10', { ...WELL, others }, wide).values['prefix'], 48);
  });
  test('a /64 is right, and so is a /48 on a tunnel', () => {
    assert.equal(cause('B10').inside(healthyInside(), WELL).says, 'ruled-out');
    const links = [{ name: 'eth0', up: true, mtu: 1_420, type: 'wireguard' }];
    const tunnel = healthyInside({ addresses: [{ ...OWN, prefix: 48 }, LINK, OWN4], links });
    assert.equal(cause('B10').inside(tunnel, WELL).says, 'ruled-out');
  });
});

test('of a host that is well nothing is said, from outside, from inside, and of both', () => {
  for (const given of [
    { seen: WELL },
    { inside: healthyInside() },
    { seen: WELL, inside: healthyInside() },
  ]) {
    const ids = diagnose(given).findings.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => id.startsWith('B')),
      [],
    );
  }
});

test('an address that refuses on any port is there: silence on another port is no matter of addresses', () => {
  const connects = [
    ...healthyReport().connects.filter(({ family }) => family === 4),
    connectFact({ outcome: 'connect-timeout', port: 80, use: 'http' }),
    connectFact({ outcome: 'refused', port: 1, use: 'closed' }),
  ];
  const claims = ADDRESS_CAUSES.flatMap((one) =>
    one.outside(seen({ connects })).filter(({ ifShown }) => !ifShown),
  );
  assert.deepEqual(claims, []);
});

test('what ails both families is not blamed on IPv6', () => {
  const { connects: well } = healthyReport();
  const connects = well.map(({ address, family, port, use }) =>
    connectFact({ address, family, port, use, outcome: 'connect-timeout' }),
  );
  const claims = ADDRESS_CAUSES.flatMap((one) =>
    one.outside(seen({ connects })).filter(({ ifShown }) => !ifShown),
  );
  assert.deepEqual(claims, []);
});

test('every cause has its texts', () => {
  const texts = catalogue('en').doctor.causes as Readonly<
    Record<string, { title: () => string; says: (p: never) => string }>
  >;
  for (const { id } of ADDRESS_CAUSES) {
    const says = texts[id]?.says(new Proxy({}, { get: () => '' }) as never) ?? '';
    assert.ok(says.length > 20 && texts[id]?.title() !== '', id);
  }
});

function seen(over: Parameters<typeof healthyReport>[0]): Seen {
  return { report: healthyReport(over), others: [], again: undefined };
}

/** Every connection over IPv6 ends so; IPv4 is well. */
function six(outcome: string, errno?: string): Parameters<typeof healthyReport>[0] {
  const { connects: well } = healthyReport();
  const connects = well.map(({ family, port, use }) =>
    connectFact({ family, port, use, ...(family === 4 ? { address: FOUR } : { outcome, errno }) }),
  );
  return { connects };
}

function sample(outcome: string): { at: number; outcome: string; ms: number } {
  return { at: NOW, outcome, ms: 20 };
}

function cause(id: string): Cause {
  const found = ADDRESS_CAUSES.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

function finding(id: string, given: Seen | undefined, inside?: InsideReport) {
  return diagnose({ seen: given, inside }).findings.find((one) => one.id === id);
}

function proven(id: string, given: Seen | undefined, inside: InsideReport) {
  const found = finding(id, given, inside);
  assert.equal(found?.certainty, 'proven', `${id} of ${NAME}`);
  assert.ok(found);
  return found;
}
