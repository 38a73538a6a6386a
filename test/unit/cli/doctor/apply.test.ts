// What `--apply` is made of: lines without a shell where possible, files whole or not at all, a guard that takes back.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { execute, wordsOf } from '../../../../src/cli/doctor/apply-exec.ts';
import { planEdits, writeFileWhole } from '../../../../src/cli/doctor/apply-files.ts';
import { forget, guardFolder, startGuard } from '../../../../src/cli/doctor/apply-guard.ts';
import { isApplicable, worsened } from '../../../../src/cli/doctor/apply-judge.ts';
import { applyRemedies } from '../../../../src/cli/commands/check-apply.ts';
import { APPLY_LIMITS } from '../../../../src/cli/doctor/limits.ts';
import { loadSettings } from '../../../../src/config/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { runCommandLine } from '../../../../src/cli/index.ts';
import type { Remedy } from '../../../../src/doctor/remedies/index.ts';
import { create, edit } from '../../../../src/doctor/remedies/diff.ts';
import { healthyInside, healthyReport } from '../../../support/doctor-reports.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { concluded, listensOnFourOnly, refusesSix } from './patients.ts';

describe('lines', () => {
  test('are words where they are no more than that', () => {
    assert.deepEqual(wordsOf(`nft add rule inet filter input comment '"sixfour"'`), [
      ...'nft add rule inet filter input comment'.split(' '),
      '"sixfour"',
    ]);
    assert.deepEqual(wordsOf('tcp dport { 80, 443 } accept'), [
      'tcp',
      'dport',
      '{',
      '80,',
      '443',
      '}',
      'accept',
    ]);
  });

  test('go to the shell where they ask for one', () => {
    for (const line of ['a | b', 'a; b', 'echo $x', 'a > b', '! a', 'a "$(b)"', 'A=b c', 'a *', "it's"])
      assert.equal(wordsOf(line), undefined, line);
  });

  test('end with what they ended with', async () => {
    assert.deepEqual(await execute('true'), { ok: true });
    const failed = await execute('echo why >&2; exit 3');
    assert.deepEqual(failed, { ok: false, why: 'exit', code: 3, said: 'why' });
    assert.deepEqual(await execute('no-such-program-here'), { ok: false, why: 'spawn', error: 'ENOENT' });
    assert.deepEqual(await execute('sleep 60', 50), { ok: false, why: 'timeout' });
  });
});

describe('a run', () => {
  test('ends, however much there is to try', async (t) => {
    t.mock.method(process as { getuid: () => number }, 'getuid', () => 0);
    const seen = concluded(refusesSix(), listensOnFourOnly());
    const [finding] = seen.findings;
    const [remedy] = finding?.remedies ?? [];
    assert.ok(finding !== undefined && remedy !== undefined);
    // none of them can be begun: their files are not there
    const file = join(tempDir(t), 'gone');
    const remedies = Array.from({ length: APPLY_LIMITS.remedies + 5 }, (_, index): Remedy => {
      const now = [edit(file, [{ from: 1, take: [`a${index}`], put: ['b'] }], { [file]: `a${index}\n` })];
      return { ...remedy, at: 'host', now, undo: now };
    });
    const out: string[] = [];
    const loaded = loadSettings({ environment: {} });
    assert.ok(loaded.ok);
    const code = await applyRemedies(
      {
        terminal: {
          out: (text) => void out.push(text),
          err: (text) => void out.push(text),
          width: 1_000,
          interactive: false,
          paint: (_style, text) => text,
        },
        json: false,
        messages: catalogue('en'),
        language: 'en',
        environment: {},
        loaded: loaded.value,
      },
      { ...seen, findings: [{ ...finding, certainty: 'proven', remedies }] },
      { yes: true, again: () => assert.fail('nothing was changed') },
    );
    assert.equal(code, 1);
    const begun = out.filter((line) => line.includes(`${file} is no longer what the change was made for`));
    assert.equal(begun.length, APPLY_LIMITS.remedies);
  });
});

describe('files', () => {
  test('are changed with their mode, through links, with a copy kept', async (t) => {
    const folder = tempDir(t);
    const file = join(folder, 'site');
    const link = join(folder, 'enabled');
    writeFileSync(file, 'a\nb\n');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    const step = edit(link, [{ from: 2, take: ['b'], put: ['c'] }], { [link]: 'a\nb\n' });
    const planned = await planEdits([step], folder);
    assert.ok(planned.ok);
    for (const plan of planned.plans) await writeFileWhole(plan);
    assert.equal(readFileSync(file, 'utf8'), 'a\nc\n');
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.equal(readFileSync(planned.plans[0]?.backup ?? '', 'utf8'), 'a\nb\n');
  });

  test('that nobody else may read are not shown while they are written', async (t) => {
    const folder = tempDir(t);
    const file = join(folder, 'wifi');
    writeFileSync(file, 'a\n', { mode: 0o600 });
    const step = edit(file, [{ from: 1, take: ['a'], put: ['b'.repeat(2 ** 22)] }], { [file]: 'a\n' });
    const planned = await planEdits([step], folder);
    assert.ok(planned.ok);
    const modes: number[] = [];
    let written = false;
    const sample = () => {
      if (written) return;
      for (const name of readdirSync(folder).filter((one) => one.startsWith('.sixfour-'))) {
        const there = statSync(join(folder, name), { throwIfNoEntry: false }); // it may take its place meanwhile
        if (there !== undefined) modes.push(there.mode & 0o777);
      }
      setImmediate(sample);
    };
    sample();
    for (const plan of planned.plans) await writeFileWhole(plan);
    written = true;
    assert.ok(modes.length > 0);
    assert.ok(modes.every((mode) => mode === 0o600));
  });

  test('that are no longer what they were are not touched', async (t) => {
    const folder = tempDir(t);
    const file = join(folder, 'site');
    writeFileSync(file, 'other\n');
    const step = edit(file, [{ from: 1, take: ['a'], put: ['c'] }], { [file]: 'a\n' });
    assert.deepEqual(await planEdits([step], folder), { ok: false, file });
    assert.equal(readFileSync(file, 'utf8'), 'other\n');
  });
});

describe('the guard', () => {
  test('puts files back, and runs what undoes the lines', async (t) => {
    const { guard, folder, old, made, mark } = await prepared(t);
    await guard.begun();
    assert.ok(await guard.undo());
    assert.equal(readFileSync(old, 'utf8'), 'before\n');
    assert.ok(!existsSync(made) && existsSync(mark));
    assert.equal(await guard.keep(), false);
    await forget(folder);
  });

  test('runs no undo of lines that were never run', async (t) => {
    const { guard, folder, old, mark } = await prepared(t);
    assert.ok(await guard.undo());
    assert.equal(readFileSync(old, 'utf8'), 'before\n');
    assert.ok(!existsSync(mark));
    await forget(folder);
  });

  test('leaves alone what is kept', async (t) => {
    const { guard, folder, old, made } = await prepared(t);
    await guard.begun();
    assert.equal(await guard.keep(), true);
    await forget(folder);
    assert.equal(readFileSync(old, 'utf8'), 'after\n');
    assert.ok(existsSync(made));
  });
});

describe('judged', () => {
  test('a family that worked and does not is worse; a fault that comes to light is not', () => {
    const [well, broken] = [concluded(healthyReport()), concluded(refusesSix())];
    assert.equal(worsened(well, broken), 'IPv6');
    assert.equal(worsened(broken, well), undefined);
    assert.equal(worsened(broken, broken), undefined);
  });

  test('what a person has to do is not applied, nor what could not be taken back', () => {
    const joined = concluded(refusesSix(), listensOnFourOnly());
    const [remedy] = joined.findings.find(({ id }) => id === 'E1')?.remedies ?? [];
    assert.ok(remedy !== undefined && isApplicable(remedy));
    const without: Remedy = { ...remedy, undo: [] };
    assert.ok(!isApplicable(without));
    for (const { remedies } of concluded(refusesSix()).findings) assert.ok(!remedies.some(isApplicable));
    assert.equal(concluded(healthyReport(), healthyInside()).findings.length, 0);
  });
});

describe('the command line refuses', () => {
  for (const [args, said] of [
    [['--apply'], /--here/],
    [['--yes'], /--apply/],
    [['--here', '--apply'], /terminal/],
    [['--here', '--apply', '--yes', '--json'], /--json/],
    [['--here', '--apply', '--yes', '--confirm'], /--confirm/],
    [['--full'], /--markdown/],
  ] as const)
    test(`check NAME ${args.join(' ')}`, async (t) => {
      const out: string[] = [];
      const terminal = {
        out: (text: string) => void out.push(text),
        err: (text: string) => void out.push(text),
        width: 120,
        interactive: false,
        paint: (_: string, text: string) => text,
      };
      const line = ['check', 'www.example.org', '--data', tempDir(t), ...args];
      assert.equal(await runCommandLine(line, { environment: {}, startServer, terminal }), 2);
      assert.match(out.join('\n'), said);
    });
});

/** A change of two files that a guard watches. */
async function prepared(t: TestContext) {
  const place = tempDir(t);
  const [old, made, mark] = [join(place, 'old'), join(place, 'it is made'), join(place, 'mark')];
  writeFileSync(old, 'before\n');
  const folder = await guardFolder();
  const steps = [
    edit(old, [{ from: 1, take: ['before'], put: ['after'] }], { [old]: 'before\n' }),
    create(made, ['x']),
  ];
  const planned = await planEdits(steps, folder);
  assert.ok(planned.ok);
  const guard = await startGuard(folder, planned.plans, [`touch '${mark}'`]);
  for (const plan of planned.plans) await writeFileWhole(plan);
  assert.equal(readFileSync(old, 'utf8'), 'after\n');
  return { guard, folder, old, made, mark };
}

function startServer(): Promise<never> {
  return Promise.reject(new Error('not started'));
}
