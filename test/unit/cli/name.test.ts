// `sixfour name`, `client` and `rule` in this process: what is printed, in words and as JSON, and how it ends.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { tempDir } from '../../support/temp-dir.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
const directory = tempDir({ after });
const config = join(directory, 'sixfour.toml');
writeFileSync(
  config,
  `[delegation]
[delegation.zones."acme.example.net".name_servers]
"ns1.acme.example.net" = ["2001:db8::53"]
"ns2.example.org" = []
[delegation.zones."u.example.net"]
style = "uuid"
`,
);
const data = join(directory, 'data');

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
  const all = [...args, '--config', config, '--data', data];
  const code = await runCommandLine(all, { environment: {}, startServer, terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

suite('sixfour name', () => {
  const rows: readonly [args: string[], code: number, says: RegExp][] = [
    [
      ['www.example.com'],
      0,
      /^_acme-challenge\.www\.example\.com\. IN CNAME com-example-www\.acme\.example\.net\.$/m,
    ],
    [['*.Example.COM.'], 0, /^_acme-challenge\.example\.com\. IN CNAME com-example\.acme\.example\.net\.$/m],
    [['www.example.com', '--zone', 'other.example'], 0, /IN CNAME com-example-www\.other\.example\.$/m],
    [
      ['example.com', '--zone', 'u.example.net'],
      0,
      /IN CNAME cfbff0d1-9375-5685-968c-48ce8b15ae17\.u\.example\.net\.$/m,
    ],
    [['example.com', '--style', 'sha1'], 0, /IN CNAME [0-9a-f]{40}\.acme/],
    [
      ['example.com', '--purpose', 'dns-persist-01'],
      0,
      /^_validation-persist\.example\.com\. IN CNAME com-example---persist\./m,
    ],
    [
      ['example.com', '--purpose', 'dns-account-01', '--account-url', 'https://ca.example/acct/1'],
      0,
      /^_[a-z2-7]{16}\._acme-challenge\.example\.com\. IN CNAME com-example---a[a-z2-7]{16}\./m,
    ],
    [['example.com', '--purpose', 'dns-account-01'], 2, /--account-url/],
    [
      ['example.com', '--ns'],
      0,
      /^_acme-challenge\.example\.com\. IN NS ns1\.acme\.example\.net\.\n.* IN NS ns2\.example\.org\.$/m,
    ],
    [['example.com', '--ns', '--zone', 'u.example.net'], 2, /has no name servers/],
    [['example.com', '--ns', '--zone', 'other.example'], 1, /no zone "other\.example"/],
    [['a_b.example.com'], 2, /a_b\.example\.com/],
    [[''], 2, /./],
    [['--decode', 'com-example-www'], 0, /stands for www\.example\.com \(dns-01\)/],
    [['--decode', 'com-my--site.acme.example.net'], 0, /stands for my-site\.com/],
    [['--decode', 'com-example-www---x'], 1, /no label/],
    [['--file', '/nonexistent/names'], 2, /cannot be read \(ENOENT\)/],
  ];
  for (const [args, code, says] of rows) {
    test(args.join(' '), async () => {
      const said = await sixfour('name', ...args);
      assert.equal(said.code, code, said.err);
      assert.match(code === 0 ? said.out : said.err, says);
    });
  }

  test('of a list each record in a line; what is no name is told with its line, and the others are there', async () => {
    const list = join(directory, 'names');
    writeFileSync(list, '# ours\nexample.com\r\n\n a_b.example.com\n*.www.example.com\n');
    const said = await sixfour('name', '--file', list);
    assert.equal(said.code, 1);
    assert.deepEqual(said.out.split('\n'), [
      '_acme-challenge.example.com. IN CNAME com-example.acme.example.net.',
      '_acme-challenge.www.example.com. IN CNAME com-example-www.acme.example.net.',
    ]);
    assert.match(said.err, /^line 4: .*a_b\.example\.com/);
    const json = await sixfour('name', '--file', list, '--json');
    const lines = json.out.split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines[0], {
      typed: 'example.com',
      name: 'example.com',
      purpose: { type: 'dns-01' },
      challenge: '_acme-challenge.example.com',
      target: 'com-example.acme.example.net',
      records: [
        { owner: '_acme-challenge.example.com.', type: 'CNAME', value: 'com-example.acme.example.net.' },
      ],
    });
    assert.equal(lines[1].error.code, 'nameUnderscore');
  });

  test('a style that the zone does not have, and a zone cut that is not served, are warned about', async () => {
    assert.match((await sixfour('name', 'example.com', '--style', 'uuid')).err, /gives readable labels/);
    assert.match((await sixfour('name', 'example.com', '--ns')).err, /challenge_zones/);
    assert.equal((await sixfour('name', 'example.com')).err, '');
  });
});

suite('sixfour client and rule', () => {
  test('from nothing to nothing', async () => {
    mkdirSync(directory, { recursive: true });
    assert.equal((await sixfour('init', '--trial')).code, 0);
    const added = await sixfour('client', 'add', 'web', '--json');
    const { key, user } = JSON.parse(added.out);
    assert.match(key, /^[A-Za-z0-9_-]{40}$/);
    assert.match((await sixfour('client', 'show', 'web')).out, new RegExp(user));
    assert.ok(!(await sixfour('client', 'show', 'web', '--json')).out.includes(key), 'shown once');
    for (const [args, code, says] of [
      [['client', 'add', 'web'], 1, /already/],
      [['client', 'add', 'Web'], 2, /no name for a client/],
      [['client', 'show', 'nobody'], 1, /no client "nobody"/],
      [['rule', 'add', 'nobody', 'a.example'], 1, /no client "nobody"/],
      [['rule', 'add', 'web', 'x.*.example'], 2, /not a name for a rule/],
      [['rule', 'add', 'web', '*'], 2, /not a name for a rule/],
      [['rule', 'add', 'web', '***.a.example'], 2, /not a name for a rule/],
      [['rule', 'add', 'web', 'a.example', '--network', '10.0.0.1/8'], 2, /not a network/],
      [['rule', 'add', 'web', 'a.example', '--account', 'x'], 2, /not the thumbprint/],
      [['rule', 'add', 'web', 'a.example', 'b_.example'], 2, /not a name for a rule/],
      [['rule', 'remove', 'x'], 1, /no rule "x"/],
      [['rule', 'explain', 'a.example', '--source', '10.0.0.0/8'], 2, /not an address/],
    ] as const) {
      const said = await sixfour(...args);
      assert.equal(said.code, code, args.join(' '));
      assert.match(said.err, says);
    }
    assert.match((await sixfour('rule', 'list')).out, /None\.$/, 'of several names none, when one is wrong');

    const conditions = ['--network', '2001:db8::/32', '192.0.2.7', '--account', 'A'.repeat(43)];
    const names = ['a.example', '*.b.example', '**.c.example'];
    const made = await sixfour('rule', 'add', 'web', ...names, ...conditions);
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /_acme-challenge\.a\.example\. IN CNAME example-a\.acme\.example\.net\./);
    assert.match(made.out, /_acme-challenge\.a\.example\. IN CNAME [0-9a-f-]{36}\.u\.example\.net\./);
    assert.match(made.out, /sixfour name NAME\.b\.example/);
    const { rules, next } = JSON.parse(
      (await sixfour('rule', 'list', '--client', 'web', '--limit', '2', '--json')).out,
    );
    assert.deepEqual([rules.length, next], [2, rules[1].id]);
    for (const [args, code, says] of [
      [['x.b.example'], 0, /may, depending on the source address, the ACME account/],
      [['x.b.example', '--source', '2001:db8::1'], 0, /depending on the ACME account/],
      [['x.b.example', '--source', '2001:db8::1', '--account', 'A'.repeat(43)], 0, /says +may$/m],
      [['x.b.example', '--source', '192.0.2.8'], 1, /may not: its rule is for other source addresses/],
      [['x.b.example', '--account', 'B'.repeat(43)], 1, /may not: its rule is for another ACME account/],
      [['x.b.example', '--type', 'dns-account-01'], 1, /may not: its rule is for another type/],
      [['b.example'], 1, /Nobody may answer/],
      [['y.x.b.example'], 1, /Nobody may answer/],
      [['y.x.c.example'], 0, /\*\*\.c\.example/],
    ] as const) {
      const said = await sixfour('rule', 'explain', ...args);
      assert.deepEqual([said.code, says.test(said.out)], [code, true], `${args.join(' ')}\n${said.out}`);
    }
    assert.equal((await sixfour('rule', 'remove', rules[0].id)).code, 0);
    assert.equal((await sixfour('client', 'remove', 'web')).code, 0);
    assert.match((await sixfour('rule', 'list')).out, /None\.$/);
    assert.match((await sixfour('client', 'list')).out, /None\.$/);
  });
});
