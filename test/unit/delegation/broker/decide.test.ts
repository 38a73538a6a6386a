import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import {
  type BrokerRequest,
  coveringNames,
  coversName,
  decide,
} from '../../../../src/delegation/broker/decide.ts';
import { explain } from '../../../../src/delegation/broker/explain.ts';
import type { Rule } from '../../../../src/store/index.ts';

const rule = (changes: Partial<Rule> = {}): Rule => ({
  id: 'r',
  clientId: 'web',
  name: 'example.com',
  scope: 'exact',
  types: ['dns-01'],
  networks: [],
  thumbprints: [],
  createdAt: 0,
  ...changes,
});
const request = (changes: Partial<BrokerRequest> = {}): BrokerRequest => ({
  clientId: 'web',
  name: 'example.com',
  type: 'dns-01',
  source: '2001:db8::7',
  thumbprint: undefined,
  ...changes,
});

suite('names are compared by labels', () => {
  const rows: readonly [scope: Rule['scope'], covered: string[], not: string[]][] = [
    ['exact', ['example.com'], ['www.example.com', 'com', 'notexample.com', 'example.com.evil.net']],
    [
      'one-label',
      ['www.example.com', 'not.example.com'],
      ['example.com', 'a.b.example.com', 'notexample.com', 'www.notexample.com', 'wwwexample.com'],
    ],
    [
      'subtree',
      ['www.example.com', 'a.b.example.com'],
      ['example.com', 'notexample.com', 'a.notexample.com', 'com', 'example.com.net'],
    ],
  ];
  for (const [scope, covered, not] of rows) {
    test(scope, () => {
      const about = { name: 'example.com', scope };
      assert.deepEqual(
        covered.filter((name) => !coversName(about, name)),
        [],
      );
      assert.deepEqual(
        not.filter((name) => coversName(about, name)),
        [],
      );
    });
  }
});

suite('denied unless a rule allows it', () => {
  const rows: readonly [rules: Rule[], asked: BrokerRequest, outcome: string][] = [
    [[], request(), 'no-rule'],
    [[rule()], request(), 'allow'],
    [[rule({ clientId: 'other' })], request(), 'no-rule'],
    [[rule()], request({ type: 'dns-account-01' }), 'type'],
    [[rule({ networks: ['2001:db8::/64'] })], request(), 'allow'],
    [[rule({ networks: ['2001:db8::/64'] })], request({ source: '2001:db8:0:1::7' }), 'source'],
    [[rule({ networks: ['192.0.2.0/24'] })], request({ source: '192.0.2.255' }), 'allow'],
    [[rule({ networks: ['0.0.0.0/0'] })], request(), 'source'],
    [[rule({ networks: ['::/0'] })], request({ source: 'nonsense' }), 'source'],
    [[rule({ thumbprints: ['A'] })], request(), 'account-untold'],
    [[rule({ thumbprints: ['A'] })], request({ thumbprint: 'B' }), 'account'],
    [[rule({ thumbprints: ['A', 'B'] })], request({ thumbprint: 'B' }), 'allow'],
    [[rule({ networks: ['::1'] }), rule({ thumbprints: ['A'] })], request(), 'account-untold'],
    [[rule({ thumbprints: ['A'] }), rule({ networks: ['::1'] })], request(), 'account-untold'],
    [[rule({ networks: ['::1'] }), rule({ id: 's' })], request(), 'allow'],
    [[rule({ conditions: { from: 5 } })], request({ at: 4 }), 'window'],
    [[rule({ conditions: { from: 5 } })], request({ at: 5 }), 'allow'],
    [[rule({ conditions: { from: 5 } })], request(), 'allow'],
    [[rule({ conditions: { until: 5 } })], request({ at: 5 }), 'window'],
    [[rule({ conditions: { windows: ['a window of yesterday'] } })], request({ at: 5 }), 'window'],
    [[rule({ conditions: { from: 5 }, networks: ['::1'] })], request({ at: 4 }), 'source'],
    [[rule({ conditions: { from: 5 } }), rule({ thumbprints: ['A'] })], request({ at: 4 }), 'window'],
    // for the store to judge
    [[rule({ conditions: { liveMax: 1, approval: 'always' } })], request({ at: 4 }), 'allow'],
  ];
  for (const [index, [rules, asked, outcome]] of rows.entries()) {
    test(`${index}: ${outcome}`, () => {
      const decision = decide(rules, asked);
      assert.equal(decision.outcome === 'allow' ? 'allow' : decision.reason, outcome);
    });
  }
});

const say = (rules: Rule[], question: Parameters<typeof explain>[1]) =>
  explain(rules, question).map((one) =>
    one.outcome === 'denies' ? one.reason : one.outcome === 'depends' ? one.on.join() : 'allows',
  );

suite('what a rule says is explained', () => {
  const about = { name: 'example.com', type: 'dns-01' } as const;
  test('what is not asked about is what it depends on', () => {
    const both = rule({ networks: ['192.0.2.0/24'], thumbprints: ['A'] });
    assert.deepEqual(say([both], about), ['source,account']);
    assert.deepEqual(say([both], { ...about, source: '192.0.2.1' }), ['account']);
    assert.deepEqual(say([both], { ...about, source: '192.0.2.1', thumbprint: 'A' }), ['allows']);
    assert.deepEqual(say([both], { ...about, source: '198.51.100.1' }), ['source']);
    assert.deepEqual(say([both], { ...about, thumbprint: 'B' }), ['account']);
    assert.deepEqual(say([rule()], about), ['allows']);
    assert.deepEqual(say([rule()], { ...about, type: 'dns-account-01' }), ['type']);
    assert.deepEqual(say([rule({ scope: 'subtree' })], about), []);
  });
  test('time, quotas and approval too; of a window that is shut, when it opens', () => {
    const conditions = { windows: ['Mon 08:00-09:00 UTC'], liveMax: 2, approval: 'first' } as const;
    const one = rule({ conditions });
    assert.deepEqual(say([one], about), ['time,quota,approval']);
    assert.deepEqual(say([one], { ...about, at: Date.parse('2026-11-23T08:30:00Z') }), ['quota,approval']);
    const shut = explain([one], { ...about, at: Date.parse('2026-11-21T12:00:00Z') })[0];
    const opens = Date.parse('2026-11-23T08:00:00Z');
    assert.deepEqual(shut, { rule: one, outcome: 'denies', reason: 'window', opens });
    assert.deepEqual(say([rule({ conditions: { until: 5 } })], { ...about, at: 5 }), ['window']);
  });
});

// the reference: names as text, networks as sets of addresses, conditions one by one; nothing in common with the code above
const LABELS = ['a', 'b', 'ab'];
const names = fc.array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 3 }).map((l) => l.join('.'));
const SOURCES = ['192.0.2.1', '192.0.2.129', '2001:db8::1', '2001:db8:1::1'];
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  '192.0.2.0/24': ['192.0.2.1', '192.0.2.129'],
  '192.0.2.128/25': ['192.0.2.129'],
  '2001:db8::/32': ['2001:db8::1', '2001:db8:1::1'],
  '2001:db8:1::/48': ['2001:db8:1::1'],
  '0.0.0.0/0': ['192.0.2.1', '192.0.2.129'],
};
const TYPES = ['dns-01', 'dns-account-01'] as const;
// moments around days on which clocks are set, and at which of them each window is open, by a printed calendar
const [SPRING, FIRST, SECOND, MONDAY, SATURDAY, SUNDAY] = [
  Date.parse('2026-03-29T01:30:00Z'),
  Date.parse('2026-10-25T00:30:00Z'),
  Date.parse('2026-10-25T01:30:00Z'),
  Date.parse('2026-11-23T08:00:00Z'),
  Date.parse('2026-11-21T21:30:00Z'),
  Date.parse('2026-11-22T00:10:00Z'),
];
const MOMENTS = [SPRING, FIRST, SECOND, MONDAY, SATURDAY, SUNDAY];
const WINDOWS: Readonly<Record<string, readonly number[]>> = {
  'Mon-Fri 08:00-18:00 Europe/Berlin': [MONDAY],
  'Sun 02:00-03:00 Europe/Berlin': [FIRST, SECOND],
  'Sun 03:00-04:00 Europe/Berlin': [SPRING],
  'Sat 22:00-02:00 Europe/Berlin': [SATURDAY, SUNDAY],
  'daily 03:00-04:00 America/New_York': [MONDAY],
};
const rules = fc.array(
  fc.record({
    id: fc.constant('r'),
    clientId: fc.constantFrom('one', 'two'),
    name: names,
    scope: fc.constantFrom('exact', 'one-label', 'subtree'),
    types: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 }),
    networks: fc.uniqueArray(fc.constantFrom(...Object.keys(NETWORKS)), { maxLength: 2 }),
    thumbprints: fc.uniqueArray(fc.constantFrom('A', 'B'), { maxLength: 2 }),
    conditions: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.record(
          {
            windows: fc.uniqueArray(fc.constantFrom(...Object.keys(WINDOWS)), { minLength: 1, maxLength: 3 }),
            from: fc.constantFrom(...MOMENTS),
            until: fc.constantFrom(...MOMENTS),
          },
          { requiredKeys: [] },
        ),
      },
    ),
    createdAt: fc.constant(0),
  }),
  { maxLength: 12 },
);
const requests = fc.record({
  clientId: fc.constantFrom('one', 'two', 'three'),
  name: names,
  type: fc.constantFrom(...TYPES),
  source: fc.constantFrom(...SOURCES),
  thumbprint: fc.constantFrom('A', 'B', undefined),
  at: fc.constantFrom(...MOMENTS),
});

function reference(all: readonly Rule[], asked: BrokerRequest & { readonly at: number }): boolean {
  const label = '[^.]+';
  const matches = (one: Rule) => {
    const literal = one.name.replaceAll('.', '\\.');
    const before = { exact: '', 'one-label': `${label}\\.`, subtree: `(?:${label}\\.)+` }[one.scope];
    return new RegExp(`^${before}${literal}$`, 'v').test(asked.name);
  };
  return all.some((one) => {
    if (one.clientId !== asked.clientId) return false;
    if (!matches(one)) return false;
    if (!one.types.some((type) => type === asked.type)) return false;
    const reached = one.networks.flatMap((network) => NETWORKS[network] ?? []);
    if (one.networks.length > 0 && !reached.includes(asked.source)) return false;
    const { windows, from, until } = one.conditions ?? {};
    if (windows && !windows.some((text) => WINDOWS[text]?.includes(asked.at))) return false;
    if (from !== undefined && !MOMENTS.filter((moment) => moment >= from).includes(asked.at)) return false;
    if (until !== undefined && !MOMENTS.filter((moment) => moment < until).includes(asked.at)) return false;
    return one.thumbprints.length === 0 || one.thumbprints.some((print) => print === asked.thumbprint);
  });
}

test('over random rules, nothing is allowed that the reference does not allow, and the other way', () => {
  let allowed = 0;
  fc.assert(
    fc.property(rules, requests, (all, asked) => {
      const decision = decide(all, asked);
      const may = decision.outcome === 'allow';
      if (may) allowed++;
      assert.equal(may, reference(all, asked));
      if (decision.outcome === 'allow') assert.equal(decision.rule.clientId, asked.clientId);
      // what the store would hand over is enough
      const about = all.filter((one) => coveringNames(asked.name).includes(one.name));
      assert.equal(decide(about, asked).outcome, decision.outcome);
      // and what is explained is what is decided
      const own = all.filter((one) => one.clientId === asked.clientId);
      const explained = explain(own, asked).some((one) => one.outcome === 'allows');
      if (asked.thumbprint !== undefined) assert.equal(explained, may);
    }),
    { numRuns: 6_000 },
  );
  assert.ok(allowed > 60, `${allowed} were allowed: the property was put to the test`);
});
