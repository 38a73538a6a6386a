// `sixfour lab dns` as a program of its own: what it prints, what it refuses, how it ends.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { start } from '../../support/process.ts';
import { askTcp, queryBytes, type Lab } from './asking.ts';
import { decodeMessage } from '../../../src/wire/dns/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'sixfour-lab-'));
after(() => rmSync(directory, { recursive: true, force: true }));
const READY_MS = 20_000;
const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'bin', 'sixfour.js');

function script(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}
const GOOD = script(
  'good.toml',
  `[[zones]]
name = "lab.example"
sign = true
records = "www A 192.0.2.1"
[[rules]]
name = "www.lab.example"
type = "TXT"
fault = "servfail"
delay_ms = 1
`,
);

const startServer = () => Promise.reject(new Error('not here'));

async function sixfour(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 120,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine(['lab', 'dns', ...args], { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

suite('sixfour lab dns refuses', () => {
  const bad = script('bad.toml', '[[zones]]\nname = "x.test"\n[[rules]]\nfault = "sevrfail"\n');
  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [[], 2, /Give --script FILE, or --example/],
    [['--script', GOOD, '--example'], 2, /Give --script FILE, or --example/],
    [['--script', join(directory, 'none.toml')], 2, /none\.toml cannot be read \(ENOENT\)/],
    [['--script', directory], 2, /cannot be read \(EISDIR\)/],
    [['--script', bad], 2, /bad\.toml, line 4: fault = "sevrfail" is none/],
    [['--script', GOOD, '--listen', 'localhost'], 2, /--listen localhost cannot be used/],
    [['--script', GOOD, '--port', '65536'], 2, /--port 65536 cannot be used/],
    [['--script', GOOD, '--port', 'x'], 2, /--port x cannot be used/],
    // 192.0.2.0/24 is documentation: no machine has it
    [['--script', GOOD, '--listen', '192.0.2.53'], 3, /Cannot listen on 192\.0\.2\.53/],
    [['--script', GOOD, '--port', '0', '--listen', '127.0.0.1', '192.0.2.53'], 3, /192\.0\.2\.53/],
  ];
  for (const [args, code, says] of rows) {
    test(args.join(' ').replaceAll(directory, ''), async () => {
      const said = await sixfour(...args);
      assert.equal(said.code, code, said.err);
      assert.match(said.err, says);
    });
  }

  test('--json names the code', async () => {
    const said = await sixfour('--script', bad, '--json');
    assert.equal(said.code, 2);
    assert.equal(JSON.parse(said.out).error.code, 'labScriptInvalid');
  });

  test('--example prints a script', async () => {
    const said = await sixfour('--example');
    assert.equal(said.code, 0);
    assert.match(said.out, /^# A script for/);
  });
});

suite('sixfour lab dns runs', () => {
  test('until it is told to stop, one line for each answer', async () => {
    const service = start([process.execPath, PROGRAM, 'lab', 'dns', '--script', GOOD, '--port', '0']);
    try {
      const [, port = ''] = await service.until(/dig @127\.0\.0\.1 -p (\d+) lab\.example SOA/, READY_MS);
      await service.until(/lab\.example\. IN DS \d+ 13 2 /, READY_MS);
      await service.until(/Press Ctrl-C/, READY_MS);
      const lab = { dns: { port: Number(port) } } as Lab;
      const reply = await askTcp(lab, queryBytes('www.lab.example', 'A'));
      assert.equal(decodeMessage(reply ?? new Uint8Array()).answers.length, 1);
      await askTcp(lab, queryBytes('www.lab.example', 'TXT'));
      await service.until(
        /tcp 127\.0\.0\.1:\d+ A www\.lab\.example: NOERROR, 1 record, \d+ bytes\n/,
        READY_MS,
      );
      await service.until(
        /TXT www\.lab\.example: SERVFAIL, 0 records, .*, after 1 ms \(rule 1: servfail\)/,
        READY_MS,
      );
      const exit = new Promise((resolve) => service.child.once('exit', resolve));
      service.child.kill('SIGINT');
      assert.equal(await exit, 0);
    } finally {
      await service.stop();
    }
  });

  test('--json: one line when ready, one for each answer', async () => {
    const argv = [process.execPath, PROGRAM, 'lab', 'dns', '--script', GOOD, '--port', '0', '--json'];
    const service = start(argv);
    try {
      const [line] = await service.until(/^\{"ready":true.*\}$/m, READY_MS);
      const ready = JSON.parse(line) as {
        listeners: { address: string; port: number }[];
        trustAnchors: { zone: string }[];
      };
      assert.deepEqual(
        ready.trustAnchors.map(({ zone }) => zone),
        ['lab.example.'],
      );
      const lab = { dns: { port: ready.listeners[0]?.port } } as Lab;
      await askTcp(lab, queryBytes('www.lab.example', 'A'));
      const [answer] = await service.until(/^\{"at".*\}$/m, READY_MS);
      const { at, client, clientPort, bytes, ...rest } = JSON.parse(answer);
      assert.match(at, /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual([client, typeof clientPort, typeof bytes], ['127.0.0.1', 'number', 'number']);
      assert.deepEqual(rest, {
        transport: 'tcp',
        server: '127.0.0.1',
        name: 'www.lab.example',
        type: 'A',
        rcode: 'NOERROR',
        answers: 1,
        truncated: false,
        delayMs: 0,
      });
    } finally {
      await service.stop();
    }
  });
});
