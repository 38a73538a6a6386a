// The whole survey: bounded, never rejecting, and a report that its own schema takes; and the machine that this test runs on.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { createShell, insideReport, survey } from '../../../../src/doctor/inside/index.ts';
import { COMMAND_BYTES, FILE_BYTES, INSIDE_MAX, SURVEY_MS } from '../../../../src/doctor/inside/limits.ts';
import { createDialer } from '../../../../src/net/index.ts';
import { recordedMachine } from '../../../support/recorded-machine.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const clock = systemClock;

describe('the survey', () => {
  test('of a machine of which nothing can be read: a report that says so', async () => {
    const report = await survey(recordedMachine({}), { clock, root: false });
    assert.ok(insideReport.safeParse(report).success);
    assert.deepEqual([report.addresses, report.routes, report.root], [[], [], false]);
    const unread = report.unread.map(({ what }) => what);
    for (const what of ['ip addr', 'ip -6 route', 'ss', 'journal']) assert.ok(unread.includes(what), what);
  });
  test('what hangs is left behind in time, and said to be unread', async () => {
    const virtual = createVirtualClock();
    const machine = recordedMachine({ programs: { 'ip -j neigh': '[]' } });
    const hangs = {
      ...machine,
      run: (argv: readonly string[]) => (argv[0] === 'ss' ? new Promise<never>(() => {}) : machine.run(argv)),
    };
    const running = survey(hangs, { clock: virtual, root: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await virtual.advance(SURVEY_MS);
    const report = await running;
    assert.ok(report.unread.some(({ what, why }) => what === 'listeners' && why === 'timeout'));
    assert.ok(!report.unread.some(({ what }) => what === 'neighbours'));
  });
  test('what is too much or too large is left out, and said to be unread', async () => {
    const neigh = Array.from({ length: INSIDE_MAX.facts + 1 }, (_, at) => ({
      dst: `2001:db8::${at.toString(16)}`,
      dev: ['x'.repeat(40), '$(reboot)'][at] ?? 'eth0', // the second would stand in a command
      state: ['REACHABLE'],
    }));
    const machine = recordedMachine({ programs: { 'ip -j neigh': JSON.stringify(neigh) } });
    const report = await survey(machine, { clock, root: true });
    assert.ok(insideReport.safeParse(report).success);
    assert.equal(report.neighbours.length, INSIDE_MAX.facts - 2);
    assert.ok(report.unread.some(({ what, why }) => what === 'neighbours' && why === 'too-large'));
  });
  test('nonsense from every program is no reason to fail', async () => {
    for (const out of [
      '',
      '{',
      '[1, null, {}]',
      '\u0000\uffff',
      '[{"ifname": 7, "addr_info": "x", "dst": {}}]',
      '"'.repeat(1000),
    ]) {
      const machine = {
        ...recordedMachine({}),
        run: async () => ({ ok: true, out }),
        readFile: async () => out,
      };
      const report = await survey(machine, { clock, root: true });
      assert.ok(insideReport.safeParse(report).success, out.slice(0, 10));
    }
  });
  test('the own way out is tried where it is asked for: who answers, from which address, and who does not', async (t) => {
    const { createServer } = await import('node:net');
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const { port } = server.address() as { port: number };
    const anchors = [
      { address: '127.0.0.9', port: 1 },
      { address: '127.0.0.1', port },
      { address: '127.0.0.1', port: 1 },
    ];
    const outbound = { dialer: createDialer(clock), anchors };
    const report = await survey(recordedMachine({}), { clock, root: false, outbound });
    assert.deepEqual(report.outbound, [
      { family: 4, to: '127.0.0.1', outcome: 'response', source: '127.0.0.1' },
    ]);
    const { outbound: silent } = await survey(recordedMachine({}), { clock, root: false });
    assert.deepEqual(silent, []);
  });
});

describe('this machine', () => {
  const shell = createShell(clock);
  test('files of /proc, which say that they are empty; none that are no files, or not there', async () => {
    assert.match((await shell.readFile('/proc/self/status')) ?? '', /^Name:/);
    for (const path of ['/proc', '/dev/zero', '/nowhere/at/all'])
      assert.equal(await shell.readFile(path), undefined, path);
    assert.deepEqual(await shell.list('/nowhere/at/all'), []);
  });
  test('no more than the limit of a file', async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'survey-'));
    t.after(() => rm(dir, { recursive: true }));
    await writeFile(join(dir, 'large'), Buffer.alloc(FILE_BYTES + 10, 'x'));
    assert.equal((await shell.readFile(join(dir, 'large')))?.length, FILE_BYTES);
  });
  test('a program: what it prints, that it failed, that it is not there, that it prints too much', async () => {
    assert.deepEqual(await shell.run(['echo', 'a b']), { ok: true, out: 'a b\n' });
    assert.deepEqual(await shell.run(['sh', '-c', 'echo partly; exit 3']), {
      ok: false,
      out: 'partly\n',
      why: 'failed',
    });
    assert.equal(
      (await shell.run(['sh', '-c', 'echo Operation not permitted >&2; exit 1'])).why,
      'needs-root',
    );
    assert.equal((await shell.run(['sixfour-no-such-program'])).why, 'absent');
    assert.equal((await shell.run(['head', '-c', String(COMMAND_BYTES + 1), '/dev/zero'])).why, 'too-large');
  });
  test('nothing of our environment is handed on, and nothing can be read by what runs', async () => {
    const { out } = await shell.run(['sh', '-c', 'env; cat']);
    assert.deepEqual(
      out
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0] ?? '')
        .filter((name) => !['PWD', '_', 'SHLVL', 'OLDPWD'].includes(name))
        .toSorted(),
      ['HOME', 'LC_ALL', 'PATH'],
    );
  });
  test('a survey of it is a report that the schema takes', async () => {
    const report = await survey(shell, { clock, root: process.getuid?.() === 0 });
    const parsed = insideReport.safeParse(structuredClone(report));
    assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
  });
});
