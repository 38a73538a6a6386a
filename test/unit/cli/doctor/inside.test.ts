// `sixfour check --inside` as it is typed, and the file with which a look from outside is joined.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { readInsideFile, writeInsideFile } from '../../../../src/cli/doctor/inside-file.ts';
import { insideLines, isUnread } from '../../../../src/cli/doctor/inside-lines.ts';
import { INSIDE_FILE_BYTES } from '../../../../src/cli/doctor/limits.ts';
import { runCommandLine } from '../../../../src/cli/index.ts';
import type { Session } from '../../../../src/cli/session.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { insideReport } from '../../../../src/doctor/inside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyInside } from '../../../support/doctor-reports.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
let dir = '';

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'inside-'));
});
after(() => rm(dir, { recursive: true }));

suite('sixfour check --inside', () => {
  test('prints what is there and what is wrong, and writes it for its owner alone', async () => {
    const file = join(dir, 'report.json');
    const { code, out } = await sixfour('--inside', '--output', file);
    assert.ok(code === 0 || code === 1);
    for (const heading of [/^addresses$/m, /^default routes$/m, /^listeners$/m]) assert.match(out, heading);
    assert.ok(out.endsWith(`  sixfour check NAME --inside-report ${file}`));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.ok(insideReport.safeParse(JSON.parse(await readFile(file, 'utf8'))).success);
    // the next one takes its place
    assert.ok((await sixfour('--inside', '--output', file)).code < 2);
  });
  test('JSON is a check without a look from outside', async () => {
    const { out } = await sixfour('--inside', 'www.example.org', '--json');
    const { name, reports, inside, visitors } = JSON.parse(out);
    assert.deepEqual([name, reports, visitors], ['www.example.org', [], undefined]);
    assert.ok(insideReport.safeParse(inside).success);
  });
  test('a file that cannot be written is a fault, after which nothing is printed', async () => {
    const { code, err } = await sixfour('--inside', '--output', join(dir, 'no', 'such', 'place'));
    assert.deepEqual([code, /ENOENT/.test(err)], [3, true]);
  });
  test('options that do not go together are wrong usage', async () => {
    for (const args of [
      [],
      ['--inside', '--here'],
      ['--inside', '--markdown'],
      ['--inside', '--confirm'],
      ['www.example.org', '--output', join(dir, 'x')],
      ['www.example.org', '--outbound'],
      ['www.example.org', '--count', '2001:db8::1'],
      ['--inside', '--count', 'www.example.org'],
      ['--inside', '--count', ...Array.from({ length: 9 }, (_, at) => `2001:db8::${at}`)],
      ['www.example.org', '--here', '--inside-report', join(dir, 'report.json')],
    ]) {
      const { code, err } = await sixfour(...args);
      assert.deepEqual([code, err.length > 0], [2, true], args.join(' '));
    }
  });
});

suite('a report that comes as a file', () => {
  test('is what was written', async () => {
    const file = join(dir, 'own.json');
    const report = healthyInside();
    assert.ok((await writeInsideFile(file, report)).ok);
    const read = await readInsideFile(file);
    assert.deepEqual(read.ok && read.value, report);
  });
  test('anything else is refused, with the place that is wrong and never what stands there', async () => {
    const file = join(dir, 'wrong.json');
    const wrong: readonly (readonly [unknown, string])[] = [
      ['{', 'JSON'],
      [[], 'kind'],
      [{ ...healthyInside(), kind: 'outside' }, 'kind'],
      [{ ...healthyInside(), version: 2 }, 'version'],
      [{ ...healthyInside(), surplus: '\u001b[31m' }, 'kind'],
      [{ ...healthyInside(), boot: [{ text: 'x'.repeat(2_000), file: '/x' }] }, 'boot.0.text'],
      [{ ...healthyInside(), links: Array.from({ length: 2_000 }, () => healthyInside().links[0]) }, 'links'],
    ];
    for (const [value, where] of wrong) {
      await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
      const read = await readInsideFile(file);
      assert.deepEqual(!read.ok && [read.fault.code, read.fault.params], [
        'insideReportInvalid',
        { file, where },
      ]);
    }
  });
  test('what is no file, not there or too large is not read', async () => {
    const large = join(dir, 'large.json');
    await writeFile(large, '');
    await truncate(large, INSIDE_FILE_BYTES + 1);
    for (const [file, cause] of [
      [large, 'too large'],
      [dir, 'EISDIR'],
      [join(dir, 'none'), 'ENOENT'],
    ] as const) {
      const read = await readInsideFile(file);
      assert.ok(!read.ok);
      assert.equal(read.fault.code, 'insideReportUnreadable');
      if (file !== dir) assert.deepEqual(read.fault.params, { file, cause });
    }
  });
});

test('a socket for both families says so; rules that stop packets are shown, and what is long is cut', () => {
  const report = healthyInside({
    listeners: [
      { protocol: 'tcp', family: 6, address: '::', port: 80, v6only: false, process: 'apache2' },
      { protocol: 'tcp', family: 4, address: '127.0.0.1', port: 3_306 },
      ...Array.from({ length: 40 }, (_, at) => ({
        protocol: 'tcp' as const,
        family: 4 as const,
        address: '0.0.0.0',
        port: 9_000 + at,
      })),
    ],
    chains: [
      {
        program: 'nft',
        table: 'inet filter',
        name: 'input',
        hook: 'input',
        policy: 'drop',
        rules: [
          { verdict: 'accept', text: 'ct state established accept' },
          { verdict: 'drop', text: 'tcp dport 80 \u001b[2J drop' },
        ],
      },
    ],
  });
  const session: Session = {
    ...({} as Session),
    terminal: terminal([], []),
    messages: catalogue('en'),
  };
  const text = insideLines(session, report).join('\n');
  assert.match(text, /80 +IPv6, IPv4 +:: +apache2/);
  assert.doesNotMatch(text, /3306|established/);
  assert.match(text, /and 17 more/);
  assert.match(text, /inet filter +input +tcp dport 80 \\u\{1b\}\[2J drop/);
  assert.match(text, /inet filter +input +policy drop/);
});

test('a machine of which nothing was read is not well', () => {
  assert.ok(isUnread(healthyInside({ addresses: [], listeners: [] })));
  assert.ok(!isUnread(healthyInside({ listeners: [] })));
});

async function sixfour(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(['check', ...args], {
    environment: {},
    startServer,
    terminal: terminal(out, err),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function terminal(out: string[], err: string[]): Terminal {
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 120,
    interactive: false,
    paint: (_style, text) => text,
  };
}
