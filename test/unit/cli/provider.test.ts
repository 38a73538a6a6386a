// `sixfour provider` without a server: what is taken, what is refused, and that no secret comes back.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import type { ProviderDetailView } from '../../../src/console/api/index.ts';

const SECRET = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ=';

const startServer = () => Promise.reject(new Error('no server in this test'));

suite('sixfour provider', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-provider-'));
  const data = join(directory, 'data');
  const written: string[] = [];
  const file = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };
  const good = file('good.json', JSON.stringify({ key: 'ours', secret: SECRET }));

  async function sixfour(...args: string[]) {
    const out: string[] = [];
    const terminal: Terminal = {
      out: (text) => void out.push(text),
      err: (text) => void out.push(text),
      width: 120,
      interactive: false,
      paint: (_style, text) => text,
    };
    const code = await runCommandLine([...args, '--data', data], { environment: {}, startServer, terminal });
    written.push(out.join('\n'));
    return { code, out: out.join('\n') };
  }
  const add = (name: string, ...more: string[]) =>
    sixfour('provider', 'add', name, '--kind', 'rfc2136', '--credentials', good, ...more);
  const servers = ['--option', 'servers=127.0.0.1:9'];

  before(async () => {
    assert.equal((await sixfour('init', '--trial')).code, 0);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test('is added, listed, shown, checked, given new credentials, and removed', async () => {
    assert.equal((await add('bind', ...servers, '--zone', 'Example.ORG', 'bücher.example')).code, 0);
    assert.match(
      (await sixfour('provider', 'list')).out,
      /bind +rfc2136 +example\.org xn--bcher-kva\.example/,
    );
    const shown = await sixfour('provider', 'show', 'bind', '--json');
    const view = JSON.parse(shown.out) as ProviderDetailView;
    assert.deepEqual(view.options, { servers: '127.0.0.1:9' });
    assert.deepEqual(view.journal, []);
    const checked = await sixfour('provider', 'check', 'bind', '--name', 'www.example.org');
    assert.equal(checked.code, 1);
    assert.match(checked.out, /_acme-challenge\.www\.example\.org +write a value +unreachable ECONNREFUSED/);
    assert.equal((await sixfour('provider', 'credentials', 'bind', '--credentials', good)).code, 0);
    // nothing was asked to be written, since it could not be seen what is there
    assert.equal((await sixfour('provider', 'remove', 'bind')).code, 0);
    assert.equal((await sixfour('provider', 'show', 'bind')).code, 1);
  });

  test('a name that it holds is checked as such: no CNAME is wanted, and no zone of ours', async () => {
    assert.equal((await add('bind', ...servers, '--zone', 'held.invalid')).code, 0);
    const checked = await sixfour('name', 'check', 'www.held.invalid', '--json');
    assert.equal(checked.code, 1, checked.out);
    const { findings, evidence } = JSON.parse(checked.out) as {
      findings: { code: string }[];
      evidence: { held?: unknown };
    };
    const held = {
      name: 'www.held.invalid',
      challenge: '_acme-challenge.www.held.invalid',
      zone: 'held.invalid',
    };
    assert.deepEqual(evidence.held, held);
    assert.ok(findings.length > 0 && !findings.some(({ code }) => code === 'delegationRecordMissing'));
    const elsewhere = await sixfour('name', 'check', 'www.notheld.invalid');
    assert.deepEqual([elsewhere.code, /Which zone\?/.test(elsewhere.out)], [2, true], elsewhere.out);
    assert.equal((await sixfour('provider', 'remove', 'bind')).code, 0);
  });

  const refused: readonly [
    title: string,
    args: () => Promise<{ code: number; out: string }>,
    says: RegExp,
  ][] = [
    ['a name', () => add('Not A Name', ...servers, '--zone', 'a.test'), /no name for a provider/],
    ['a zone', () => add('one', ...servers, '--zone', '*.a.test'), /no name of a zone/],
    ['no servers', () => add('one', '--zone', 'a.test'), /options cannot be used: servers/],
    [
      'an unknown option',
      () => add('one', ...servers, '--option', 'more=1', '--zone', 'a.test'),
      /options cannot be used: .*more/,
    ],
    ['an option without a value', () => add('one', '--option', 'servers', '--zone', 'a.test'), /NAME=VALUE/],
    [
      'a kind',
      () => sixfour('provider', 'add', 'one', '--kind', 'nothing', '--zone', 'a.test'),
      /Allowed choices are .*rfc2136/,
    ],
    [
      'a file that is not there',
      () => add('one', ...servers, '--zone', 'a.test', '--credentials', join(directory, 'none.json')),
      /cannot be read from .*none\.json: ENOENT/,
    ],
    [
      'credentials that are no JSON',
      () =>
        add('one', ...servers, '--zone', 'a.test', '--credentials', file('text.json', `secret = ${SECRET}`)),
      /cannot be read from .*text\.json: no JSON/,
    ],
    [
      'credentials with a field too many',
      () =>
        add(
          'one',
          ...servers,
          '--zone',
          'a.test',
          '--credentials',
          file('more.json', JSON.stringify({ key: 'k', secret: SECRET, password: SECRET })),
        ),
      /credentials cannot be used: .*password/,
    ],
  ];
  for (const [title, run, says] of refused) {
    test(`refuses ${title}`, async () => {
      const { code, out } = await run();
      assert.notEqual(code, 0);
      assert.match(out.replaceAll('\n', ' '), says);
      assert.match((await sixfour('provider', 'list', '--json')).out, /"providers": \[\]/);
    });
  }

  test('a zone may be the name of a challenge, which is as little as a provider can be given', async () => {
    const zone = '_acme-challenge.www.a.test';
    const added = await add('one', ...servers, '--zone', `_ACME-challenge.www.a.test`);
    assert.equal(added.code, 0, added.out);
    assert.match((await sixfour('provider', 'list')).out, new RegExp(`one +rfc2136 +${zone}`));
    for (const other of ['_acme-challenge', '_acme-challenge._acme-challenge.a.test', '_dmarc.a.test']) {
      assert.match((await add('two', ...servers, '--zone', other)).out, /no name of a zone/, other);
    }
    assert.equal((await sixfour('provider', 'remove', 'one')).code, 0);
  });

  test('a zone has one provider', async () => {
    assert.equal((await add('one', ...servers, '--zone', 'a.test')).code, 0);
    assert.match((await add('one', ...servers, '--zone', 'b.test')).out, /There is a provider "one" already/);
    const taken = await add('two', ...servers, '--zone', 'b.test', 'a.test');
    assert.match(taken.out, /Another provider has one of the zones/);
    assert.equal((await sixfour('provider', 'remove', 'one')).code, 0);
  });

  test('no secret was written anywhere', async () => {
    assert.equal((await add('kept', ...servers, '--zone', 'a.test')).code, 0);
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    assert.ok(files.some(({ name }) => name.endsWith('.sqlite')));
    for (const { parentPath, name } of files) {
      assert.ok(!readFileSync(join(parentPath, name)).includes(SECRET), name);
    }
    assert.ok(written.length > 20);
    for (const text of written) assert.ok(!text.includes(SECRET.slice(0, 12)), text);
  });
});
