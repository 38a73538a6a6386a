// `sixfour explain` as it is typed: exit codes, what is printed, JSON, and standard input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { PASTE_BYTES_MAX } from '../../../src/doctor/explain/index.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
const LOOP =
  '203.0.113.9: Fetching https://www.shop.example/.well-known/acme-challenge/x: Redirect loop detected';

async function sixfour(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 100,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine(['explain', ...args], { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

suite('sixfour explain', () => {
  test('an error that misleads is told with what it hides, the rules, causes and the next command', async () => {
    const { code, out } = await sixfour(LOOP);
    assert.equal(code, 0);
    for (const says of [
      /second time in one validation/,
      /no loop at all/,
      /www\.shop\.example, 203\.0\.113\.9, after a redirect/,
      /documented fails; boulder fails; per-hop may pass/,
      /\bF1\b.*\bF2\b/s,
      /^ {2}sixfour check www\.shop\.example/m,
    ])
      assert.match(out, says);
  });

  test('words need no quotes', async () => {
    assert.equal((await sixfour(...LOOP.split(' '))).code, 0);
  });

  test('JSON has the same', async () => {
    const { code, out } = await sixfour('--json', LOOP);
    const { recognised, findings } = JSON.parse(out);
    assert.deepEqual([code, recognised, findings.length], [0, true, 1]);
    const [{ says, misleads, causes, ...rest }] = findings;
    assert.ok(says.length > 0 && misleads.length > 0);
    assert.deepEqual(
      causes.map(({ id }: { id: string }) => id),
      ['F1', 'F2', 'F4'],
    );
    assert.deepEqual(rest, {
      id: 'redirect-loop',
      source: 'boulder',
      name: 'www.shop.example',
      address: '203.0.113.9',
      family: 4,
      redirected: true,
      hint: null,
      rules: { documented: 'fails', boulder: 'fails', 'per-hop': 'may-pass' },
      next: ['sixfour check www.shop.example'],
    });
  });

  test('what is not known ends with 1 and says what to paste', async () => {
    const { code, err } = await sixfour('hello world');
    assert.equal(code, 1);
    assert.match(err, /"Detail:"/);
    assert.doesNotMatch(err, /hello/);
    assert.deepEqual(JSON.parse((await sixfour('--json', 'hello')).out), {
      recognised: false,
      findings: [],
      requests: [],
    });
  });

  test('nothing, and too much, are wrong usage', async () => {
    assert.equal((await sixfour()).code, 2);
    assert.equal((await sixfour('x'.repeat(PASTE_BYTES_MAX + 1))).code, 2);
  });

  test('- reads standard input, bounded', () => {
    const good = run(`a log\n${LOOP}\nmore\n`);
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /no loop at all/);
    assert.equal(run('x'.repeat(PASTE_BYTES_MAX * 2)).status, 2);
  });
});

function run(input: string) {
  const program = join(import.meta.dirname, '../../../bin/sixfour.js');
  return spawnSync(process.execPath, [program, 'explain', '-'], { input, encoding: 'utf8' });
}
