// Counting perspectives (BR 3.2.2.9): the table, the policies of an administrator, and what is final before all have answered.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { REGIONS, type Region } from '../../../../src/core/index.ts';
import { describeFault } from '../../../../src/i18n/index.ts';
import {
  baselineFailures,
  baselineMinimum,
  outlook,
  QUORUM_NAMES,
  type QuorumPolicy,
  quorumPolicy,
  type QuorumSettings,
  tally,
  type Vote,
} from '../../../../src/validation/perspective/quorum.ts';

const NOW = Date.UTC(2026, 10, 20);

describe('the Baseline Requirements', () => {
  test('none of one may fail, one of two to five, two of six and more', () => {
    const allowed = [1, 2, 3, 4, 5, 6, 7, 20].map(baselineFailures);
    assert.deepEqual(allowed, [0, 1, 1, 1, 1, 2, 2, 2]);
  });

  test('they take more perspectives from date to date, and the last number stays', () => {
    const dates = [
      '2025-09-15',
      '2026-03-14',
      '2026-03-15',
      '2026-06-15',
      '2026-11-20',
      '2026-12-15',
      '2030-01-01',
    ];
    const minima = dates.map((date) => baselineMinimum(Date.parse(date)));
    assert.deepEqual(minima, [2, 2, 3, 4, 4, 5, 5]);
  });

  test('with fewer perspectives than that nothing is valid, whatever they say', () => {
    const demand = made({ policy: 'baseline-requirements' }).demand(3, NOW);
    const votes: Vote[] = (['ARIN', 'RIPE', 'APNIC'] as const).map((region) => ({ region, passed: true }));
    assert.equal(tally(demand, votes).reached, false);
    assert.equal(outlook({ decides: true, demand }, votes, []), 'missed');
  });

  // row 16 of the parity matrix
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['1 of 3 fails', 'ARIN+ RIPE+ APNIC-', true],
    ['1 of 4 fails', 'ARIN+ RIPE+ APNIC+ LACNIC-', true],
    ['1 of 5 fails', 'ARIN+ RIPE+ APNIC+ LACNIC+ AFRINIC-', true],
    ['2 of 3 fail', 'ARIN+ RIPE- APNIC-', false],
    ['2 of 5 fail', 'ARIN+ RIPE+ APNIC+ LACNIC- AFRINIC-', false],
    ['2 of 6 fail', 'ARIN+ RIPE+ APNIC+ LACNIC+ AFRINIC- ARIN-', true],
    ['3 of 6 fail', 'ARIN+ RIPE+ APNIC+ LACNIC- AFRINIC- ARIN-', false],
    ['those of one region pass, the other fails', 'RIPE+ RIPE+ RIPE+ ARIN-', false],
    ['all pass, all in one region', 'RIPE+ RIPE+ RIPE+', false],
    ['two of one region: too few for the rule of regions', 'RIPE+ RIPE+', true],
  ];
  for (const [what, votes, reached] of rows) {
    test(`${what}: ${reached ? 'reached' : 'missed'}`, () => {
      const all = parse(votes);
      const demand = made({ policy: 'baseline-requirements', minimum: 2 }).demand(all.length, NOW);
      assert.equal(tally(demand, all).reached, reached);
    });
  }
});

describe('policies', () => {
  const rows: readonly (readonly [QuorumSettings, string, string, boolean])[] = [
    [{ policy: 'all' }, 'all', 'RIPE+ RIPE+', true],
    [{ policy: 'all' }, 'all', 'RIPE+ RIPE+ ARIN-', false],
    [{ policy: 'all', regions: 2 }, 'all, regions 2', 'RIPE+ RIPE+', false],
    [{ policy: 'majority' }, 'majority', 'RIPE+ RIPE+ RIPE- RIPE-', false],
    [{ policy: 'majority' }, 'majority', 'RIPE+ RIPE+ RIPE-', true],
    [{ policy: 'majority', minimum: 4 }, 'majority, minimum 4', 'RIPE+ RIPE+ RIPE+', false],
    [{ policy: 'at-least', quorum: 1 }, 'at-least 1', 'RIPE- RIPE- RIPE+', true],
    [{ policy: 'at-least', quorum: 2 }, 'at-least 2', 'RIPE+', false],
    [
      { policy: 'baseline-requirements', minimum: 3 },
      'baseline-requirements, minimum 3',
      'RIPE+ ARIN+ ARIN-',
      true,
    ],
    [{ policy: 'monitor' }, 'monitor', 'RIPE- RIPE-', true],
  ];
  for (const [settings, name, votes, reached] of rows) {
    test(`${name} of ${votes}: ${reached ? 'reached' : 'missed'}`, () => {
      const policy = made(settings);
      const all = parse(votes);
      assert.equal(policy.name, name);
      assert.equal(policy.decides, settings.policy !== 'monitor');
      assert.equal(tally(policy.demand(all.length, NOW), all).reached, reached);
    });
  }

  const refused: readonly (readonly [QuorumSettings, RegExp])[] = [
    [{ policy: 'at-least', quorum: 0 }, /0 would be valid without anybody having looked/],
    [{ policy: 'at-least' }, /needs a quorum/],
    [{ policy: 'at-least', quorum: 3, minimum: 2 }, /less than its quorum/],
    [{ policy: 'at-least', quorum: 1.5 }, /whole numbers/],
    [{ policy: 'all', minimum: 0 }, /0 would be valid/],
    [{ policy: 'baseline-requirements', minimum: 0 }, /0 would be valid/],
    [{ policy: 'baseline-requirements', regions: 0 }, /0 would be valid/],
    [{ policy: 'majority', quorum: 2 }, /only "at-least" takes a quorum/],
    [{ policy: 'monitor', quorum: 0 }, /never decides/],
    [{ policy: 'monitor', minimum: -1 }, /whole numbers/],
  ];
  for (const [settings, says] of refused) {
    test(`${JSON.stringify(settings)} is refused`, () => {
      const result = quorumPolicy(settings);
      assert.ok(!result.ok);
      assert.match(describeFault(result.fault), says);
    });
  }
});

const votes = fc.array(fc.record({ region: fc.constantFrom(...REGIONS), passed: fc.boolean() }), {
  maxLength: 9,
});
const anySettings: fc.Arbitrary<QuorumSettings> = fc.record(
  {
    policy: fc.constantFrom(...QUORUM_NAMES),
    minimum: fc.nat(7),
    quorum: fc.nat(7),
    regions: fc.nat(4),
  },
  { requiredKeys: ['policy'] },
);
const deciding = anySettings
  .map((settings) => quorumPolicy(settings))
  .filter((result) => result.ok && result.value.decides)
  .map((result) => (result.ok ? result.value : assert.fail()));

describe('of every policy that decides', () => {
  test('nobody having passed is never enough', () => {
    fc.assert(
      fc.property(deciding, votes, (policy, all) => {
        const none = all.map(({ region }) => ({ region, passed: false }));
        assert.equal(tally(policy.demand(none.length, NOW), none).reached, false);
      }),
    );
  });

  test('one more that passes never turns a quorum into none', () => {
    fc.assert(
      fc.property(deciding, votes, fc.nat(), (policy, all, at) => {
        const demand = policy.demand(all.length, NOW);
        if (all.length === 0 || !tally(demand, all).reached) return;
        const better = all.with(at % all.length, {
          region: all[at % all.length]?.region ?? 'RIPE',
          passed: true,
        });
        assert.equal(tally(demand, better).reached, true);
      }),
    );
  });

  test('what is called final stays so, whatever the others say; what is called open is open', () => {
    fc.assert(
      fc.property(deciding, votes, fc.nat(), (policy, all, cut) => {
        const demand = policy.demand(all.length, NOW);
        const known = all.slice(0, cut % (all.length + 1));
        const rest = all.slice(known.length);
        const said = outlook(
          { decides: true, demand },
          known,
          rest.map(({ region }) => region),
        );
        const endings = subsets(rest.length).map(
          (passed) =>
            tally(demand, [
              ...known,
              ...rest.map(({ region }, at) => ({ region, passed: passed[at] === true })),
            ]).reached,
        );
        const expected = endings.every(Boolean) ? 'reached' : endings.some(Boolean) ? 'open' : 'missed';
        assert.equal(said, expected);
      }),
    );
  });
});

test('a policy that never decides has seen enough once more than half have answered', () => {
  const demand = made({ policy: 'monitor' }).demand(4, NOW);
  const say = (ended: number) =>
    outlook(
      { decides: false, demand },
      Array.from({ length: ended }, () => ({ region: 'RIPE', passed: false })),
      Array.from({ length: 4 - ended }, () => 'ARIN'),
    );
  assert.deepEqual([0, 1, 2, 3, 4].map(say), ['open', 'open', 'open', 'reached', 'reached']);
});

function made(settings: QuorumSettings): QuorumPolicy {
  const result = quorumPolicy(settings);
  assert.ok(result.ok);
  return result.value;
}

function parse(text: string): Vote[] {
  return text.split(' ').map((one) => ({ region: one.slice(0, -1) as Region, passed: one.endsWith('+') }));
}

function subsets(length: number): boolean[][] {
  return Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (_unused, at) => (bits & (1 << at)) !== 0),
  );
}
