// C1 to C12: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Cause, diagnose, type Seen } from '../../../../src/doctor/causes/index.ts';
import { ROUTING_CAUSES } from '../../../../src/doctor/causes/routing/table.ts';
import type { FilterChain, InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { ConnectFact } from '../../../../src/doctor/outside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import {
  connectFact,
  FOUR,
  healthyInside,
  healthyReport,
  NAME,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';

const WELL = seen({});
const TIMEOUT = seen({ connects: six('connect-timeout') });
const HOST = seen({ connects: six('unreachable', 'EHOSTUNREACH') });
const NET = seen({ connects: six('unreachable', 'ENETUNREACH') });
const { addresses: ADDRESSES, routes: ROUTES } = healthyInside();
const FOUR_ONLY = ROUTES.filter(({ family }) => family === 4);
const WRITTEN: InsideReport['networkManagers'][number] = {
  manager: 'ifupdown',
  active: true,
  ifname: 'eth0',
  file: '/etc/network/interfaces',
  ipv6: 'static',
  addresses: [`${SIX}/64`],
};
/** The address comes from a router: it ends. */
const TOLD = ADDRESSES.map((one) =>
  one.address === SIX ? { ...one, flags: ['mngtmpaddr' as const], validSeconds: 86_000 } : one,
);

describe('no default route: one reason each', () => {
  const forwarding = [
    { key: 'net.ipv6.conf.all.forwarding', runtime: '1' },
    { key: 'net.ipv6.conf.eth0.forwarding', runtime: '1' },
    { key: 'net.ipv6.conf.eth0.accept_ra', runtime: '1' },
  ];
  const cases: readonly (readonly [string, string, Partial<InsideReport>])[] = [
    ['C1', 'nobody listens to routers', { routes: FOUR_ONLY, sysctls: [] }],
    [
      'C1',
      'a gateway on the link is configured',
      { routes: FOUR_ONLY, networkManagers: [{ ...WRITTEN, gateway: 'fe80::1' }] },
    ],
    [
      'C2',
      'the host forwards and accept_ra is 1',
      { routes: FOUR_ONLY, addresses: TOLD, sysctls: forwarding },
    ],
    ['C3', 'the address came from a router', { routes: FOUR_ONLY, addresses: TOLD, sysctls: [] }],
    ['C3', 'the interface listens to routers', { routes: FOUR_ONLY }],
    [
      'C4',
      'the gateway lies on no link',
      { routes: FOUR_ONLY, networkManagers: [{ ...WRITTEN, gateway: '2001:db8:ff::1' }] },
    ],
    [
      'C4',
      'the route was refused at the start',
      {
        routes: FOUR_ONLY,
        networkManagers: [{ ...WRITTEN, gateway: 'fe80::1' }],
        journal: [{ code: 'route-refused', unit: 'networking.service', at: NOW, count: 1 }],
      },
    ],
  ];
  for (const [id, why, over] of cases) {
    test(`${id}: ${why}`, () => {
      const inside = healthyInside(over);
      proven(id, TIMEOUT, inside);
      proven(id, undefined, inside);
      for (const rival of ['C1', 'C2', 'C3', 'C4']) {
        if (rival !== id) assert.equal(cause(rival).inside(inside, TIMEOUT).says, 'ruled-out', rival);
      }
    });
  }
  test('a default route in a table of its own, chosen by a rule, is one', () => {
    const routes = ROUTES.map((one) => (one.family === 6 ? { ...one, table: '100' } : one));
    assert.equal(cause('C1').inside(healthyInside({ routes }), TIMEOUT).says, 'ruled-out');
  });
  test('routes that could not be read prove nothing', () => {
    const blind = healthyInside({ routes: [], unread: [{ what: 'ip -6 route', why: 'absent' }] });
    for (const id of ['C1', 'C2', 'C3', 'C4']) assert.equal(cause(id).inside(blind, TIMEOUT).says, 'silent');
  });
  test('from outside C1 to C3 are candidates, C4 is not', () => {
    const ids = told(TIMEOUT);
    assert.deepEqual(ids, ['C1', 'C2', 'C3', 'C7']);
  });
});

describe('C5, C6 the way to the server', () => {
  test('C5: a router says that there is no route: strong, from outside alone', () => {
    const found = finding('C5', NET);
    assert.deepEqual([found?.certainty, found?.rivals, found?.decide], ['strong', [], 'provider']);
    assert.deepEqual(told(NET), ['C5']);
  });
  test('C5: a counter that stays at 0 beside it, and one that moves', () => {
    assert.equal(finding('C5', NET, arrivals(0))?.basis, 'both');
    assert.equal(finding('C5', NET, arrivals(3)), undefined);
  });
  test('C6: one place reaches it, another does not, and reaches the name over IPv4', () => {
    const others = [healthyReport({ connects: six('unreachable', 'ENETUNREACH'), vantage: 'elsewhere' })];
    const split = { ...WELL, others };
    assert.equal(finding('C6', split)?.certainty, 'strong');
    const opposite = { ...NET, others: [healthyReport({ vantage: 'elsewhere' })] };
    assert.equal(finding('C6', opposite)?.certainty, 'strong');
    assert.equal(finding('C5', opposite), undefined);
  });
  test('C6: not where the other place has no way to the name at all: that is a filter', () => {
    const connects = healthyReport().connects.map(({ address, family, port, use }) =>
      connectFact({ address, family, port, use, outcome: 'connect-timeout' }),
    );
    const others = [healthyReport({ connects, vantage: 'elsewhere' })];
    assert.deepEqual(cause('C6').outside({ ...WELL, others }), []);
  });
});

describe('C7 reverse-path filter', () => {
  const chain: FilterChain = {
    program: 'nft',
    table: 'inet filter',
    name: 'prerouting',
    hook: 'prerouting',
    policy: 'accept',
    rules: [{ verdict: 'drop', unclear: true, packets: 12, text: 'fib saddr . iif oif missing drop' }],
  };
  const second = ADDRESSES.map((one) => (one.address === SIX ? { ...one, ifname: 'eth1' } : one));
  test('the address is on one interface, the way out by another', () => {
    const found = proven('C7', TIMEOUT, healthyInside({ addresses: second, chains: [chain] }));
    assert.match(String(found.values['filter']), /fib saddr/);
  });
  test('firewalld filters strictly by default: nothing where the way is straight', () => {
    const firewalls: InsideReport['firewalls'] = [
      { manager: 'firewalld', active: true, zones: [], rpfilter: 'strict' },
    ];
    assert.equal(cause('C7').inside(healthyInside({ firewalls }), TIMEOUT).says, 'ruled-out');
    proven('C7', TIMEOUT, healthyInside({ firewalls, addresses: second }));
  });
  test('rules that were not read rule nothing out', () => {
    assert.equal(cause('C7').inside(healthyInside({ root: false }), TIMEOUT).says, 'silent');
  });
});

describe('C8 packet too big', () => {
  const packet = { host: NAME, port: 443, ms: 60 };
  const stalls = seen({
    packets: [
      { ...packet, address: SIX, family: 6, outcome: 'body-timeout', bytes: 1_200 },
      { ...packet, address: FOUR, family: 4, outcome: 'response', bytes: 9_000 },
    ],
  });
  const drop = { verdict: 'drop' as const, protocol: 'icmpv6' as const, text: 'meta l4proto ipv6-icmp drop' };
  test('large answers stall over IPv6 and come whole over IPv4: strong', () => {
    assert.equal(finding('C8', stalls)?.certainty, 'strong');
  });
  test('the rule that drops it proves it', () => {
    assert.equal(proven('C8', stalls, input([drop])).values['rule'], drop.text);
    proven('C8', stalls, input([{ ...drop, types: ['packet-too-big'] }]));
    proven(
      'C8',
      stalls,
      input([{ verdict: 'accept', protocol: 'tcp', ports: [[80, 80]], text: 'tcp' }], 'drop'),
    );
  });
  test('not where related packets come in before, or where another type is dropped', () => {
    const related = { verdict: 'accept' as const, states: ['established', 'related'], text: 'ct state' };
    assert.equal(cause('C8').inside(input([related, drop], 'drop'), stalls).says, 'silent');
    assert.equal(cause('C8').inside(input([{ ...drop, types: ['echo-request'] }]), stalls).says, 'silent');
  });
  test('a site that is slow over both families has no black hole', () => {
    const both = seen({
      packets: [
        { ...packet, address: SIX, family: 6, outcome: 'body-timeout', bytes: 1_200 },
        { ...packet, address: FOUR, family: 4, outcome: 'body-timeout', bytes: 1_200 },
      ],
    });
    assert.deepEqual(cause('C8').outside(both), []);
  });
});

describe('C9 tunnel', () => {
  const far = { host: NAME, port: 443 };
  const slow = seen({
    latencies: [
      { ...far, address: SIX, family: 6, rounds: [180, 190, 185] },
      { ...far, address: FOUR, family: 4, rounds: [20, 21, 22] },
    ],
  });
  const links = [
    { name: 'eth0', up: true, mtu: 1_500, type: 'ether' },
    { name: 'he-ipv6', up: true, mtu: 1_480, type: 'sit' },
  ];
  const routes = ROUTES.map((one) => (one.family === 6 ? { ...one, ifname: 'he-ipv6' } : one));
  test('IPv6 answers much later, and leaves by a tunnel', () => {
    assert.equal(finding('C9', slow)?.certainty, 'likely');
    assert.equal(proven('C9', slow, healthyInside({ links, routes })).values['ifname'], 'he-ipv6');
  });
  test('a tunnel that nobody waits for is no fault; an ordinary card is no tunnel', () => {
    assert.equal(finding('C9', WELL, healthyInside({ links, routes })), undefined);
    assert.equal(finding('C9', undefined, healthyInside({ links, routes })), undefined);
    assert.equal(finding('C9', slow, healthyInside()), undefined);
  });
});

describe('C10 neighbour discovery', () => {
  const thresh = { key: 'net.ipv6.neigh.default.gc_thresh3', runtime: '1024' };
  test('the gateway does not answer', () => {
    const neighbours = [
      { family: 6 as const, address: 'fe80::ff', ifname: 'eth0', state: 'FAILED', router: true },
    ];
    assert.equal(proven('C10', HOST, healthyInside({ neighbours })).values['gateway'], 'fe80::ff');
  });
  test('the table is full', () => {
    const full = healthyInside({ sysctls: [thresh], counters: [{ name: 'ndisc_entries', value: 1_024 }] });
    assert.equal(proven('C10', HOST, full).values['what'], 'full');
    const room = healthyInside({ sysctls: [thresh], counters: [{ name: 'ndisc_entries', value: 12 }] });
    assert.equal(cause('C10').inside(room, HOST).says, 'silent');
  });
});

describe('C11 two routers', () => {
  const two = { routes: [ra('fe80::a'), ra('fe80::b'), ...FOUR_ONLY] };
  const samples = [
    { at: NOW, outcome: 'response', ms: 20 },
    { at: NOW + 1, outcome: 'connect-timeout', ms: 5_000 },
  ];
  const flaps = seen({ connects: [connectFact({ samples })] });
  test('a place that answers at times, and two that offer themselves', () => {
    assert.equal(finding('C11', flaps)?.certainty, 'ambiguous');
    assert.match(String(proven('C11', flaps, healthyInside(two)).values['routers']), /fe80::a, fe80::b/);
  });
  test('a pair of routers that both work is no fault', () => {
    assert.equal(finding('C11', WELL, healthyInside(two)), undefined);
    assert.equal(finding('C11', undefined, healthyInside(two)), undefined);
  });
  test('one of them does not answer', () => {
    const neighbours = [
      { family: 6 as const, address: 'fe80::b', ifname: 'eth0', state: 'FAILED', router: true },
    ];
    proven('C11', undefined, healthyInside({ ...two, neighbours }));
  });
});

describe('C12 source address', () => {
  const [own] = ADDRESSES;
  assert.ok(own);
  const local = { ...own, address: 'fd00::2', scope: 'unique-local' as const };
  const sources = [{ family: 6 as const, to: '2801:1b8:10::b', source: 'fd00::2' }];
  test('unique local is chosen although there is a global one', () => {
    const inside = healthyInside({ addresses: [...ADDRESSES, local], sources });
    assert.equal(proven('C12', WELL, inside).values['address'], 'fd00::2');
  });
  test('the global one is chosen; or there is none', () => {
    const good = sources.map((one) => ({ ...one, source: SIX }));
    assert.equal(cause('C12').inside(healthyInside({ sources: good }), undefined).says, 'ruled-out');
    assert.equal(
      cause('C12').inside(healthyInside({ addresses: [local], sources }), undefined).says,
      'ruled-out',
    );
    assert.equal(cause('C12').inside(healthyInside({ outbound: [] }), undefined).says, 'silent');
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
      ids.filter((id) => id.startsWith('C')),
      [],
    );
  }
});

test('every cause has its texts', () => {
  const texts = catalogue('en').doctor.causes as Readonly<
    Record<string, { title: () => string; says: (p: never) => string }>
  >;
  for (const { id } of ROUTING_CAUSES) {
    const says = texts[id]?.says(new Proxy({}, { get: () => '' }) as never) ?? '';
    assert.ok(says.length > 20 && texts[id]?.title() !== '', id);
  }
});

function seen(over: Parameters<typeof healthyReport>[0]): Seen {
  return { report: healthyReport(over), others: [], again: undefined };
}

/** Every connection over IPv6 ends so; IPv4 is well. */
function six(outcome: string, errno?: string): ConnectFact[] {
  return healthyReport().connects.map(({ address, family, port, use }) =>
    family === 4
      ? connectFact({ address, family, port, use })
      : connectFact({ address, family, port, use, outcome, ...(errno !== undefined && { errno }) }),
  );
}

function cause(id: string): Cause {
  const found = ROUTING_CAUSES.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

function told(given: Seen): string[] {
  return ROUTING_CAUSES.filter((one) => one.outside(given).some(({ ifShown }) => ifShown !== true)).map(
    ({ id }) => id,
  );
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

function ra(via: string): InsideReport['routes'][number] {
  return { family: 6, to: 'default', type: 'unicast', via, ifname: 'eth0', protocol: 'ra' };
}

function input(rules: FilterChain['rules'], policy: 'accept' | 'drop' = 'accept'): InsideReport {
  const chain = {
    program: 'nft',
    table: 'inet filter',
    name: 'input',
    hook: 'input',
    policy,
    rules,
  } as const;
  return healthyInside({ chains: [chain] });
}

function arrivals(packets: number): InsideReport {
  return healthyInside({ arrivals: [{ family: 6, port: 80, from: 'any', packets }] });
}
