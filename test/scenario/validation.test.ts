import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { RETRY_RULES } from '../../src/core/index.ts';
import { describeFault } from '../../src/i18n/index.ts';
import { VALIDATION_LIMITS } from '../../src/validation/index.ts';
import { NAME, PARITY_ROWS } from '../unit/validation/parity-rows.ts';
import type { Behaviour, World } from '../unit/validation/world.ts';
import { network, REQUEST } from './validation-network.ts';

const DUAL: World['dns'] = { [NAME]: { AAAA: ['2001:db8::6'], A: ['192.0.2.4'] } };

describe('a validation on every row of the parity matrix', () => {
  for (const { row, world, expected } of PARITY_ROWS) {
    for (const rule of RETRY_RULES) {
      test(`${row}: ${rule} says ${expected[rule].verdict}`, async () => {
        const { clock, validator } = network(world, { rule });
        const report = await clock.drive(validator.validate(REQUEST));
        assert.equal(report.rule, rule);
        assert.equal(report.verdict.valid ? 'valid' : 'invalid', expected[rule].verdict);
        assert.equal(report.judgements[rule], expected[rule].verdict);
        assert.ok(report.finishedAt - report.startedAt <= VALIDATION_LIMITS.overallMs);
        assert.equal(clock.pending(), 0, 'no timer is left behind');
        if (report.verdict.valid) return;
        for (const other of RETRY_RULES) {
          assert.equal(
            report.judgements[other],
            expected[other].verdict,
            'a refusal knows what every rule says',
          );
        }
        const text = describeFault(report.verdict.fault);
        const [address = NAME] = expected[rule].names?.split(' ') ?? [];
        if (expected[rule].names !== undefined) assert.ok(text.includes(address), text);
        for (const other of RETRY_RULES) {
          if (expected[other].verdict === 'valid') assert.ok(text.includes(`"${other}"`), text);
        }
      });
    }
  }
});

test('the IPv4 retry begins after 5 s and has 10 s of its own', async () => {
  const { clock, validator } = network({ dns: DUAL, servers: {} });
  const report = await clock.drive(validator.validate(REQUEST));
  const attempts = report.evidence.filter((one) => one.kind === 'attempt');
  assert.deepEqual(
    attempts.map(({ family, times }) => [family, times.totalMs]),
    [
      [6, 5_000],
      [4, 10_000],
    ],
  );
});

test('a dead IPv6 at every one of several hops still leaves the IPv4 retries their time, up to 45 s in all', async () => {
  const servers: Record<string, Behaviour> = {
    '192.0.2.4 80': { status: 302, location: `http://${NAME}/1` },
  };
  for (let hop = 1; hop < 12; hop++) {
    servers[`http://${NAME}/${hop}`] = 'drop';
  }
  const { clock, validator } = network({ dns: DUAL, servers }, { rule: 'per-hop' });
  const report = await clock.drive(validator.validate(REQUEST));
  assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationConnectTimeout');
  assert.ok(report.finishedAt - report.startedAt <= 45_000);
});

test('a chain that takes longer than the whole time is given up, and no rule is said to have judged it', async () => {
  // every hop has a dead IPv6: 5 s each, so the tenth does not fit
  const servers: Record<string, Behaviour> = {
    '192.0.2.4 80': { status: 302, location: 'https://h1.example/' },
  };
  const dns: Record<string, { AAAA: string[]; A: string[] }> = {
    [NAME]: { AAAA: ['2001:db8::6'], A: ['192.0.2.4'] },
  };
  for (let hop = 1; hop < 11; hop++) {
    dns[`h${hop}.example`] = { AAAA: ['2001:db8::6'], A: [`192.0.2.${hop + 10}`] };
    servers[`192.0.2.${hop + 10} 443`] = { status: 302, location: `https://h${hop + 1}.example/` };
  }
  const { clock, validator } = network({ dns, servers }, { rule: 'per-hop' });
  const report = await clock.drive(validator.validate(REQUEST));
  assert.ok(!report.verdict.valid);
  assert.equal(report.verdict.fault.code, 'validationOutOfTime');
  assert.equal(report.judgements['per-hop'], 'not-measured');
  assert.equal(report.finishedAt - report.startedAt, 45_000);
  const last = report.evidence.at(-1);
  assert.ok(
    last?.kind === 'attempt' && last.outcome === 'cancelled',
    'a cut attempt is not called a timeout',
  );
});

test('one factor scales every time limit', async () => {
  const { clock, validator } = network({ dns: DUAL, servers: {} }, { timeScale: 0.01 });
  const report = await clock.drive(validator.validate(REQUEST));
  const attempts = report.evidence.filter((one) => one.kind === 'attempt');
  assert.deepEqual(
    attempts.map(({ times }) => times.totalMs),
    [50, 100],
  );
});

describe('many validations', () => {
  const GOOD: World = { dns: DUAL, servers: { '2001:db8::6 80': 'good' } };

  test('run a bounded number at a time; waiting counts as time; a full queue refuses at once', async () => {
    const { clock, validator, load } = network(GOOD, { limits: { concurrent: 2, waiting: 3 } });
    const reports = Array.from({ length: 7 }, () => validator.validate(REQUEST));
    const all = await clock.drive(Promise.all(reports));
    assert.deepEqual(
      all.map(({ verdict }) => (verdict.valid ? 'valid' : verdict.fault.code)),
      ['valid', 'valid', 'valid', 'valid', 'valid', 'validationBusy', 'validationBusy'],
    );
    assert.equal(load.most, 2);
    const busy = all.at(-1)?.verdict;
    assert.ok(busy?.valid === false && (busy.fault.retryAfterSeconds ?? 0) > 0);
    const again = await clock.drive(validator.validate(REQUEST));
    assert.ok(again.verdict.valid, 'the places are free again');
  });

  test("a validation that waited too long is refused at the end of its time, as nobody's fault but ours", async () => {
    const { clock, validator } = network({ dns: DUAL, servers: {} }, { limits: { concurrent: 1 } });
    const reports = Array.from({ length: 5 }, () => validator.validate(REQUEST)); // 15 s each
    const last = (await clock.drive(Promise.all(reports))).at(-1);
    assert.ok(last?.verdict.valid === false && last.verdict.fault.code === 'validationBusy');
    assert.deepEqual(last.evidence, []);
    assert.equal(last.finishedAt - last.startedAt, VALIDATION_LIMITS.overallMs);
    assert.equal(clock.pending(), 0);
  });

  test('at default limits as many run as anybody can ask for: 2,000 slow ones of one owner hardly delay another', async () => {
    const { clock, validator } = network({ dns: DUAL, servers: {} });
    const slow = Array.from({ length: 2_000 }, () => validator.validate({ ...REQUEST, owner: 'slow' }));
    const { clock: other, validator: alone } = network({ dns: DUAL, servers: {} });
    const last = await clock.drive(validator.validate({ ...REQUEST, owner: 'other' }));
    const undisturbed = await other.drive(alone.validate(REQUEST));
    const delay = last.finishedAt - last.startedAt - (undisturbed.finishedAt - undisturbed.startedAt);
    assert.ok(delay <= 100, `${delay} ms`);
    for (const { verdict } of await clock.drive(Promise.all(slow)))
      assert.ok(!verdict.valid && verdict.fault.code === 'validationConnectTimeout');
  });

  test('a process that may open few files runs fewer at once, and lookups take turns', async () => {
    const { clock, validator, load } = network(GOOD, { openFiles: 60 });
    const reports = Array.from({ length: 50 }, () => validator.validate(REQUEST));
    for (const { verdict } of await clock.drive(Promise.all(reports))) assert.ok(verdict.valid);
    assert.ok(load.most <= 20, 'a third for connections');
    assert.ok(load.most > 5);
    assert.equal(load.mostLookups, 10, 'and a sixth for lookups');
  });

  test('close ends what runs and what waits, and what comes after it', async () => {
    const { clock, validator } = network({ dns: DUAL, servers: {} }, { limits: { concurrent: 1 } });
    const reports = Array.from({ length: 3 }, () => validator.validate(REQUEST));
    await clock.advance(1_000);
    await clock.drive(validator.close());
    for (const { verdict, judgements } of await Promise.all(reports)) {
      assert.ok(!verdict.valid && verdict.fault.code === 'validationStopped');
      assert.equal(judgements.documented, 'not-measured');
    }
    const late = await validator.validate(REQUEST);
    assert.ok(!late.verdict.valid && late.verdict.fault.code === 'validationStopped');
  });
});

test('for any network, the verdict of a validation is the judgement of its rule', async () => {
  const behaviours: Behaviour[] = [
    'good',
    'drop',
    'refuse',
    'silent',
    'tls-alert',
    { status: 301, location: `https://${NAME}/` },
    { status: 302, location: `http://${NAME}/a` },
  ];
  const places = ['2001:db8::6 80', '192.0.2.4 80', '2001:db8::6 443', '192.0.2.4 443', `http://${NAME}/a`];
  const servers = fc
    .tuple(...places.map((place) => fc.constantFrom(...behaviours).map((what) => [place, what] as const)))
    .map((entries): World['servers'] => Object.fromEntries(entries));
  await fc.assert(
    fc.asyncProperty(servers, fc.constantFrom(...RETRY_RULES), async (servers, rule) => {
      const { clock, validator } = network({ dns: DUAL, servers }, { rule });
      const report = await clock.drive(validator.validate(REQUEST));
      assert.equal(report.verdict.valid, report.judgements[rule] === 'valid');
      assert.ok(report.finishedAt - report.startedAt <= 45_000);
      assert.equal(clock.pending(), 0);
    }),
    { numRuns: 150 },
  );
});

describe("the server's own built-in name", () => {
  test('is resolved without DNS to the families that listen, and no redirect is followed', async () => {
    const request = { ...REQUEST, identifier: { type: 'dns', value: 'localhost' }, builtIn: true } as const;
    const { clock, validator } = network(
      { dns: {}, servers: {} },
      { builtIn: { port: 6480, families: [4] } },
    );
    const report = await clock.drive(validator.validate(request));
    const [aaaa, a, attempt] = report.evidence;
    assert.ok(aaaa?.kind === 'lookup' && aaaa.outcome === 'nodata' && aaaa.transport === 'built-in');
    assert.ok(a?.kind === 'lookup' && a.addresses?.join() === '127.0.0.1');
    assert.ok(attempt?.kind === 'attempt' && attempt.port === 6480 && attempt.address === '127.0.0.1');
  });
});
