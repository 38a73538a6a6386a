// Looks of the doctor from perspectives: over the connections that stand, read strictly, bounded at both ends.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { createExaminer } from '../../../src/cli/perspective/examination.ts';
import { EXAMINATIONS_MAX } from '../../../src/cli/perspective/limits.ts';
import { loadSettings, markTestDirectory } from '../../../src/config/index.ts';
import type { ExaminationsView, ExaminationView } from '../../../src/console/api/index.ts';
import { createStop, fail, fault, ok, type Result, systemClock } from '../../../src/core/index.ts';
import {
  fitting,
  type OutsideReport,
  outsideReport,
  REPORT_BYTES_MAX,
} from '../../../src/doctor/outside/index.ts';
import { askOver, dialLink, PATHS } from '../../../src/validation/index.ts';
import { healthyReport, nameFact } from '../../support/doctor-reports.ts';
import { freePort } from '../../support/free-port.ts';
import {
  joined,
  makePerspectiveServer,
  type PerspectiveServer,
  runAgent,
} from '../../support/perspective-world.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/wait.ts';

const clock = systemClock;
const NAME = 'www.example.org';

/** A report as that place would make it; some 600 kB of it where `bulky`. */
function reportFrom(vantage: string, { bulky = false } = {}): OutsideReport {
  const value = 'x'.repeat(500);
  const many = Array.from({ length: 20 }, () =>
    nameFact('TXT', [], { host: NAME, values: Array(60).fill(value) }),
  );
  return healthyReport({ name: NAME, vantage, ...(bulky && { names: many }) });
}

async function worldOf(
  t: TestContext,
  answers: Readonly<
    Record<string, (name: string, again: boolean) => Promise<Result<OutsideReport | 'busy'>>>
  >,
): Promise<PerspectiveServer> {
  const server = await makePerspectiveServer(t, clock);
  for (const [name, examine] of Object.entries(answers)) {
    const files = await joined(await server.invite({ name }), clock);
    await runAgent(t, files, clock, { examine });
  }
  await until(async () => (await server.list()).every(({ state }) => state?.connection === 'connected'));
  return server;
}

async function examined(server: PerspectiveServer, body: object = { name: NAME }): Promise<ExaminationsView> {
  const answer = await server.control.call<ExaminationsView>('POST', '/examinations', body);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

test('every perspective looks at the same time; their reports come whole, larger than any other answer', async (t) => {
  const asked: string[] = [];
  const all = Promise.withResolvers<void>();
  const look = (place: string) => async (name: string, again: boolean) => {
    asked.push(`${place} ${name} ${again}`);
    if (asked.length === 3) all.resolve();
    await all.promise; // nobody answers before all were asked
    return ok(reportFrom(place, { bulky: place === 'boston' }));
  };
  const server = await worldOf(t, { tokyo: look('tokyo'), berlin: look('berlin'), boston: look('boston') });
  const { examinations, quorum } = await examined(server);
  assert.deepEqual(asked.toSorted(), [`berlin ${NAME} false`, `boston ${NAME} false`, `tokyo ${NAME} false`]);
  assert.deepEqual(
    examinations.map((one) => [one.perspective, one.region, one.outcome]),
    [
      ['berlin', 'RIPE', 'answered'],
      ['boston', 'RIPE', 'answered'],
      ['tokyo', 'RIPE', 'answered'],
    ],
  );
  const [, boston] = examinations;
  assert.ok(boston?.outcome === 'answered');
  assert.deepEqual(boston.report, reportFrom('boston', { bulky: true }));
  assert.ok(Buffer.byteLength(JSON.stringify(boston.report)) > 500_000);
  assert.equal(quorum?.rule, 'documented');
});

test('the second sample is asked for as such', async (t) => {
  const seen: boolean[] = [];
  const server = await worldOf(t, {
    berlin: async (_name, again) => {
      seen.push(again);
      return ok(reportFrom('berlin'));
    },
  });
  await examined(server, { name: NAME, again: true });
  assert.deepEqual(seen, [true]);
});

const wrong = (report: object) => async () => ok(report as OutsideReport);

test('what is no report of that place on that name is none: each is told by itself', async (t) => {
  const server = await worldOf(t, {
    a: wrong({ ...reportFrom('b') }),
    b: wrong({ ...reportFrom('b'), name: 'other.example.org' }),
    c: wrong({ ...reportFrom('c'), extra: 1 }),
    d: wrong({ ...reportFrom('d'), at: 'yesterday' }),
    e: wrong({ ...reportFrom('e'), note: 'x'.repeat(REPORT_BYTES_MAX) }),
    f: async () => ok('busy'),
    g: async () => fail(fault('serverInternal', {})),
    h: wrong(reportFrom('h')),
  });
  const { examinations } = await examined(server);
  assert.deepEqual(Object.fromEntries(examinations.map((one) => [one.perspective, one.outcome])), {
    a: 'malformed',
    b: 'malformed',
    c: 'malformed',
    d: 'malformed',
    e: 'malformed',
    f: 'busy',
    g: 'malformed',
    h: 'answered',
  });
});

test('one that is not connected is told so; without any nobody is asked', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const none = await server.control.call('POST', '/examinations', { name: NAME });
  assert.equal(none.ok ? '' : none.error.code, 'noPerspectives');
  await joined(await server.invite({ name: 'berlin' }), clock);
  const { examinations } = await examined(server);
  assert.deepEqual(examinations.map(brief), [['berlin', 'unreachable']]);
});

test('the quorum is the one that orders meet; with perspectives that never look it is not told', async (t) => {
  const server = await makePerspectiveServer(t, clock, {
    SIXFOUR_PERSPECTIVES_POLICY: 'baseline-requirements',
  });
  await joined(await server.invite({ name: 'berlin' }), clock);
  const { quorum } = await examined(server);
  assert.equal(quorum?.policy, 'baseline-requirements');
  assert.ok(quorum.decides && quorum.minimum >= 4, JSON.stringify(quorum));
});

for (const body of [
  {},
  { name: '' },
  { name: '192.0.2.1' },
  { name: 'a..b' },
  { name: NAME, more: 1 },
  { name: NAME, again: 'yes' },
]) {
  test(`${JSON.stringify(body)} is nothing to look at`, async (t) => {
    const server = await makePerspectiveServer(t, clock);
    const answer = await server.control.call('POST', '/examinations', body);
    assert.ok(!answer.ok && answer.status === 400, JSON.stringify(answer));
  });
}

test('a perspective looks for its own server alone, and at names alone', async (t) => {
  const looked: string[] = [];
  const server = await makePerspectiveServer(t, clock);
  const port = await freePort();
  const url = `https://[::1]:${port}`;
  const files = await joined(await server.invite({ name: 'berlin', url }), clock);
  await runAgent(t, files, clock, {
    checker: async ({ path }) => ({ status: 404, body: JSON.stringify({ path }) }),
    examine: async (name) => {
      looked.push(name);
      return ok(reportFrom('berlin'));
    },
  });
  const { examinations } = await examined(server);
  assert.deepEqual(examinations.map(brief), [['berlin', 'answered']]);
  const client = await joined(await server.invite({ name: 'other-ca', kind: 'client' }), clock);
  await server.perspectives.control.changed();
  const dialled = await dialLink(
    { host: '::1', port, credentials: client.credentials, way: 'forward', expects: () => true },
    clock,
    createStop().signal,
  );
  assert.ok(dialled.ok);
  const link = askOver(dialled.socket, clock);
  t.after(() => link.close('stopping'));
  const called = await link.call(PATHS.examine, Buffer.from(JSON.stringify({ name: NAME, again: false })), {
    deadlineMs: clock.monotonic() + 10_000,
    signal: createStop().signal,
  });
  assert.ok(called.ok && called.status !== 200, 'a client is told nothing');
  assert.deepEqual(looked, [NAME]);
});

test('looks at the same time are bounded, and the real one ends in a report that its schema takes', async (t) => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => void silent.close());
  const directory = tempDir(t);
  markTestDirectory(directory);
  const loaded = loadSettings({
    directory,
    environment: {
      SIXFOUR_VALIDATION_DNS_SERVERS: `127.0.0.1:${silent.address().port}`,
      SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
      SIXFOUR_VALIDATION_ROOT_HINTS: `127.0.0.1:${silent.address().port}`,
      SIXFOUR_VALIDATION_TIME_SCALE: '0.02',
    },
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  const examiner = createExaminer({ loaded: loaded.value, networks: [], vantage: 'berlin', clock });
  const looks = Array.from({ length: EXAMINATIONS_MAX + 2 }, () => examiner.examine(NAME, true));
  const ended = (await Promise.all(looks)).map((one) => (one.ok ? one.value : undefined));
  assert.equal(ended.filter((one) => one === 'busy').length, 2);
  for (const report of ended.filter((one) => one !== 'busy')) {
    const parsed = outsideReport.parse(report);
    assert.deepEqual([parsed.name, parsed.vantage], [NAME, 'berlin']);
  }
  const next = await examiner.examine(NAME, true);
  assert.ok(next.ok && next.value !== 'busy', 'and then there is room again');
});

test('a report that is too large for the way leaves out what takes most, and says so', () => {
  const report = reportFrom('berlin', { bulky: true });
  assert.deepEqual(fitting(report, REPORT_BYTES_MAX), report);
  const small = fitting(report, 100_000);
  assert.ok(Buffer.byteLength(JSON.stringify(small)) <= 100_000);
  assert.deepEqual(small.names, []);
  assert.deepEqual(small.unmeasured.at(-1), { what: 'names', why: 'too-large' });
  assert.deepEqual(small.connects, report.connects);
  outsideReport.parse(small);
});

function brief({ perspective, outcome }: ExaminationView): readonly [string, string] {
  return [perspective, outcome];
}
