// What packet filters do with packets: rulesets as nft and iptables themselves print them, recorded in a network namespace.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { preferSaved } from '../../../../src/doctor/inside/filters/collect.ts';
import { readSave } from '../../../../src/doctor/inside/filters/iptables-save.ts';
import { readRuleset, ruleTexts } from '../../../../src/doctor/inside/filters/nft-json.ts';
import { type Fate, type Packet, walk } from '../../../../src/doctor/inside/filters/walk.ts';
import { type FilterChain, insideReport } from '../../../../src/doctor/inside/index.ts';
import { healthyInside } from '../../../support/doctor-reports.ts';

const recorded = join(import.meta.dirname, 'filters-recorded');

/** Verdicts over IPv6, then IPv4; `?` where something that is not known may decide otherwise, `>` where it is redirected. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly [six: string, four: string]>>>> = {
  '01-open-both': { 80: ['accept', 'accept'], 443: ['accept', 'accept'], 25: ['drop', 'drop'] },
  '02-ipv4-only-version': { 80: ['drop', 'accept'], 443: ['drop', 'accept'] },
  '03-ipv4-only-nfproto': { 80: ['drop', 'accept'], 443: ['drop', 'accept'] },
  '04-ipv4-only-source': { 80: ['drop', 'accept'] },
  '05-accept-after-drop': { 80: ['drop', 'accept'], 22: ['accept', 'accept'] },
  '06-reject-admin': { 80: ['reject', 'accept'] },
  '07-reject-reset-at-end': { 22: ['accept', 'accept'], 80: ['reject', 'reject'] },
  '08-reject-default': { 80: ['accept', 'accept'], 443: ['reject', 'reject'] },
  '09-only-80-for-v6': { 80: ['accept', 'accept'], 443: ['drop', 'accept'] },
  '10-no-icmpv6': { 80: ['accept', 'accept'] },
  '11-vmap': { 22: ['accept', 'accept'], 80: ['accept?', 'accept'], 25: ['drop', 'drop'] },
  '12-named-vmap': { 80: ['accept', 'accept'], 443: ['drop', 'drop'], 81: ['drop', 'drop'] },
  '13-concat-timeout': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '14-concat-anonymous': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '15-jump-return': { 80: ['accept', 'accept'], 443: ['accept', 'accept'], 8080: ['drop', 'drop'] },
  '16-two-tables-one-drops': { 80: ['accept', 'accept'], 443: ['drop', 'accept'] },
  '17-accept-does-not-end-all': { 80: ['drop', 'drop'], 22: ['accept', 'accept'] },
  '18-prerouting-raw-drop': { 80: ['drop', 'accept'], 443: ['accept', 'accept'] },
  '19-banned-sources': { 80: ['accept?', 'accept'] },
  '20-allowed-sources': { 80: ['drop?', 'accept'] },
  '21-limits': { 80: ['accept', 'accept'], 443: ['accept', 'accept'], 81: ['drop', 'drop'] },
  '22-syn-flags': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '23-interface': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '24-redirect': { 80: ['accept', 'accept'], 81: ['drop', 'drop'] },
  '25-dnat-docker-like': { 80: ['drop', 'accept>'], 22: ['accept', 'accept'] },
  '26-not-established-drop': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '27-mark-unclear': { 80: ['drop?', 'drop?'], 443: ['accept', 'accept'] },
  '28-chance': { 80: ['accept?', 'accept?'], 443: ['accept', 'accept'] },
  '29-ingress': { 80: ['accept', 'accept'], 443: ['drop', 'drop'] },
  '30-firewalld-like': { 22: ['accept', 'accept'], 80: ['reject', 'reject'] },
  '31-ip6tables': {
    22: ['accept', 'accept'],
    80: ['accept', 'accept'],
    443: ['accept', 'accept'],
    81: ['accept', 'accept'],
    82: ['reject', 'accept'],
  },
  '32-ip6tables-order': { 22: ['accept', 'accept'], 80: ['drop', 'accept'], 443: ['drop', 'accept'] },
  '33-ufw-like': { 80: ['accept', 'accept'], 443: ['accept', 'accept'], 25: ['drop', 'accept'] },
  '34-empty': { 80: ['accept', 'accept'] },
};

test('every recorded ruleset has its expected verdicts, and every one fits a report', () => {
  const files = readdirSync(recorded).map((file) => file.replace('.txt', ''));
  assert.deepEqual(files, Object.keys(EXPECTED));
  for (const [name, ports] of Object.entries(EXPECTED)) {
    const chains = read(name);
    insideReport.parse(healthyInside({ chains: [...chains] }));
    for (const [port, [six, four]] of Object.entries(ports)) {
      assert.equal(told(walk(chains, syn(6, Number(port)))), six, `${name} ${port} IPv6`);
      assert.equal(told(walk(chains, syn(4, Number(port)))), four, `${name} ${port} IPv4`);
    }
  }
});

test('Neighbour Discovery and ICMPv6 errors are judged as the kernel tracks them', () => {
  const nd: Packet = { family: 6, protocol: 'icmpv6', type: 'nd-neighbor-solicit', state: 'untracked' };
  const tooBig: Packet = { family: 6, protocol: 'icmpv6', type: 'packet-too-big', state: 'related' };
  for (const [name, solicit, big] of [
    ['01-open-both', 'accept', 'accept'],
    ['10-no-icmpv6', 'drop', 'accept'],
    ['30-firewalld-like', 'accept', 'accept'],
    ['31-ip6tables', 'accept', 'accept'],
    ['32-ip6tables-order', 'accept', 'accept'],
    ['33-ufw-like', 'accept', 'accept'],
  ] as const) {
    assert.equal(walk(read(name), nd).verdict, solicit, `${name}: solicitation`);
    assert.equal(walk(read(name), tooBig).verdict, big, `${name}: packet too big`);
  }
});

test('what decides is named as its program prints it', () => {
  const six = walk(read('05-accept-after-drop'), syn(6, 80)).by;
  assert.equal(six?.rule?.text, 'meta nfproto ipv6 tcp dport { 80, 443 } drop');
  assert.equal(six?.chain.table, 'inet filter');
  assert.equal(walk(read('06-reject-admin'), syn(6, 80)).by?.rule?.rejectWith, 'admin-prohibited');
  const policy = walk(read('02-ipv4-only-version'), syn(6, 80)).by;
  assert.equal(policy?.rule, undefined);
  assert.equal(policy?.chain.policy, 'drop');
  const saved = walk(read('32-ip6tables-order'), syn(6, 80)).by;
  assert.equal(saved?.rule?.text, '-A INPUT -p tcp -j DROP');
  assert.equal(saved?.chain.owner, 'ip6tables');
});

test('a source that is known settles what sets of sources leave open', () => {
  const banned = read('19-banned-sources');
  assert.equal(told(walk(banned, { ...syn(6, 80), source: '2001:db8:5::1' })), 'reject');
  assert.equal(told(walk(banned, { ...syn(6, 80), source: '2001:db8:5::3' })), 'accept');
  assert.equal(walk(banned, syn(6, 80)).doubts[0]?.why, 'source');
  assert.equal(walk(banned, syn(6, 80)).doubts[0]?.chain.owner, 'fail2ban');
  const allowed = read('20-allowed-sources');
  assert.equal(told(walk(allowed, { ...syn(6, 80), source: '2001:db8:9:1::5' })), 'accept');
  assert.equal(told(walk(allowed, { ...syn(6, 80), source: '2001:db8:a::5' })), 'drop');
});

test('the interface that a packet comes in by is compared, wildcards too', () => {
  const chains = read('23-interface');
  assert.equal(told(walk(chains, { ...syn(6, 80), ifname: 'ens3' })), 'drop');
  assert.equal(told(walk(chains, { ...syn(6, 443), ifname: 'wg0' })), 'accept');
  assert.equal(told(walk(chains, { ...syn(6, 80), ifname: undefined })), 'drop?');
});

test('a set of sources too long to be told leaves it open whose packets match', () => {
  const countries = Array.from({ length: 2_000 }, (_, i) => `2001:db8:${i.toString(16)}::1`);
  const chains = ruleset([
    { set: { family: 'ip6', table: 'f', name: 'geo', elem: countries } },
    INPUT,
    rule([
      { match: { op: '==', left: { payload: { protocol: 'ip6', field: 'saddr' } }, right: '@geo' } },
      { drop: null },
    ]),
  ]);
  assert.equal(told(walk(chains, syn(6, 80))), 'accept?');
  assert.equal(walk(chains, { ...syn(6, 80), source: '2001:db8::1' }).doubts[0]?.why, 'source');
});

test('networks and ranges of an interval set are compared', () => {
  const chains = ruleset([
    {
      set: {
        family: 'ip6',
        table: 'f',
        name: 'bad',
        elem: [{ prefix: { addr: '2001:db8:1::', len: 48 } }, { range: ['2001:db8:2::1', '2001:db8:2::9'] }],
      },
    },
    INPUT,
    rule([
      { match: { op: '==', left: { payload: { protocol: 'ip6', field: 'saddr' } }, right: '@bad' } },
      { drop: null },
    ]),
  ]);
  for (const [source, verdict] of [
    ['2001:db8:1:2::3', 'drop'],
    ['2001:db8:2::5', 'drop'],
    ['2001:db8:2::a', 'accept'],
  ] as const) {
    assert.equal(told(walk(chains, { ...syn(6, 80), source })), verdict, source);
  }
});

test('jumps in a circle and chains that are not there end', () => {
  const chains = ruleset([
    INPUT,
    { chain: { family: 'ip6', table: 'f', name: 'a' } },
    rule([{ jump: { target: 'a' } }]),
    rule([{ jump: { target: 'a' } }, { accept: null }], 'a'),
    rule([{ jump: { target: 'nowhere' } }], 'a'),
    rule([{ drop: null }]),
  ]);
  assert.equal(told(walk(chains, syn(6, 80))), 'drop');
});

test('text that is no listing is undefined, never thrown', () => {
  for (const text of [
    '',
    '{}',
    '[]',
    'null',
    '{"nftables":1}',
    '{"nftables":[',
    'Error: Operation not permitted',
  ]) {
    assert.equal(readRuleset(text), undefined, text);
  }
  assert.deepEqual(readSave('rubbish\n-A INPUT -j DROP\n*\n:', 6, 'nft'), []);
});

test('no listing, however odd, makes the reading or the walk throw', () => {
  const leaf = fc.oneof(
    fc.constantFrom('tcp', 'dport', 'saddr', '@s', 'new', 80, null, true),
    fc.string({ maxLength: 8 }),
  );
  const { expression } = fc.letrec((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('expression'), { maxLength: 3 }),
      fc.dictionary(keys, tie('expression'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.dictionary(keys, expression, { maxKeys: 2 }), { maxLength: 4 }), (statements) => {
      const chains = ruleset([INPUT, rule(statements), rule([{ drop: null }])]);
      insideReport.shape.chains.parse(chains);
      assert.ok(['drop', 'accept', 'reject'].includes(walk(chains, syn(6, 80)).verdict));
    }),
    { numRuns: 300 },
  );
});

test('no line, however odd, makes the reading of iptables-save throw', () => {
  const word = fc.constantFrom(
    '-A',
    'INPUT',
    '-p',
    'tcp',
    '!',
    '--dport',
    '80',
    '80:90',
    '-j',
    'DROP',
    '-s',
    '::/0',
    '--ctstate',
    'NEW',
    '"a b"',
    '-m',
    '--tcp-flags',
  );
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 12 }), { maxLength: 6 }), (lines) => {
      const text = `*filter\n:INPUT ACCEPT [0:0]\n${lines.map((words) => `-A INPUT ${words.join(' ')}`).join('\n')}\n`;
      const chains = readSave(text, 6, 'nft');
      insideReport.shape.chains.parse(chains);
      walk(chains, syn(6, 80));
    }),
    { numRuns: 300 },
  );
});

test('plain rules of ports and verdicts are walked as the first that matches says', () => {
  const one = fc.record({
    from: fc.integer({ min: 1, max: 100 }),
    to: fc.integer({ min: 1, max: 100 }),
    verdict: fc.constantFrom('accept', 'drop'),
  });
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 12 }),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom('accept', 'drop'),
      (lines, port, policy) => {
        const chains = ruleset([
          { chain: { ...INPUT.chain, policy } },
          ...lines.map(({ from, to, verdict }) =>
            rule([
              {
                match: {
                  op: '==',
                  left: { payload: { protocol: 'tcp', field: 'dport' } },
                  right: { set: [{ range: [from, to] }] },
                },
              },
              { [verdict]: null },
            ]),
          ),
        ]);
        const first = lines.find(({ from, to }) => from <= port && port <= to);
        assert.equal(walk(chains, syn(6, port)).verdict, first?.verdict ?? policy);
      },
    ),
  );
});

const keys = fc.constantFrom(
  'match',
  'op',
  'left',
  'right',
  'payload',
  'protocol',
  'field',
  'meta',
  'key',
  'ct',
  'set',
  'vmap',
  'data',
  'concat',
  'jump',
  'target',
  '&',
  'fib',
  'reject',
  'limit',
  'counter',
  'xt',
  'elem',
  'range',
);
const INPUT = {
  chain: {
    family: 'ip6',
    table: 'f',
    name: 'input',
    type: 'filter',
    hook: 'input',
    prio: 0,
    policy: 'accept',
  },
} as const;

function rule(expr: readonly unknown[], chain = 'input'): object {
  return { rule: { family: 'ip6', table: 'f', chain, handle: 1, expr } };
}

function ruleset(objects: readonly object[]): readonly FilterChain[] {
  const read = readRuleset(JSON.stringify({ nftables: objects }));
  assert.ok(read);
  return read.chains;
}

function syn(family: 6 | 4, port: number): Packet {
  return { family, protocol: 'tcp', port, ifname: 'eth0' };
}

function told({ verdict, doubts, redirect }: Fate): string {
  return `${verdict}${doubts.length > 0 ? '?' : ''}${redirect === undefined ? '' : '>'}`;
}

/** As the collector reads them. */
function read(name: string): readonly FilterChain[] {
  const parts = new Map(
    readFileSync(join(recorded, `${name}.txt`), 'utf8')
      .split(/^== /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
  );
  const ruleset = readRuleset(parts.get('json') ?? '', ruleTexts(parts.get('text') ?? ''));
  assert.ok(ruleset, name);
  const saved = [
    ...readSave(parts.get('save6') ?? '', 6, 'nft'),
    ...readSave(parts.get('save4') ?? '', 4, 'nft'),
  ];
  return preferSaved(ruleset.chains, saved);
}
