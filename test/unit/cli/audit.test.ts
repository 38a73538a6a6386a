// The commands of rules' conditions, of approval and of the audit, as their documents show them, and with a server.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { newValue } from '../../support/delegation.ts';
import { serve } from '../../support/sixfour.ts';

type Said = { readonly code: number; readonly out: string; readonly err: string };

const startServer = () => Promise.reject(new Error('no server in this test'));

async function sixfour(args: readonly string[]): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 400,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine(args, { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The commands of a document's fences, as words; `> FILE` is the last of them. */
function commandsOf(file: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', file), 'utf8');
  const fences = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, body = '']) => body.split('\n'));
  return fences
    .filter((line) => line.startsWith('npx sixfour '))
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '').slice(2),
    );
}

/** A trial CA with the clients of the documents. */
function dataDirectory(): { readonly path: string; readonly data: string } {
  const path = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
  const data = join(path, 'data');
  before(async () => {
    assert.equal((await sixfour(['init', '--trial', '--data', data])).code, 0);
    for (const name of ['web', 'fleet']) await sixfour(['client', 'add', name, '--data', data]);
  });
  after(() => rmSync(path, { recursive: true, force: true }));
  return { path, data };
}

suite('the documents, run as they stand', () => {
  const { path, data } = dataDirectory();
  const run = async (words: readonly string[]) => {
    const to = words.indexOf('>');
    const args = (to < 0 ? words : words.slice(0, to)).map((word) =>
      /^audit\.jsonl$|^audit-key\.pem$/.test(word) ? join(path, word) : word,
    );
    const said = await sixfour([...args, '--data', data]);
    if (to >= 0) writeFileSync(join(path, words[to + 1] ?? ''), said.out);
    return said;
  };

  test('conditions and approval', async () => {
    const commands = commandsOf('delegated-names.md').filter(
      ([first, second]) => first === 'approval' || (first === 'rule' && second === 'add'),
    );
    assert.ok(commands.length >= 6, 'they were found');
    for (const words of commands) assert.deepEqual([(await run(words)).code, words], [0, words]);
    const listed = await run(['approval', 'list', '--json']);
    const { approvals } = JSON.parse(listed.out) as { approvals: { name: string; state: string }[] };
    assert.deepEqual(
      new Map(approvals.map(({ name, state }) => [name, state])),
      new Map([
        ['api.example.org', 'denied'],
        ['www.example.org', 'approved'],
      ]),
    );
  });

  test('the audit, and what was done to it', async () => {
    const commands = commandsOf('audit.md');
    assert.equal(commands.length, 5);
    for (const words of commands) assert.deepEqual([(await run(words)).code, words], [0, words]);
    const file = join(path, 'audit.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, lines.toSpliced(3, 1).join('\n'));
    const verify = ['audit', 'verify', '--file', 'audit.jsonl', '--key', 'audit-key.pem'];
    const cut = await run(verify);
    assert.deepEqual([cut.code, cut.out], [1, 'Entry 3 is missing, or not in its place.']);
    writeFileSync(file, lines.join('\n').slice(0, -40));
    assert.equal((await run(verify)).code, 2);
    assert.equal((await run(['audit', 'verify', '--file', 'audit.jsonl'])).code, 2);
    assert.equal((await run([...verify.slice(0, 4), '--key', '/nonexistent'])).code, 2);
    rmSync(join(data, 'audit.checkpoint'));
    const gone = await run(['audit', 'verify', '--json']);
    assert.deepEqual([gone.code, (JSON.parse(gone.out) as { memory: string }).memory], [1, 'memory-missing']);
  });

  test('a purge leaves a whole chain', async () => {
    const nothing = await run(['audit', 'purge', '--before', '2020-01-01']);
    assert.match(nothing.out, /nothing was taken away/);
    const purged = await run(['audit', 'purge', '--before', '2999-01-01', '--json']);
    assert.equal(purged.code, 0);
    assert.ok((JSON.parse(purged.out) as { removed: number }).removed > 5);
    const verified = await run(['audit', 'verify', '--json']);
    assert.deepEqual([verified.code, (JSON.parse(verified.out) as { problem: null }).problem], [0, null]);
  });

  test('what cannot be a condition is refused, and who may is explained', async () => {
    const add = (...more: string[]) => run(['rule', 'add', 'web', 'x.example.org', ...more]);
    for (const more of [
      ['--window', 'Mon 8-18'],
      ['--from', 'soon'],
      ['--from', '2027-01-02', '--until', '2027-01-01'],
      ['--live', '0'],
      ['--live', 'many'],
      ['--lifetime', '2h'],
      ['--approval', 'perhaps'],
    ]) {
      assert.deepEqual([(await add(...more)).code, more], [2, more]);
    }
    assert.equal((await add('--window', 'Mon 08:00-09:00 UTC', '--live', '2')).code, 0);
    const explain = (...more: string[]) =>
      run(['rule', 'explain', 'x.example.org', '--client', 'web', ...more]);
    assert.match((await explain()).out, /depending on the time, the room in its quota/);
    const shut = await explain('--at', '2026-11-21T12:00:00Z');
    assert.equal(shut.code, 0, 'by another rule, *.example.org, it may');
    assert.match(shut.out, /not open at this time; opens at 2026-11-23 08:00:00 UTC/);
    assert.equal((await explain('--at', 'soon')).code, 2);
    assert.equal((await run(['approval', 'approve', 'web', 'x.example.org', '--for', '1y'])).code, 2);
    assert.equal((await run(['approval', 'approve', 'nobody', 'x.example.org'])).code, 1);
  });
});

suite('with a server', () => {
  const { path, data } = dataDirectory();

  test('approval from the refusal to the present; all of it in the audit, signed when the server stops', async () => {
    const zone =
      '[delegation]\naddresses = ["127.0.0.1"]\nport = 0\n\n[delegation.zones."acme.example.net".name_servers]\n';
    const config = join(path, 'sixfour.toml');
    writeFileSync(config, `${zone}"ns1.acme.example.net" = ["127.0.0.1"]\n`);
    const run = async (...args: string[]) => {
      const said = await sixfour([...args, '--json', '--config', config, '--data', data]);
      return { code: said.code, body: JSON.parse(said.out) };
    };
    const { key } = (await run('client', 'add', 'asker')).body as { key: string };
    await run('rule', 'add', 'asker', 'www.example.org', '--approval', 'always');
    const server = await serve(data, { SIXFOUR_CONFIG: config });
    try {
      const https = server.ready.listeners.find(({ scheme }) => scheme === 'https');
      assert.ok(https);
      const present = () => post(https, key, { fqdn: '_acme-challenge.www.example.org.', value: newValue() });
      const refused = await present();
      assert.equal(refused.status, 403);
      assert.match(refused.body, /sixfour approval approve asker www\.example\.org/);
      const { approvals } = (await run('approval', 'list', '--state', 'pending')).body as {
        approvals: { client: string }[];
      };
      assert.deepEqual(
        approvals.map(({ client }) => client),
        ['asker'],
      );
      assert.equal((await run('approval', 'approve', 'asker', 'www.example.org', '--for', '1h')).code, 0);
      assert.equal((await present()).status, 200);
      assert.equal((await run('audit', 'verify')).code, 0);
    } finally {
      await server.stop();
    }
    const { entries } = (await run('audit', 'list', '--limit', '4')).body as {
      entries: { action: string; actor: string; sequence: number }[];
    };
    assert.deepEqual(
      entries.map(({ action, actor }) => [action, actor.split(':')[0]]),
      [
        ['challenge.present', 'client'],
        ['approval.approve', 'administrator'],
        ['challenge.refuse', 'client'],
        ['approval.request', 'client'],
      ],
    );
    const verdict = (await run('audit', 'verify')).body as { signed: number; problem: null; memory: null };
    assert.deepEqual([verdict.signed, verdict.problem, verdict.memory], [entries[0]?.sequence, null, null]);
    await run('allow', 'example.net');
    const [last] = ((await run('audit', 'list', '--limit', '1')).body as { entries: typeof entries }).entries;
    assert.deepEqual([last?.action, last?.actor.split(':')[0]], ['allowance.add', 'administrator']);
  });
});

function post(
  { address, port }: { readonly address: string; readonly port: number },
  key: string,
  body: object,
): Promise<{ status: number; body: string }> {
  const authorization = `Basic ${Buffer.from(`asker:${key}`).toString('base64')}`;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: address,
        port,
        path: '/delegation/httpreq/present',
        method: 'POST',
        rejectUnauthorized: false,
        headers: { authorization, 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
