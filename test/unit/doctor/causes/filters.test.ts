// D1 to D16: each is found where it is, and nowhere on a host that is well.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FILTER_CAUSES } from '../../../../src/doctor/causes/filters/table.ts';
import { type Cause, diagnose, type Finding, type Seen } from '../../../../src/doctor/causes/index.ts';
import { readSave } from '../../../../src/doctor/inside/filters/iptables-save.ts';
import type { FilterChain, InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { ConnectFact, OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import {
  connectFact,
  FOUR,
  healthyInside,
  healthyReport,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';

type Ends = Readonly<Record<string, string>>;
/** How connections end, by family and port: `6:80`; `response` unless said otherwise. */
const ends = (over: Ends): ConnectFact[] =>
  ([6, 4] as const).flatMap((family) =>
    ([80, 443, 1] as const).map((port) => {
      const outcome = over[`${family}:${port}`] ?? (port === 1 ? 'refused' : 'response');
      const use = port === 80 ? 'http' : port === 443 ? 'https' : 'closed';
      return connectFact({ address: family === 6 ? SIX : FOUR, family, port, use, outcome });
    }),
  );
const see = (over: Ends, rest: Partial<OutsideReport> = {}): Seen => ({
  report: healthyReport({ connects: ends(over), ...rest }),
  others: [],
  again: undefined,
});
const WELL = see({});
const TIMEOUT = see({ '6:80': 'connect-timeout', '6:443': 'connect-timeout' });
const SILENT6 = see({ '6:80': 'connect-timeout', '6:443': 'connect-timeout', '6:1': 'connect-timeout' });
const PROHIBITED = see({ '6:80': 'prohibited', '6:443': 'prohibited' });

const ALIVE =
  '-A INPUT -p ipv6-icmp -j ACCEPT\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n';
const chains = (rules: string, policy = 'ACCEPT', more = ''): FilterChain[] =>
  readSave(`*filter\n:INPUT ${policy} [0:0]\n${more}${rules}\nCOMMIT\n`, 6, 'nft');
const host = (over: Partial<InsideReport>) => healthyInside(over);

describe('every port that a filter stops has one cause', () => {
  const cases: readonly (readonly [id: string, why: string, Seen, Partial<InsideReport>])[] = [
    [
      'D1',
      'no rule accepts',
      TIMEOUT,
      { chains: chains(`${ALIVE}-A INPUT -p tcp --dport 22 -j ACCEPT`, 'DROP') },
    ],
    [
      'D2',
      'the rule that accepts comes after one that drops',
      TIMEOUT,
      { chains: chains(`${ALIVE}-A INPUT -j DROP\n-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT`) },
    ],
    [
      'D4',
      'a rule rejects',
      PROHIBITED,
      { chains: chains(`${ALIVE}-A INPUT -p tcp -j REJECT --reject-with icmp6-adm-prohibited`) },
    ],
    [
      'D4',
      'a rule resets',
      see({ '6:80': 'refused', '6:443': 'refused' }),
      { chains: chains('-A INPUT -p tcp -m multiport --dports 80,443 -j REJECT --reject-with tcp-reset') },
    ],
    [
      'D5',
      'one port is let in',
      see({ '6:443': 'connect-timeout' }),
      { chains: chains(`${ALIVE}-A INPUT -p tcp --dport 80 -j ACCEPT`, 'DROP') },
    ],
    [
      'D7',
      'a zone of firewalld rejects',
      PROHIBITED,
      {
        chains: owned(chains(`${ALIVE}-A INPUT -j REJECT --reject-with icmp6-adm-prohibited`), 'firewalld'),
        firewalls: [FIREWALLD()],
      },
    ],
    [
      'D8',
      'ufw has IPV6=no',
      TIMEOUT,
      {
        chains: chains(ALIVE, 'DROP'),
        firewalls: [{ manager: 'ufw', active: true, ipv6: false, rules: [] }],
      },
    ],
    [
      'D8',
      'ufw has rules for IPv4 alone',
      TIMEOUT,
      {
        chains: chains(`${ALIVE}-A INPUT -j ufw6-before-input`, 'DROP', ':ufw6-before-input - [0:0]\n'),
        firewalls: [{ manager: 'ufw', active: true, ipv6: true, rules: [] }],
      },
    ],
    [
      'D12',
      'the network that looks is not in the list',
      see(
        { '6:80': 'connect-timeout', '6:443': 'connect-timeout' },
        { sources: [{ family: 6, address: '2001:db8:5::1' }] },
      ),
      { chains: chains(`${ALIVE}-A INPUT ! -s 2001:db8:9::/48 -j DROP`) },
    ],
    [
      'D13',
      'fail2ban has banned the address that looks',
      see(
        { '6:80': 'connect-timeout', '6:443': 'connect-timeout' },
        { sources: [{ family: 6, address: '2001:db8:5::1' }] },
      ),
      {
        chains: chains(
          '-A INPUT -j f2b-nginx\n-A f2b-nginx -s 2001:db8:5::1 -j DROP',
          'ACCEPT',
          ':f2b-nginx - [0:0]\n',
        ),
      },
    ],
  ];
  for (const [id, why, seen, over] of cases) {
    test(`${id}: ${why}`, () => {
      const inside = host(over);
      const found = find(seen, inside);
      assert.deepEqual(
        found.map((one) => [one.id, one.certainty, one.basis]),
        [[id, 'proven', 'both']],
      );
      says(found[0]);
      for (const rival of ['D1', 'D2', 'D4', 'D5', 'D7', 'D8', 'D13']) {
        if (rival !== id) assert.notEqual(cause(rival).inside(inside, seen).says, 'shown', rival);
      }
      assert.deepEqual(find(WELL, inside), [], 'what is open from outside is no fault');
    });
  }
  test('rules that could not be read prove nothing', () => {
    const blind = host({ root: false, unread: [{ what: 'nft', why: 'needs-root' }] });
    for (const id of ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D12', 'D13', 'D16']) {
      assert.equal(cause(id).inside(blind, TIMEOUT).says, 'silent', id);
    }
    for (const id of ['D1', 'D2', 'D9']) assert.equal(one(TIMEOUT, id, blind)?.certainty, 'ambiguous', id);
  });
  test('a machine without a filter excludes all of them', () => {
    const { ruledOut } = diagnose({
      seen: TIMEOUT,
      inside: host({ unread: [{ what: 'nft', why: 'absent' }] }),
    });
    for (const id of ['D1', 'D2', 'D7', 'D8']) assert.ok(ruledOut.includes(id), id);
  });
});

describe('from outside alone', () => {
  test('a timeout over IPv6 has several candidates, each naming the others', () => {
    for (const id of ['D1', 'D2', 'D7', 'D8', 'D9', 'D13']) {
      const found = one(TIMEOUT, id);
      assert.equal(found?.certainty, 'ambiguous', id);
      assert.ok(found.rivals.includes(id === 'D1' ? 'D9' : 'D1'), id);
      says(found);
    }
    assert.equal(one(TIMEOUT, 'D10'), undefined, 'the closed port answers: no router drops all of IPv6');
    assert.equal(one(SILENT6, 'D10')?.certainty, 'ambiguous');
  });
  test('D3: unreachable after a while, the address is not found on its link', () => {
    const seen = see({ '6:80': 'unreachable', '6:443': 'unreachable', '6:1': 'unreachable' });
    assert.equal(one(seen, 'D3')?.certainty, 'ambiguous');
    says(one(seen, 'D3'));
  });
  test('D4: prohibited is said by filters alone', () => {
    assert.deepEqual(
      find(PROHIBITED).map(({ id, certainty }) => [id, certainty]),
      [['D4', 'strong']],
    );
  });
  test('D4: a refusal may be a rule where the closed ports differ', () => {
    const seen = see({ '6:80': 'refused', '6:443': 'refused', '4:1': 'connect-timeout' });
    assert.deepEqual(one(seen, 'D4')?.rivals, ['E1']);
    assert.equal(one(see({ '6:80': 'refused', '6:443': 'refused' }), 'D4'), undefined);
  });
  test('D5: one port of the same address answers, the other is dead', () => {
    for (const over of [{ '6:80': 'connect-timeout' }, { '6:443': 'prohibited' }] as const) {
      assert.deepEqual(
        find(see(over))
          .filter(({ id }) => id.startsWith('D'))
          .map(({ id, certainty }) => [id, certainty]),
        [['D5', 'proven']],
      );
    }
    assert.equal(
      one(see({ '6:443': 'connect-timeout', '4:443': 'connect-timeout' }), 'D5'),
      undefined,
      'both families alike',
    );
  });
  test('D11: port 80 is dead over both families, 443 answers', () => {
    const seen = see({ '6:80': 'connect-timeout', '4:80': 'connect-timeout' });
    assert.deepEqual(
      find(seen).map(({ id, certainty }) => [id, certainty]),
      [['D11', 'strong']],
    );
    says(find(seen)[0]);
    const dropping = host({
      chains: [
        ...chains('-A INPUT -p tcp --dport 80 -j DROP'),
        ...readSave('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 80 -j DROP\n', 4, 'nft'),
      ],
    });
    assert.deepEqual(
      find(seen, dropping).map(({ id, certainty }) => [id, certainty]),
      [['D5', 'proven']],
    );
    assert.equal(
      one(see({ '6:80': 'connect-timeout', '4:80': 'connect-timeout', '4:443': 'connect-timeout' }), 'D11'),
      undefined,
    );
  });
  test('D12: a refusal of one place while others get in is no matter of routes, and nothing that does not listen', () => {
    const seen: Seen = {
      ...see({ '6:80': 'refused', '6:443': 'refused' }),
      others: [healthyReport({ vantage: 'far' })],
    };
    assert.deepEqual(
      find(seen).map(({ id, certainty }) => [id, certainty]),
      [['D12', 'strong']],
    );
    const elsewhere: Seen = { ...WELL, others: [{ ...seen.report, vantage: 'far' }] };
    assert.equal(one(elsewhere, 'D12')?.certainty, 'strong', 'seen from the other place');
  });
  test('D12: other places get in over IPv4 too', () => {
    const shut = see({ '6:80': 'connect-timeout', '4:80': 'connect-timeout' });
    const seen: Seen = { ...shut, others: [healthyReport({ vantage: 'far' })] };
    assert.equal(one(seen, 'D12')?.certainty, 'strong');
    says(one(seen, 'D12'));
    assert.equal(
      one({ ...TIMEOUT, others: [healthyReport()] }, 'D12'),
      undefined,
      'over IPv6 alone it is a matter of routes',
    );
  });
  test('D13: it worked, and a minute later it does not', () => {
    const seen: Seen = {
      ...WELL,
      again: healthyReport({ connects: ends({ '6:80': 'connect-timeout', '4:80': 'connect-timeout' }) }),
    };
    assert.ok(one(seen, 'D13'));
    assert.equal(one({ ...WELL, again: healthyReport() }, 'D13'), undefined);
  });
  test('D14: now it connects, now it does not', () => {
    const [first] = ends({});
    assert.ok(first);
    const samples = ['response', 'connect-timeout', 'response'].map((outcome) => ({
      at: NOW,
      outcome,
      ms: 20,
    }));
    const seen = see({}, { connects: [{ ...first, samples }, ...ends({}).slice(1)] });
    assert.ok(one(seen, 'D14'));
    says(one(seen, 'D14'));
  });
  test('D16: a port that is open over IPv6 alone', () => {
    const seen = see({}, { connects: [...ends({}), other(6, 'response'), other(4, 'connect-timeout')] });
    assert.equal(one(seen, 'D16')?.certainty, 'proven');
    const both = see({}, { connects: [...ends({}), other(6, 'response'), other(4, 'response')] });
    assert.equal(one(both, 'D16'), undefined);
  });
});

describe('what the machine itself shows', () => {
  test('D3: solicitations are dropped', () => {
    const dropping = host({
      chains: chains('-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT', 'DROP'),
    });
    const seen = see({ '6:80': 'unreachable', '6:443': 'unreachable' });
    assert.equal(one(seen, 'D3', dropping)?.certainty, 'proven');
    says(one(seen, 'D3', dropping));
    assert.equal(cause('D3').inside(host({ chains: chains(ALIVE, 'DROP') }), seen).says, 'ruled-out');
  });
  test('D6: the saved rules would keep the web out', () => {
    const running = chains(`${ALIVE}-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT`, 'DROP');
    const saved = (same: boolean, refuses: InsideReport['savedRules'][number]['refuses']) =>
      host({ chains: running, savedRules: [{ file: '/etc/iptables/rules.v6', family: 6, same, refuses }] });
    const lost = saved(false, [{ family: 6, port: 80 }]);
    assert.equal(one(WELL, 'D6', lost)?.certainty, 'proven');
    assert.equal(one(undefined, 'D6', lost)?.values['file'], '/etc/iptables/rules.v6');
    says(one(WELL, 'D6', lost));
    assert.deepEqual(find(WELL, saved(true, [])), []);
    assert.deepEqual(find(WELL, saved(false, [])), [], 'other rules that let the web in');
  });
  test('D7: the zone is named', () => {
    const inside = host({
      chains: owned(chains('-A INPUT -p tcp -j DROP'), 'firewalld'),
      firewalls: [FIREWALLD()],
    });
    assert.equal(one(TIMEOUT, 'D7', inside)?.values['zone'], 'public');
  });
  test('D9: nothing of what was sent arrives, and the machine would let it in', () => {
    const empty = host({ arrivals: arrivals(0) });
    assert.equal(one(TIMEOUT, 'D9', empty)?.certainty, 'strong');
    says(one(TIMEOUT, 'D9', empty));
    assert.equal(one(TIMEOUT, 'D9', host({ arrivals: arrivals(3) })), undefined);
    assert.equal(
      one(TIMEOUT, 'D9', host({ chains: chains(ALIVE, 'DROP') })),
      undefined,
      'its own rules drop it',
    );
  });
  test('D10: a machine with a public IPv4 address has no router that forwards ports', () => {
    assert.equal(one(SILENT6, 'D10', host({})), undefined);
  });
  test('D12, D13: whose packets meet a list of sources is not guessed', () => {
    const lists = host({
      chains: chains(
        '-A INPUT -j f2b-nginx\n-A f2b-nginx -s 2001:db8:5::1 -j DROP',
        'ACCEPT',
        ':f2b-nginx - [0:0]\n',
      ),
    });
    assert.equal(cause('D13').inside(lists, TIMEOUT).says, 'silent');
    assert.deepEqual(find(WELL, lists), []);
    assert.equal(cause('D12').inside(lists, TIMEOUT).says, 'ruled-out');
    assert.equal(
      cause('D12').inside(host({ chains: chains('-A INPUT -s 2001:db8:9::/48 -j DROP') }), TIMEOUT).says,
      'silent',
    );
  });
  test('D14: tables that are full', () => {
    const full = {
      counters: [{ name: 'nf_conntrack_count', value: 1_000 }],
      sysctls: [{ key: 'net.netfilter.nf_conntrack_max', runtime: '1000' }],
    };
    assert.equal(one(TIMEOUT, 'D14', host(full))?.certainty, 'proven');
    says(one(TIMEOUT, 'D14', host(full)));
    const { listeners } = healthyInside();
    const queue = (waiting: number) =>
      host({
        listeners: listeners.map((it) => ({ ...it, queue: { waiting, max: 128 } })),
        counters: full.counters,
      });
    assert.equal(one(TIMEOUT, 'D14', queue(129))?.values['what'], 'queue');
    says(one(TIMEOUT, 'D14', queue(129)));
    assert.equal(cause('D14').inside(queue(0), TIMEOUT).says, 'ruled-out');
  });
  test('D15: Docker publishes on IPv4 alone', () => {
    const seen = see({ '6:80': 'refused', '6:443': 'refused' });
    const proxy = ([80, 443] as const).map((port) => ({
      protocol: 'tcp' as const,
      family: 4 as const,
      address: '0.0.0.0',
      port,
      process: 'docker-proxy',
    }));
    const published = [80, 443].map((port) => ({ container: 'web', address: '0.0.0.0', port, to: 80 }));
    const found = find(seen, host({ listeners: proxy, docker: { published } }));
    assert.deepEqual(
      found.map(({ id, certainty }) => [id, certainty]),
      [['D15', 'proven']],
    );
    says(found[0]);
    assert.deepEqual(
      find(
        WELL,
        host({ docker: { published: [...published, ...published.map((it) => ({ ...it, address: '::' }))] } }),
      ),
      [],
    );
  });
  test('D16: a database that only IPv4 hides', () => {
    const { listeners } = healthyInside();
    const database = {
      protocol: 'tcp' as const,
      family: 6 as const,
      address: '::',
      port: 5432,
      v6only: false,
      process: 'postgres',
    };
    const hidden = readSave(
      '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 5432 -j DROP\n',
      4,
      'nft',
    );
    const exposed = host({ listeners: [...listeners, database], chains: hidden });
    assert.equal(one(WELL, 'D16', exposed)?.certainty, 'proven');
    says(one(WELL, 'D16', exposed));
    assert.deepEqual(find(WELL, host({ listeners: [...listeners, database] })), [], 'as open over IPv4');
  });
});

test('a host that is well has none of them, with a filter and without', () => {
  assert.deepEqual(find(WELL), []);
  assert.deepEqual(find(WELL, host({})), []);
  assert.deepEqual(find(undefined, host({})), []);
  const rules = `${ALIVE}-A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT`;
  const filtered = host({
    chains: [...chains(rules, 'DROP'), ...readSave(`*filter\n:INPUT DROP [0:0]\n${rules}\n`, 4, 'nft')],
  });
  assert.deepEqual(find(WELL, filtered), []);
  assert.deepEqual(find(undefined, filtered), []);
});

function FIREWALLD(): InsideReport['firewalls'][number] {
  const zone = { name: 'public', interfaces: ['eth0'], services: ['ssh'], ports: [], target: 'default' };
  return { manager: 'firewalld', active: true, zones: [zone] };
}

function owned(all: readonly FilterChain[], owner: string): FilterChain[] {
  return all.map((chain) => ({ ...chain, owner }));
}

function cause(id: string): Cause {
  const found = FILTER_CAUSES.find((it) => it.id === id);
  assert.ok(found, id);
  return found;
}

/** Findings of packet filters, and of what looks like them. */
function find(seen?: Seen, inside?: InsideReport): readonly Finding[] {
  return diagnose({ seen, inside }).findings;
}

function one(seen: Seen | undefined, id: string, inside?: InsideReport): Finding | undefined {
  return find(seen, inside).find((it) => it.id === id);
}

/** A finding's text says something, and leaves nothing open. */
function says(finding: Finding | undefined): void {
  assert.ok(finding);
  const texts: Readonly<Record<string, { title: () => string; says: (p: never) => string }>> =
    catalogue('en').doctor.causes;
  const text = texts[finding.id];
  assert.ok(text, finding.id);
  const values: Record<string, unknown> = { name: 'www.example.org', places: 'P', ...finding.values };
  const params = new Proxy(values, {
    get: (all, key) => (typeof key === 'string' ? (all[key] ?? '') : undefined),
  });
  const said = text.says(params as never);
  assert.doesNotMatch(said, /undefined|""| {2}|\(\)/, finding.id);
  assert.ok(text.title().length > 5);
}

/** A look at a port besides those of the web. */
function other(family: 6 | 4, outcome: string): ConnectFact {
  return connectFact({ address: family === 6 ? SIX : FOUR, family, port: 5432, use: 'other', outcome });
}

function arrivals(packets: number): InsideReport['arrivals'] {
  return [80, 443].map((port) => ({ family: 6, port, from: '2001:db8:5::1', packets }));
}
