// The command line in this process, without a server: exit codes, JSON shapes, words for people.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';

type Said = { readonly code: number; readonly out: string; readonly err: string };

const startServer = () => Promise.reject(new Error('no server in this test'));

async function sixfour(args: readonly string[], width = 120): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine(args, { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

suite('wrong usage ends with 2, help with 0', () => {
  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [['--help'], 0, /Usage: sixfour/],
    [['--version'], 0, /^\d+\.\d+\.\d+$/],
    [['order', 'show', '--help'], 0, /Usage: sixfour order show/],
    [[], 2, /Usage: sixfour/],
    [['ordre'], 2, /unknown command 'ordre'/],
    [['order', 'shwo'], 2, /unknown command 'shwo'/],
    [['order'], 2, /Usage: sixfour order/],
    [['order', 'show'], 2, /missing required argument 'id'/],
    [['order', 'list', '--frob'], 2, /unknown option '--frob'/],
    [['order', 'list', 'extra'], 2, /too many arguments/],
    [['cert', 'revoke', '00', '--reason', 'boredom'], 2, /Allowed choices are unspecified, keyCompromise/],
    [['ca', 'export', 'root', '--format', 'txt'], 2, /Allowed choices are pem, der/],
    [['init', '--yes', '--data', '/nonexistent/x'], 2, /--organization is missing/],
    [['allow', '--data', '/nonexistent/x'], 2, /Say what to allow/],
    [['serve', '--config', '/nonexistent/x.toml'], 2, /no settings file \/nonexistent\/x\.toml/],
  ];
  for (const [args, code, says] of rows) {
    test(`sixfour ${args.join(' ')}`, async () => {
      const said = await sixfour(args);
      assert.equal(said.code, code);
      assert.match(code === 0 ? said.out : said.err, says);
    });
  }
});

suite('where nothing can be done the exit code is 3', () => {
  for (const args of [
    ['order', 'list'],
    ['ca', 'show'],
    ['allow', 'example.org'],
    ['eab', 'add'],
  ]) {
    test(`sixfour ${args.join(' ')} without a data directory`, async () => {
      const said = await sixfour([...args, '--data', '/nonexistent/x']);
      assert.deepEqual([said.code, said.out], [3, '']);
      assert.match(said.err, /no data directory \/nonexistent\/x/);
      assert.equal(existsSync('/nonexistent/x'), false);
    });
  }
});

suite('commands without a server', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-test-'));
  const data = join(directory, 'data');
  before(async () => {
    assert.equal((await sixfour(['init', '--trial', '--data', data])).code, 0);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));
  const json = async (...args: string[]) => {
    const said = await sixfour([...args, '--json', '--data', data]);
    return { code: said.code, body: JSON.parse(said.out) };
  };

  test('lists are empty, and say so', async () => {
    for (const [noun, key] of [
      ['order', 'orders'],
      ['account', 'accounts'],
      ['cert', 'certificates'],
    ] as const) {
      assert.deepEqual(await json(noun, 'list'), { code: 0, body: { [key]: [], next: null } });
      assert.match((await sixfour([noun, 'list', '--data', data])).out, /None\.$/);
    }
    assert.deepEqual(await json('eab', 'list'), { code: 0, body: { externalKeys: [] } });
  });

  test('what is not there is refused with 1', async () => {
    for (const args of [
      ['order', 'show', 'x'],
      ['account', 'show', '../accounts'],
      ['cert', 'show', '00'],
      ['cert', 'revoke', '00'],
      ['eab', 'revoke', 'x'],
      ['allow', '--remove', 'example.com'],
    ]) {
      const { code, body } = await json(...args);
      assert.equal(code, 1, args.join(' '));
      assert.deepEqual(Object.keys(body.error), ['code', 'message']);
      assert.match(body.error.message, /List (them|what is allowed) with: sixfour/);
    }
  });

  test('pages have bounds', async () => {
    for (const limit of ['0', '-1', '1001', 'x', '1.5'])
      assert.equal((await json('order', 'list', `--limit=${limit}`)).code, 2);
    assert.equal((await json('order', 'list', '--limit', '1000')).code, 0);
    assert.equal((await json('order', 'list', '--status', 'lost')).code, 2);
  });

  const allowances: readonly [args: string[], result: string | RegExp][] = [
    [['example.org'], 'name example.org'],
    [['Example.NET.'], 'name example.net'],
    [['münchen.example'], 'name xn--mnchen-3ya.example'],
    [['internal'], 'name internal'],
    [['--exact', 'www.example.org'], 'exact www.example.org'],
    [['--network', '10.0.0.0/8'], 'network 10.0.0.0/8'],
    [['--network', '2001:DB8:0::/32'], 'network 2001:db8::/32'],
    [['--network', 'fd00::1'], 'network fd00::1/128'],
    [['*.example.org'], /leave out "\*\."/],
    [['com'], /public suffix/],
    [['co.uk'], /public suffix/],
    [['192.0.2.1'], /--network/],
    [['::1'], /--network/],
    [['www.-a.example'], /not a host name/],
    [['a..example'], /not a host name/],
    [['a b.example'], /not a host name/],
    [['a_b.example'], /not a host name/],
    [[`${'a'.repeat(64)}.example`], /not a host name/],
    [[`${'a.'.repeat(127)}example`], /not a host name/],
    [['--network', '10.0.0.1/8'], /bits after the prefix must be zero/],
    [['--network', '10.0.0.0/33'], /not a network/],
    [['--network', 'example.org'], /not a network/],
    [['--network', '127.0.0.0/8'], /never connects to loopback/],
    [['--network', '169.254.169.254'], /never connects/],
    [['--network', 'fe80::/10'], /never connects/],
    [['--network', '::1'], /never connects/],
    [['--network', '::ffff:127.0.0.1'], /never connects/],
    [['--network', 'ff02::/16'], /never connects/],
  ];
  for (const [args, result] of allowances) {
    test(`allow ${args.join(' ').slice(0, 60)}`, async () => {
      const { code, body } = await json('allow', ...args);
      if (typeof result === 'string') {
        const [{ kind, value, changed }] = body.allowed;
        assert.deepEqual([code, `${kind} ${value}`, changed], [0, result, true]);
      } else {
        assert.equal(code, 2);
        assert.match(body.error.message, result);
      }
    });
  }

  test('names and networks in one command have one answer', async () => {
    const { body } = await json('allow', 'one.example', '--network', 'fd01::/16');
    assert.deepEqual(
      body.allowed.map(({ value }: { value: string }) => value),
      ['one.example', 'fd01::/16'],
    );
    assert.equal((await sixfour(['allow', 'one.example', '--list', '--data', data])).code, 2);
  });

  test('of several names none is allowed when one is wrong', async () => {
    assert.equal((await json('allow', 'first.example', 'com')).code, 2);
    const { body } = await json('allow', '--list');
    assert.equal(
      body.allowances.some(({ value }: { value: string }) => value === 'first.example'),
      false,
    );
  });

  test('the hierarchy is shown without opening a key', async () => {
    const { code, body } = await json('ca', 'show');
    assert.deepEqual([code, body.trial, body.root.key], [0, true, 'here']);
    assert.match(body.root.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.deepEqual(Object.keys(body.issuing), [
      'subject',
      'serial',
      'fingerprint',
      'notBefore',
      'notAfter',
      'crl',
    ]);
    assert.match((await sixfour(['ca', 'show', '--data', data])).out, /TRIAL CA/);
    assert.match(
      (await sixfour(['ca', 'export', 'root', '--data', data])).out,
      /^-----BEGIN CERTIFICATE-----/,
    );
  });

  test('no line is longer than a narrow terminal, unless its words are long', async () => {
    for (const args of [
      ['ca', 'show'],
      ['allow', '--list'],
      ['eab', 'list'],
    ]) {
      const { out } = await sixfour([...args, '--data', data], 60);
      for (const line of out.split('\n')) {
        assert.ok(line.length <= 60 || line.trim().split(/\s+/).length <= 4, `${args.join(' ')}: ${line}`);
      }
    }
  });
});
