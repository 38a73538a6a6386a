import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { type Evidence, RETRY_RULES, type RetryRule } from '../../../src/core/index.ts';
import { http01Subject, judge, next, type Step } from '../../../src/validation/index.ts';
import { NAME, PARITY_ROWS, TOKEN } from './parity-rows.ts';
import { attemptIn, type Behaviour, lookupIn, type World } from './world.ts';

const SUBJECT = http01Subject({ type: 'dns', value: NAME }, TOKEN, { port: 80, followRedirects: true });
const STEPS_MAX = 1_000;

describe('every retry rule on every row of the parity matrix', () => {
  for (const { row, world, expected } of PARITY_ROWS) {
    for (const rule of RETRY_RULES) {
      test(`${row}: ${rule} says ${expected[rule].verdict}`, () => {
        const { step, evidence } = walk(rule, world, []);
        const attempts = evidence.filter(({ kind }) => kind === 'attempt');
        assert.equal(step.verdict.valid ? 'valid' : 'invalid', expected[rule].verdict);
        assert.equal(attempts.length, expected[rule].attempts);
        assert.equal(judge(rule, SUBJECT, evidence), expected[rule].verdict);
        const { names, because } = expected[rule];
        if (names !== undefined) assert.equal(namedBy(step), names);
        if (because !== undefined) assert.equal(reasonOf(step), because);
      });
    }
  }
});

test('the connect time is the shorter one exactly where the other family waits, under every rule', () => {
  const world: World = { dns: { [NAME]: { AAAA: ['2001:db8::6'], A: ['192.0.2.4'] } }, servers: {} };
  for (const rule of RETRY_RULES) {
    const lookups = [
      lookupIn(world, { name: NAME, type: 'AAAA', hop: 0 }),
      lookupIn(world, { name: NAME, type: 'A', hop: 0 }),
    ];
    const first = next(rule, SUBJECT, lookups);
    assert.ok(first.do === 'attempt' && first.address.family === 6 && first.budget === 'first');
    const second = next(rule, SUBJECT, [...lookups, attemptIn(world, first)]);
    assert.ok(second.do === 'attempt' && second.address.family === 4 && second.budget === 'last');
  }
});

test('evidence that was cut short by the end of the time is no verdict', () => {
  const world: World = { dns: { [NAME]: { A: ['192.0.2.4'] } }, servers: { '192.0.2.4 80': 'good' } };
  for (const rule of RETRY_RULES) {
    const { evidence } = walk(rule, world, []);
    const cut = evidence.map((one) =>
      one.kind === 'attempt' ? { ...one, outcome: 'cancelled' as const } : one,
    );
    assert.equal(judge(rule, SUBJECT, cut), 'not-measured');
    assert.equal(judge(rule, SUBJECT, []), 'not-measured');
  }
});

describe('for any network', () => {
  test('a rule ends, says the same again, and missing evidence never turns its verdict round', () => {
    fc.assert(
      fc.property(anyWorld(), fc.array(fc.boolean(), { maxLength: 60 }), (world, keep) => {
        let union: readonly Evidence[] = [];
        for (const rule of RETRY_RULES) union = walk(rule, world, union).evidence;
        for (const rule of RETRY_RULES) {
          const alone = walk(rule, world, []);
          const verdict = alone.step.verdict.valid ? 'valid' : 'invalid';
          assert.equal(judge(rule, SUBJECT, alone.evidence), verdict);
          assert.equal(judge(rule, SUBJECT, union), verdict, 'what other rules saw changes nothing');
          assert.equal(judge(rule, SUBJECT, union.toReversed()), verdict, 'the order does not matter');
          const some = judge(
            rule,
            SUBJECT,
            union.filter((_, index) => keep[index] ?? true),
          );
          assert.ok(some === verdict || some === 'not-measured');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a rule neither throws nor hangs on evidence that nobody could have seen', () => {
    const evidence = fc.array(fc.oneof(anyLookup(), anyAttempt()), { maxLength: 40 });
    fc.assert(
      fc.property(evidence, (seen) => {
        for (const rule of RETRY_RULES) {
          const step = next(rule, SUBJECT, seen as Evidence[]);
          assert.ok(['lookup', 'attempt', 'verdict'].includes(step.do));
        }
      }),
      { numRuns: 500 },
    );
  });
});

type Verdict = Step & { do: 'verdict' };

/** Does what the rule asks for until it has a verdict. */
function walk(
  rule: RetryRule,
  world: World,
  before: readonly Evidence[],
): { step: Verdict; evidence: Evidence[] } {
  const evidence = [...before];
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const step = next(rule, SUBJECT, evidence);
    if (step.do === 'verdict') return { step, evidence };
    if (step.do === 'attempt') evidence.push(attemptIn(world, step));
    else
      for (const type of step.types) evidence.push(lookupIn(world, { name: step.name, type, hop: step.hop }));
  }
  return assert.fail(`${rule} asks for ever`);
}

function namedBy({ verdict }: Verdict): string | undefined {
  if (verdict.valid || verdict.cause.kind === 'no-address') return undefined;
  return `${verdict.cause.attempt.address} ${verdict.cause.attempt.port}`;
}

function reasonOf({ verdict }: Verdict): string | undefined {
  if (verdict.valid) return undefined;
  const { cause } = verdict;
  if (cause.kind === 'redirect') return cause.reason;
  return cause.kind === 'attempt' ? cause.attempt.outcome : cause.kind;
}

function anyWorld(): fc.Arbitrary<World> {
  const names = [NAME, 'b.example', 'c.example'];
  const sixes = ['2001:db8::1', '2001:db8::2', 'fd00::1'];
  const fours = ['192.0.2.1', '192.0.2.2', '10.0.0.1'];
  const url = fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.constantFrom(...names, '192.0.2.1', '[::1]'),
      fc.constantFrom('/a', '/b'),
    )
    .map(([scheme, host, path]) => `${scheme}://${host}${path}`);
  const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
    fc.constantFrom<Behaviour>('good', 'drop', 'refuse', 'unreachable', 'silent', 'tls-alert', {
      status: 500,
    }),
    fc.record({ status: fc.constantFrom(301, 302, 303, 304, 307, 308), location: url }),
  );
  const dns = fc.tuple(
    ...names.map((name) =>
      fc.record({ AAAA: anyRecords(sixes), A: anyRecords(fours) }).map((answers) => [name, answers] as const),
    ),
  );
  const places = [...sixes, ...fours].flatMap((address) => [`${address} 80`, `${address} 443`]);
  const servers = fc.tuple(
    ...places.map((place) => behaviour.map((what) => [place, what] as const)),
    ...['/a', '/b'].map((path) => behaviour.map((what) => [`http://${NAME}${path}`, what] as const)),
  );
  return fc.record({ dns: dns.map(Object.fromEntries), servers: servers.map(Object.fromEntries) });
}

function anyRecords(addresses: string[]) {
  return fc.oneof(fc.subarray(addresses), fc.constantFrom('servfail' as const, 'timeout' as const));
}

function anyLookup() {
  return fc.record({
    kind: fc.constant('lookup'),
    hop: fc.nat(2),
    name: fc.constantFrom(NAME, 'other.example'),
    type: fc.constantFrom('AAAA', 'A', 'TXT'),
    outcome: fc.constantFrom('answer', 'nodata', 'servfail'),
    addresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 4 }),
  });
}

function anyAttempt() {
  return fc.record({
    kind: fc.constant('attempt'),
    hop: fc.nat(2),
    url: fc.constantFrom(SUBJECT.url, 'http://other.example/'),
    address: fc.oneof(fc.ipV4(), fc.ipV6()),
    phase: fc.constantFrom('policy', 'connect', 'tls', 'done'),
    outcome: fc.constantFrom('response', 'refused', 'connect-timeout', 'address-refused', 'cancelled'),
    http: fc.record({
      status: fc.constantFrom(200, 301, 404),
      location: fc.oneof(fc.webUrl(), fc.string(), fc.constant('http://other.example/')),
      body: fc.constantFrom('match', 'other'),
    }),
  });
}
