// `sixfour name check` as it is typed: its options are its own, and it needs the data directory of a server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { tempDir } from '../../support/temp-dir.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
const data = join(tempDir({ after }), 'data');

async function sixfour(...args: string[]) {
  const said: string[] = [];
  const terminal: Terminal = {
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    width: 120,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine([...args, '--data', data], { environment: {}, startServer, terminal });
  return { code, said: said.join('\n') };
}

suite('sixfour name check', () => {
  const zone = ['--zone', 'acme.example.net'];
  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [['--help'], 0, /Usage: sixfour name check/],
    [[], 2, /missing required argument 'name'/],
    [['www.example.org'], 3, /sixfour init/],
    [['www.example.org', ...zone, '--purpose', 'dns-account-01'], 2, /give its URL with --account-url/],
    [['_dmarc.example.org', ...zone], 2, /_dmarc\.example\.org/],
    [[`${'a.'.repeat(120)}example.org`, ...zone], 2, /253/],
    [['www.example.org', ...zone], 3, /sixfour init/],
  ];
  for (const [args, code, says] of rows)
    test(`name check ${args.join(' ').slice(0, 60)} ends with ${code}`, async () => {
      const done = await sixfour('name', 'check', ...args);
      assert.match(done.said, says);
      assert.equal(done.code, code, done.said);
    });

  test('a name that only begins so is none', async () => {
    const done = await sixfour('name', 'check.example.org', ...zone);
    assert.match(done.said, /^_acme-challenge\.check\.example\.org\. IN CNAME org-example-check\.acme/m);
    assert.equal(done.code, 0);
  });
});
