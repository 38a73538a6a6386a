// `sixfour advise` as it is typed: answers, checklist, steps, JSON, and tests that really measure, on loopback.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { serveHttp } from '../doctor/advice/tools.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
const NAME = 'www.example.test';

async function sixfour(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 1_000,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine(args, { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

suite('sixfour advise, without a look at the network', () => {
  test('without answers it prints the questions, and ends with 2', async () => {
    const { code, out } = await sixfour('advise', NAME);
    assert.equal(code, 2);
    for (const id of ['devices', 'dns', 'persist', 'key', 'few', 'front', 'tls', 'minutes'])
      assert.match(out, new RegExp(`^${id}: `, 'm'));
    const { out: json } = await sixfour('advise', '--json');
    assert.deepEqual(Object.keys(JSON.parse(json)), ['leaf', 'path', 'questions']);
    assert.equal(JSON.parse(json).questions.length, 8);
  });

  test('answers lead to a leaf, with the name in its lines, caveats, and its test', async () => {
    const { code, out } = await sixfour(
      'advise',
      NAME,
      '--no-measure',
      '--answer',
      'devices=no',
      'dns=no',
      'front=yes',
    );
    assert.equal(code, 0);
    assert.match(out, /no \(given\)/);
    assert.match(out, /^ {8}server_name www\.example\.test;$/m);
    assert.match(out, /no list of allowed addresses works/);
    assert.match(out, /^ {4}sixfour advise www\.example\.test --test path-only$/m);
  });

  test('where a question stays open, what was answered is told, and which one is open', async () => {
    const { code, out, err } = await sixfour(
      'advise',
      NAME,
      '--no-measure',
      '--answer',
      'devices=no',
      'dns=no',
    );
    assert.equal(code, 2);
    assert.match(out, /no \(given\)/);
    assert.match(err, /--answer front=yes or front=no/);
  });

  test('JSON has path, steps, caveats and the test', async () => {
    const { out } = await sixfour(
      'advise',
      '--json',
      NAME,
      '--answer',
      'devices=yes',
      '--directory',
      'https://ca.example/acme/directory',
    );
    const document = JSON.parse(out);
    assert.deepEqual(Object.keys(document), ['name', 'path', 'leaf', 'title', 'steps', 'caveats', 'test']);
    assert.deepEqual(document.path, [{ question: 'devices', answer: 'yes', by: 'flag' }]);
    assert.equal(document.leaf, 'private-ca');
    assert.match(document.steps.at(-1).lines[0], /--server https:\/\/ca\.example\/acme\/directory -d www/);
  });

  test('a leaf can be told at once', async () => {
    const { code, out } = await sixfour('advise', NAME, '--leaf', 'delegation', '--zone', 'acme.example.net');
    assert.equal(code, 0);
    assert.match(
      out,
      /_acme-challenge\.www\.example\.test\. IN CNAME test-example-www\.acme\.example\.net\./,
    );
  });

  const wrong: readonly string[][] = [
    ['bad name', '--leaf', 'hosting'],
    [NAME, '--leaf', 'nothing'],
    [NAME, '--answer', 'devices=perhaps'],
    [NAME, '--answer', 'weather=yes'],
    [NAME, '--leaf', 'path-only', '--inside', '10.0.0.0/8; return 200'],
    [NAME, '--leaf', 'path-only', '--webroot', '/srv/$(reboot)'],
    [NAME, '--leaf', 'hosting', '--directory', 'https://ca.example/`id`'],
    [NAME, '--leaf', 'persist', '--account-url', 'https://ca.example/" ; x'],
    [NAME, '--leaf', 'delegation', '--zone', 'a b'],
    [NAME, '--test', 'time-boxed', '--wait', '100000'],
    [NAME, '--test', 'path-only', '--token', '../x'],
    [NAME, '--test', 'persist'],
    [NAME, '--test', 'private-ca', '--root', '/nonexistent.pem'],
    ['--test', 'hosting'],
  ];
  for (const args of wrong)
    test(`${args.join(' ')} is wrong usage`, async () => {
      const { code, out, err } = await sixfour('advise', ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.ok(err.length > 0);
    });
});

suite('sixfour advise, with a look', () => {
  const directory = tempDir({ after });
  const data = join(directory, 'data');
  let dns: DnsServer;
  let status = 403;
  const ends: (() => void)[] = []; // `after` within a hook would be that hook's end
  before(async () => {
    dns = await startDnsServer({ names: { [NAME]: { A: ['127.0.0.1'] } } });
    const http = await serveHttp(
      { after: (end) => void ends.push(end) },
      ({ url = '', method }, response) => {
        const good = method === 'GET' && /^\/\.well-known\/acme-challenge\/[\w-]+$/.test(url);
        response.writeHead(good ? status : 403, { Server: 'cloudflare' }).end();
      },
    );
    const said = await sixfour('init', '--trial', '--test', '--data', data);
    assert.equal(said.code, 0, said.err);
    const servers = dns.servers.map(({ address, port }) =>
      JSON.stringify(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`),
    );
    writeFileSync(
      join(data, 'sixfour.toml'),
      `[validation]\ndns_servers = [${servers.join(', ')}]\nhttp01_port = ${http}\ntls_alpn01_port = 1\nallow_loopback = true\n`,
    );
  });
  after(async () => {
    for (const end of ends) end();
    await dns.close();
  });
  const advise = (...args: string[]) => sixfour('advise', NAME, ...args, '--data', data);

  test('a rule that is not in force is found, and one that is ends with 0', async () => {
    const refused = await advise('--test', 'path-only');
    assert.equal(refused.code, 1, refused.err);
    assert.match(refused.out, /the path of challenges is refused \(403\)/);
    status = 404;
    const good = await advise('--test', 'path-only', '--json');
    assert.deepEqual([good.code, good.err], [0, '']);
    const { passed, findings, seen } = JSON.parse(good.out);
    assert.deepEqual([passed, findings], [true, []]);
    assert.equal(seen[0].address, '127.0.0.1');
  });

  test('a question is answered by looking, says so, and can be overridden', async () => {
    const answers = ['--answer', 'devices=no', 'dns=no'];
    const measured = await advise('--json', ...answers);
    assert.equal(measured.code, 0, measured.err);
    const { path, leaf } = JSON.parse(measured.out);
    assert.equal(leaf, 'path-only');
    assert.deepEqual(path[2], {
      question: 'front',
      answer: 'yes',
      by: 'measured',
      measured: {
        answer: 'yes',
        because: 'front-found',
        values: { address: '127.0.0.1', device: 'Cloudflare' },
      },
    });
    assert.match((await advise(...answers)).out, /yes \(measured: Cloudflare answers at 127\.0\.0\.1\)/);
    const overridden = await advise('--json', ...answers, 'front=no', 'tls=no', 'minutes=yes');
    assert.equal(JSON.parse(overridden.out).leaf, 'time-boxed');
  });

  test('what cannot be reached is a finding of each test', async () => {
    for (const leaf of ['tls-alpn', 'private-ca', 'central']) {
      const { code, out } = await advise('--test', leaf, '--json');
      assert.equal(code, 1);
      assert.deepEqual(
        JSON.parse(out).findings.map((one: { code: string }) => one.code),
        ['not-reached'],
      );
    }
  });

  test('a port that is open before anybody opened it', async () => {
    const { code, out } = await advise('--test', 'time-boxed', '--wait', '1');
    assert.equal(code, 1);
    assert.match(out, /is open although nobody opened it/);
  });

  test('delegation and persist records are asked at the name servers', async () => {
    for (const args of [
      ['--test', 'delegation', '--zone', 'acme.example.test'],
      ['--test', 'persist', '--issuer', 'ca.example', '--account-url', 'https://ca.example/acct/1'],
    ]) {
      const { code, out } = await advise(...args, '--json');
      assert.equal(code, 1);
      const { findings } = JSON.parse(out);
      assert.ok(
        findings.some((one: { code: string }) => one.code === 'delegationZoneUnknown'),
        out,
      );
    }
  });

  test('hosting: the path is answered by itself', async () => {
    status = 404;
    assert.equal((await advise('--test', 'hosting')).code, 0);
  });
});
