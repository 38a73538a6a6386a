// The second sample of `--confirm`: waited for on a virtual clock, and made a diagnosis with the first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confirmLook } from '../../../../src/cli/doctor/confirm.ts';
import { deciding } from '../../../../src/cli/doctor/next.ts';
import { concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { unmeasuredTexts } from '../../../../src/cli/doctor/unmeasured.ts';
import type { Session } from '../../../../src/cli/session.ts';
import { loadSettings } from '../../../../src/config/index.ts';
import { fail, fault, ok } from '../../../../src/core/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyReport, NAME } from '../../../support/doctor-reports.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const WAIT_MS = 65_000;
const FIRST = {
  name: NAME,
  seen: { report: healthyReport(), others: [], again: undefined },
};

describe('a second sample', () => {
  test('comes when the time is over, which is counted down, and is judged beside the first', async () => {
    const { session, lines } = makeSession();
    const clock = createVirtualClock();
    const asked: number[] = [];
    let listening = 0;
    const again = async () => {
      asked.push(clock.monotonic());
      return ok(silentLater());
    };
    const onInterrupt = () => {
      listening++;
      return () => listening--;
    };
    const confirmed = await clock.drive(confirmLook(session, FIRST, again, { clock, onInterrupt }));
    assert.deepEqual(asked, [WAIT_MS]);
    assert.equal(listening, 0);
    assert.equal(clock.pending(), 0);
    assert.equal(lines[0], `${NAME}: the second look is in 65 s`);
    assert.equal(lines.at(-2), `${NAME}: the second look is in 1 s`);
    assert.deepEqual([lines.length, lines.at(-1)], [66, undefined]);
    assert.deepEqual(concludeCheck(FIRST).findings, []);
    assert.ok(confirmed.ok && confirmed.value);
    const found = confirmed.value.findings.map(({ id }) => id);
    assert.ok(found.includes('D13') && found.includes('D14'), found.join(' '));
    assert.equal(confirmed.value.reports.length, 2);
  });

  test('that agrees with the first changes nothing', async () => {
    const { session } = makeSession();
    const clock = createVirtualClock();
    const around = { clock, onInterrupt: () => () => {} };
    const confirmed = await clock.drive(confirmLook(session, FIRST, async () => ok(healthyReport()), around));
    assert.deepEqual(confirmed.ok && confirmed.value?.findings, []);
  });

  test('is left out on Ctrl-C, and nothing is left behind', async () => {
    const { session, lines } = makeSession();
    const clock = createVirtualClock();
    const listening: (() => void)[] = [];
    const work = confirmLook(session, FIRST, () => assert.fail('looked again'), {
      clock,
      onInterrupt(run) {
        listening.push(run);
        return () => {};
      },
    });
    await clock.advance(10_500);
    assert.equal(lines.at(-1), `${NAME}: the second look is in 55 s`);
    assert.equal(listening.length, 1);
    listening[0]?.();
    assert.deepEqual(await work, ok(undefined));
    assert.equal(clock.pending(), 0);
    assert.equal(lines.at(-1), undefined);
  });

  test('from a place that has lost a family blames nobody over it, and that is told', () => {
    const later = silentLater();
    const reach = later.reach.map((one) => (one.family === 6 ? { ...one, state: 'blind' as const } : one));
    const connects = later.connects.filter(({ family }) => family === 6);
    const outcome = concludeCheck({
      ...FIRST,
      seen: { ...FIRST.seen, again: { ...later, reach, connects } },
    });
    assert.deepEqual(outcome.findings, []);
    assert.match(unmeasuredTexts(catalogue('en'), outcome).join('\n'), /this machine has no IPv6 itself/);
  });

  test('that could not be taken is a fault', async () => {
    const { session } = makeSession();
    const clock = createVirtualClock();
    const broken = fail(fault('nothingRead', {}));
    const around = { clock, onInterrupt: () => () => {} };
    assert.deepEqual(await clock.drive(confirmLook(session, FIRST, async () => broken, around)), broken);
  });

  test('is what a finding names that it would decide', () => {
    const advised = deciding(catalogue('en'), concludeCheck(FIRST), 'confirm');
    assert.equal(advised?.command, `sixfour check ${NAME} --confirm`);
  });
});

/** Every address that answered is silent. */
function silentLater(): OutsideReport {
  const well = healthyReport();
  return {
    ...well,
    connects: well.connects.map((one) => ({ ...one, ...SILENT, samples: [{ ...SILENT, at: 1, ms: 1 }] })),
  };
}
const SILENT = { outcome: 'connect-timeout' };

function makeSession(): { readonly session: Session; readonly lines: (string | undefined)[] } {
  const loaded = loadSettings({ environment: {} });
  assert.ok(loaded.ok);
  const lines: (string | undefined)[] = [];
  const terminal = {
    out: () => {},
    err: () => {},
    width: 80,
    interactive: true,
    paint: (_style: string, text: string) => text,
    progress: (line: string | undefined) => void lines.push(line),
  };
  const session = { terminal, json: false, messages: catalogue('en'), language: 'en', environment: {} };
  return { session: { ...session, loaded: loaded.value }, lines };
}
