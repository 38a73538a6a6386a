// The coordinator on a virtual clock: who is asked when, how long anybody is waited for, what is recorded and what is told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createStop,
  FAULTS,
  type Fault,
  fault,
  type PerspectiveEvidence,
  type QuorumEvidence,
  type Region,
} from '../../src/core/index.ts';
import { describeFault } from '../../src/i18n/index.ts';
import {
  createCoordinator,
  quorumPolicy,
  type QuorumSettings,
  VALIDATION_LIMITS,
  type ValidationReport,
  type ValidationRequest,
} from '../../src/validation/index.ts';
import { COORDINATOR_LIMITS, type CoordinatorLimits } from '../../src/validation/perspective/limits.ts';
import { type Doing, scripted, type Scripted, scriptedValidator } from '../support/perspectives.ts';
import { recordingLog } from '../support/recording-log.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { REQUEST } from './validation-network.ts';

const TIMEOUT = fault('validationConnectTimeout', {
  address: '2001:db8::6',
  family: 'IPv6',
  port: 80,
  url: 'http://www.example/x',
  hop: 0,
  rule: 'per-hop',
  seconds: 5,
});
const WRONG = fault('validationTxtWrong', { name: '_acme-challenge.www.example', records: 1 });
const FORBIDDEN = fault('validationCaaForbids', {
  name: 'www.example',
  found: 'example',
  record: '0 issue ";"',
  reason: 'nobody',
  issuer: 'ca.example',
});
const FAILS: Doing = { fails: TIMEOUT };
const CAA = { ...REQUEST, caa: { mode: 'enforce', issuers: ['ca.example'] } } as const;
const FIVE: readonly Region[] = ['ARIN', 'RIPE', 'APNIC', 'LACNIC', 'AFRINIC'];

describe('row 16: how many may fail', () => {
  const rows: readonly (readonly [string, readonly Doing[], boolean])[] = [
    ['1 of 3 fails', ['passes', 'passes', FAILS], true],
    ['1 of 4 fails', ['passes', FAILS, 'passes', 'passes'], true],
    ['1 of 5 fails', [FAILS, 'passes', 'passes', 'passes', 'passes'], true],
    ['2 of 4 fail', ['passes', FAILS, FAILS, 'passes'], false],
    ['2 of 6 fail', ['passes', FAILS, 'passes', 'passes', FAILS, 'passes'], true],
    ['3 of 6 fail', [FAILS, FAILS, 'passes', 'passes', FAILS, 'passes'], false],
    ['1 of 4 is unreachable', ['passes', 'passes', 'unreachable', 'passes'], true],
    ['1 of 4 breaks', ['passes', 'passes', 'throws', 'passes'], true],
    ['2 of 4 are unreachable', ['unreachable', 'passes', 'unreachable', 'passes'], false],
    [
      '1 answers in the name of another',
      ['passes', 'passes', 'passes', { says: { perspective: 'p0' } }],
      true,
    ],
    [
      '1 fails, 1 answers in the name of another',
      [FAILS, 'passes', 'passes', { says: { perspective: 'p1' } }],
      false,
    ],
    [
      '1 fails, 1 answers about another name',
      [FAILS, 'passes', 'passes', { says: { target: '*.www.example' } }],
      false,
    ],
    ['1 fails, 1 answers in no known way', [FAILS, 'passes', 'passes', 'malformed'], false],
  ];
  for (const [what, doings, valid] of rows) {
    test(`${what}: ${valid ? 'valid' : 'invalid'}`, async () => {
      const world = createWorld(doings);
      const report = await world.validate();
      assert.equal(report.verdict.valid, valid);
      assert.equal(perspectivesOf(report).length, doings.length, 'one piece of evidence each');
      const [quorum] = quorumsOf(report);
      assert.equal(quorum?.reached, valid);
      assert.equal(quorum?.asked, doings.length);
      assert.equal(quorum?.policy, 'baseline-requirements, minimum 2');
      assert.deepEqual(report.judgements, { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' });
    });
  }

  test('all that pass stand in one region: invalid, and the message says so', async () => {
    const world = createWorld(['passes', 'passes', 'passes', FAILS], {
      regions: ['RIPE', 'RIPE', 'RIPE', 'ARIN'],
    });
    const report = await world.validate();
    const refusal = refusalOf(report);
    assert.equal(refusal.code, 'validationPerspectives');
    assert.match(describeFault(refusal), /those that could stand in 1 region of the world, and 2 are needed/);
  });

  test('all pass, and stand in one region: no place is said to have failed', async () => {
    const world = createWorld(['passes', 'passes', 'passes'], { regions: ['RIPE'] });
    const refusal = refusalOf(await world.validate());
    assert.equal(refusal.code, 'validationPerspectivesMissing');
    assert.match(
      describeFault(refusal),
      /^This CA found control over \S+ good, but the 3 places from which it looks again, which found it good too, stand in 1 region of the world, and 2 are needed\./,
    );
  });

  test('what fails here is not asked elsewhere', async () => {
    const world = createWorld(['passes', 'passes', 'passes'], { local: WRONG });
    const report = await world.validate();
    assert.deepEqual(refusalOf(report), WRONG);
    assert.equal(world.perspectives.flatMap(({ asked }) => asked).length, 0);
    assert.deepEqual(perspectivesOf(report), []);
  });

  test('of a dry validation what fails here is asked elsewhere too, and stays what it is here', async () => {
    const world = createWorld(['passes', FAILS, 'passes'], { local: WRONG });
    const report = await world.validate({ ...REQUEST, dry: { allFamilies: false } });
    assert.deepEqual(refusalOf(report), WRONG);
    assert.deepEqual(
      perspectivesOf(report).map(({ outcome }) => outcome),
      ['passed', 'failed', 'passed'],
    );
    assert.deepEqual(
      quorumsOf(report).map(({ reached }) => reached),
      [true],
    );
  });

  test('of a dry validation that nobody waits for any longer nothing is asked any longer', async () => {
    const world = createWorld(['hangs', 'hangs', 'hangs']);
    const { signal, stop } = createStop();
    const under = world.coordinator.validate({ ...REQUEST, dry: { allFamilies: false, signal } });
    await world.clock.advance(1_000);
    assert.deepEqual(
      world.perspectives.map(({ open }) => open()),
      [1, 1, 1],
    );
    stop();
    assert.equal(refusalOf(await under).code, 'validationStopped');
    assert.deepEqual(
      world.perspectives.map(({ open }) => open()),
      [0, 0, 0],
    );
    assert.equal(world.clock.pending(), 0);
  });

  test("fewer than the policy takes: nobody is asked, and it is not the subscriber's fault", async () => {
    const world = createWorld(['passes', 'passes', 'passes'], {
      policy: { policy: 'baseline-requirements' },
    });
    const report = await world.validate();
    const refusal = refusalOf(report);
    assert.equal(refusal.code, 'validationPerspectivesMissing');
    assert.equal(FAULTS[refusal.code].problem, 'serverInternal');
    assert.match(describeFault(refusal), /fewer than the 4 places/);
    assert.equal(world.perspectives.flatMap(({ asked }) => asked).length, 0);
    assert.deepEqual(
      quorumsOf(report).map(({ asked, needed, reached }) => ({ asked, needed, reached })),
      [{ asked: 0, needed: 4, reached: false }],
    );
  });

  test('one that is joined twice has one vote', async () => {
    const world = createWorld(['passes', 'passes', FAILS]);
    const [first] = world.perspectives;
    assert.ok(first);
    world.perspectives.push(first, first);
    const [quorum] = quorumsOf(await world.validate());
    assert.equal(quorum?.asked, 3);
  });
});

describe('time', () => {
  test('a perspective has time for all that a validation may take there, both families, and for the way', () => {
    const { overallMs, connectFirstMs, connectLastMs, lookupMs } = VALIDATION_LIMITS;
    assert.ok(connectFirstMs + connectLastMs + lookupMs < overallMs);
    assert.ok(overallMs + 2_000 < COORDINATOR_LIMITS.askMs);
  });

  test('one that hangs gets 2 s once the others have decided, then it is cut', async () => {
    const world = createWorld(['passes', 'hangs', 'passes', 'passes']);
    const report = await world.validate();
    assert.equal(report.verdict.valid, true);
    assert.equal(report.finishedAt - report.startedAt, 100 + COORDINATOR_LIMITS.slowMs);
    assert.deepEqual(
      perspectivesOf(report).map(({ outcome }) => outcome),
      ['passed', 'cut', 'passed', 'passed'],
    );
    assert.deepEqual(
      world.perspectives.map(({ open }) => open()),
      [0, 0, 0, 0],
      'and it is told',
    );
  });

  test('one that is slow counts if it comes within those 2 s', async () => {
    const world = createWorld(['passes', 'passes', 'passes', 'passes'], { slow: 2_000 });
    assert.deepEqual(
      perspectivesOf(await world.validate()).map(({ outcome }) => outcome),
      ['passed', 'passed', 'passed', 'passed'],
    );
  });

  test('where it matters, one that hangs is waited for as long as two families take, from when it was asked', async () => {
    const world = createWorld([FAILS, 'hangs', 'passes', 'passes'], { localMs: 44_000 });
    const report = await world.validate();
    assert.equal(report.finishedAt - report.startedAt, 44_000 + COORDINATOR_LIMITS.askMs);
    assert.deepEqual(
      perspectivesOf(report).map(({ outcome }) => outcome),
      ['failed', 'timeout', 'passed', 'passed'],
    );
    assert.equal(refusalOf(report).code, 'validationPerspectives');
  });

  test('one that answers in its last second counts', async () => {
    const world = createWorld([FAILS, 'passes', 'passes', 'passes'], {
      slow: COORDINATOR_LIMITS.askMs - 1_000,
    });
    assert.equal((await world.validate()).verdict.valid, true);
  });

  test('as soon as it is lost, those that hang are cut too', async () => {
    const world = createWorld([FAILS, FAILS, 'hangs', 'hangs']);
    const report = await world.validate();
    assert.equal(report.finishedAt - report.startedAt, 100 + COORDINATOR_LIMITS.slowMs);
    assert.equal(report.verdict.valid, false);
  });

  test('a thousand validations through one that hangs take no longer than one', async () => {
    const world = createWorld(['passes', 'passes', 'hangs', 'passes'], { limits: { perPerspective: 16 } });
    const all = Array.from({ length: 1_000 }, () => world.coordinator.validate(REQUEST));
    const reports = await world.clock.drive(Promise.all(all));
    for (const report of reports) {
      assert.equal(report.verdict.valid, true);
      assert.ok(report.finishedAt - report.startedAt < COORDINATOR_LIMITS.queueMs);
    }
    assert.equal(world.clock.pending(), 0);
  });

  test('what waits for a perspective too long counts as no answer in time', async () => {
    const world = createWorld([FAILS, 'hangs', 'passes', 'passes'], { limits: { perPerspective: 1 } });
    const all = Promise.all([world.coordinator.validate(REQUEST), world.coordinator.validate(REQUEST)]);
    const [first, second] = await world.clock.drive(all);
    const slow = [first, second].map((report) => report && perspectivesOf(report)[1]);
    assert.deepEqual(
      slow.map((one) => one?.outcome),
      ['timeout', 'timeout'],
    );
    assert.deepEqual(
      slow.map((one) => one?.ms),
      [COORDINATOR_LIMITS.askMs, COORDINATOR_LIMITS.queueMs],
    );
    assert.equal(world.perspectives[1]?.asked.length, 1);
  });

  test('more than its limit of validations at once: busy, with a time to come again', async () => {
    const world = createWorld(['hangs', 'hangs'], { limits: { validations: 1 } });
    const first = world.coordinator.validate(REQUEST);
    await world.clock.advance(10);
    const refusal = refusalOf(await world.coordinator.validate(REQUEST));
    assert.equal(refusal.code, 'validationBusy');
    assert.ok((refusal.retryAfterSeconds ?? 0) > 0);
    await world.clock.drive(first);
  });
});

describe('CAA', () => {
  test('is asked beside domain control, each with a count of its own', async () => {
    const world = createWorld(['passes', 'passes', 'passes']);
    const report = await world.validate(CAA);
    assert.equal(report.verdict.valid, true);
    assert.deepEqual(
      quorumsOf(report).map(({ check, asked }) => [check, asked]),
      [
        ['dcv', 3],
        ['caa', 3],
      ],
    );
    assert.equal(report.finishedAt - report.startedAt, 100, 'at the same time');
    for (const { asked } of world.perspectives)
      assert.deepEqual(
        asked.map(({ check }) => check),
        ['dcv', 'caa'],
      );
  });

  test('a record that forbids elsewhere refuses, and those that hang over the other check are cut', async () => {
    const forbids = { dcv: 'hangs', caa: { fails: FORBIDDEN } } as const;
    const world = createWorld([forbids, forbids, 'passes']);
    const report = await world.validate(CAA);
    assert.equal(report.finishedAt - report.startedAt, 100 + COORDINATOR_LIMITS.slowMs);
    // domain control is lost as well, for want of answers, and comes first
    const world2 = createWorld([
      { dcv: 'passes', caa: { fails: FORBIDDEN } },
      { dcv: 'passes', caa: { fails: FORBIDDEN } },
      'passes',
    ]);
    const refusal = refusalOf(await world2.validate(CAA));
    assert.equal(refusal.code, 'validationPerspectivesCaa');
    assert.equal(FAULTS[refusal.code].problem, 'caa');
    assert.match(describeFault(refusal), /2 of the 3 places .* CAA records permit www\.example/);
  });

  test('in advisory mode it is recorded and refuses nothing', async () => {
    const forbids = { dcv: 'passes', caa: { fails: FORBIDDEN } } as const;
    const world = createWorld([forbids, forbids, forbids]);
    const report = await world.validate({ ...CAA, caa: { ...CAA.caa, mode: 'advisory' } });
    assert.equal(report.verdict.valid, true);
    assert.deepEqual(
      quorumsOf(report).map(({ reached }) => reached),
      [true, false],
    );
  });

  test('alone, as at finalize; and not at all where it is off', async () => {
    const world = createWorld(['passes', 'passes', 'passes']);
    const report = await world.clock.drive(world.coordinator.checkCaa(CAA));
    assert.deepEqual(
      quorumsOf(report).map(({ check }) => check),
      ['caa'],
    );
    assert.equal(world.local.caaChecked.length, 1);
    const off = await world.clock.drive(world.coordinator.checkCaa(REQUEST));
    assert.deepEqual(off.evidence, []);
  });
});

describe('what is told and what is recorded', () => {
  test('the subscriber: how many of how many, over which family and how; the administrator: who', async () => {
    const six = { fails: TIMEOUT, evidence: [] };
    const world = createWorld([six, 'passes', six, 'unreachable', 'passes']);
    const report = await world.validate();
    const text = describeFault(refusalOf(report));
    assert.match(
      text,
      /^3 of the 5 places .* www\.example: 2 over IPv6 \(connect timeout\), 1 \(not reached\); at least 4 of them have to\./,
    );
    for (const { name } of world.perspectives) assert.ok(!text.includes(name), text);
    for (const region of FIVE) assert.ok(!text.includes(region), text);
    assert.ok(!text.includes('2001:db8'), text);
    assert.deepEqual(
      perspectivesOf(report).map(({ perspective, region, outcome, fault: said }) => [
        perspective,
        region,
        outcome,
        said?.code,
      ]),
      [
        ['p0', 'ARIN', 'failed', 'validationConnectTimeout'],
        ['p1', 'RIPE', 'passed', undefined],
        ['p2', 'APNIC', 'failed', 'validationConnectTimeout'],
        ['p3', 'LACNIC', 'unreachable', undefined],
        ['p4', 'AFRINIC', 'passed', undefined],
      ],
    );
  });

  test('the problem is what most of those that refused say', async () => {
    const cases: readonly (readonly [readonly Doing[], string])[] = [
      [[{ fails: WRONG }, { fails: WRONG }, FAILS, 'passes'], 'unauthorized'],
      [[{ fails: undefined }, { fails: undefined }, 'passes'], 'connection'],
      [['unreachable', 'timeout', { fails: WRONG }, 'passes'], 'unauthorized'],
      [['unreachable', 'timeout', 'malformed', 'passes'], 'serverInternal'],
      [
        [{ fails: fault('validationBusy', { name: 'www.example', waiting: 1 }) }, 'timeout', 'passes'],
        'serverInternal',
      ],
    ];
    for (const [doings, problem] of cases) {
      const refusal = refusalOf(await createWorld(doings).validate());
      assert.equal(FAULTS[refusal.code].problem, problem);
    }
  });

  test('an answer in a wrong name leaves nothing of what it says', async () => {
    const liar: Doing = { says: { perspective: 'p1', passed: false, fault: WRONG } };
    const world = createWorld(['passes', 'passes', liar]);
    const [, , third] = perspectivesOf(await world.validate());
    assert.deepEqual([third?.outcome, third?.fault, third?.evidence], ['wrong-perspective', undefined, []]);
  });

  test('a perspective that dies in the middle loses nothing: it is named, and the others decide', async () => {
    const world = createWorld(['passes', 'passes', 'passes', 'unreachable'], { slow: 700 });
    const report = await world.validate();
    assert.equal(report.verdict.valid, true);
    const dead = perspectivesOf(report)[3];
    assert.deepEqual([dead?.perspective, dead?.outcome, dead?.ms], ['p3', 'unreachable', 700]);
  });

  test('in monitor mode everything is recorded and nothing refused', async () => {
    const world = createWorld([FAILS, FAILS, 'unreachable'], { policy: { policy: 'monitor' } });
    const report = await world.validate();
    assert.equal(report.verdict.valid, true);
    assert.deepEqual(
      perspectivesOf(report).map(({ outcome }) => outcome),
      ['failed', 'failed', 'unreachable'],
    );
    assert.equal(quorumsOf(report)[0]?.policy, 'monitor');
  });

  test('perspectives are asked for the rule that judged here', async () => {
    const world = createWorld(['passes', 'passes']);
    await world.validate();
    assert.equal(world.perspectives[0]?.asked[0]?.request.rule, 'per-hop');
  });
});

test("the server's own names are never asked about elsewhere", async () => {
  const world = createWorld([FAILS, FAILS, FAILS]);
  const report = await world.validate({ ...REQUEST, builtIn: true });
  assert.equal(report.verdict.valid, true);
  assert.deepEqual(report.evidence, []);
});

test("a stop cuts what is asked, is nobody's verdict, and closes what is here", async () => {
  const world = createWorld(['hangs', 'hangs', 'hangs']);
  const under = world.coordinator.validate(REQUEST);
  await world.clock.advance(1_000);
  await world.coordinator.close();
  assert.equal(refusalOf(await under).code, 'validationStopped');
  assert.equal(world.local.closed(), true);
  assert.equal(world.clock.pending(), 0);
  assert.equal(refusalOf(await world.coordinator.validate(REQUEST)).code, 'validationStopped');
});

type Options = {
  readonly regions?: readonly Region[];
  readonly policy?: QuorumSettings;
  readonly local?: Fault;
  readonly localMs?: number;
  /** Milliseconds of the last perspective. */
  readonly slow?: number;
  readonly limits?: Partial<CoordinatorLimits>;
};

function createWorld(doings: readonly (Doing | { dcv: Doing; caa: Doing })[], options: Options = {}) {
  const clock = createVirtualClock();
  const regions = options.regions ?? FIVE;
  const perspectives: Scripted[] = doings.map((doing, at) => {
    const ms = at === doings.length - 1 ? (options.slow ?? 100) : 100;
    return scripted(`p${at}`, regions[at % regions.length] ?? 'RIPE', doing, { clock, ms });
  });
  const policy = quorumPolicy(options.policy ?? { policy: 'baseline-requirements', minimum: 2 });
  assert.ok(policy.ok);
  const local = scriptedValidator(clock, options.local, [], options.localMs);
  const coordinator = createCoordinator({
    local,
    perspectives: () => perspectives,
    policy: policy.value,
    clock,
    log: recordingLog(),
    limits: options.limits ?? {},
  });
  return {
    clock,
    perspectives,
    local,
    coordinator,
    async validate(request: ValidationRequest = REQUEST): Promise<ValidationReport> {
      const report = await clock.drive(coordinator.validate(request));
      const [hung] = perspectives.filter(({ open }) => open() > 0);
      assert.equal(hung, undefined, 'nobody is still asked');
      return report;
    },
  };
}

function refusalOf({ verdict }: ValidationReport): Fault {
  assert.ok(!verdict.valid, 'refused');
  return verdict.fault;
}

function perspectivesOf({ evidence }: ValidationReport): PerspectiveEvidence[] {
  return evidence.filter((one) => one.kind === 'perspective');
}

function quorumsOf({ evidence }: ValidationReport): QuorumEvidence[] {
  return evidence.filter((one) => one.kind === 'quorum');
}
