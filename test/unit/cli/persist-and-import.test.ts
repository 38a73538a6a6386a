// `sixfour persist` and `sixfour client import` as they are typed, on a data directory without a server.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { newAccount, openAcmeDns } from '../../support/acme-dns-database.ts';
import { sixfour as inProcessOfItsOwn } from '../../support/sixfour.ts';
import { tempDir } from '../../support/temp-dir.ts';

const startServer = () => Promise.reject(new Error('no server in this test'));
const scratch = tempDir({ after });
const data = join(scratch, 'data');
const environment = {
  SIXFOUR_DELEGATION_ZONES: '{ "auth.example.net" = { name_servers = { "ns.example.net" = [] } } }',
  SIXFOUR_ACME_DNS_PERSIST_VERSION: '02',
};

async function sixfour(...args: string[]) {
  const said: string[] = [];
  const terminal: Terminal = {
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    width: 200,
    interactive: false,
    paint: (_style, text) => text,
  };
  const code = await runCommandLine([...args, '--data', data], { environment, startServer, terminal });
  return { code, said: said.join('\n') };
}

type Row = readonly [args: readonly string[], code: number, says: RegExp];

before(async () => {
  assert.equal((await inProcessOfItsOwn(['init', '--trial', '--data', data])).code, 0);
});

suite('sixfour persist', () => {
  const account = ['--issuer', 'ca.example', '--account-uri', 'https://ca.example/7'];
  const rows: readonly Row[] = [
    [['list'], 0, /^None\.$/],
    [['check'], 0, /^None\.$/],
    [['add', 'www.example.org'], 2, /required option '--issuer/],
    [['add', 'www.example.org', ...account], 2, /no hashed account URI/],
    [['add', 'a_b.example.org', ...account, '--draft', '01'], 2, /a_b/],
    [['add', 'www.example.org', ...account, '--draft', '00'], 2, /01, 02/],
    [['add', 'www.example.org', ...account, '--draft', '01', '--until', 'x'], 2, /is no date/],
    [
      ['add', '*.example.org', ...account, '--draft', '01'],
      0,
      /^_validation-persist\.example\.org\. IN TXT "ca\.example; accounturi=https:\/\/ca\.example\/7; policy=wildcard"$/m,
    ],
    [['add', 'example.org', ...account, '--draft', '01'], 1, /already.*persist remove example\.org/s],
    [['list'], 0, /example\.org +1 +not yet/],
    [['show', 'Example.org.'], 0, /ca\.example, draft 01, without an end/],
    [['show', 'www.example.org'], 1, /no such record/],
    [['check', 'www.example.org'], 1, /no such record/],
    [['remove', 'example.org', '--issuer', 'other.example'], 1, /no such record/],
    [['remove', 'example.org', '--issuer', 'CA.example.'], 0, /1 record of example\.org removed/],
    [['remove', 'example.org'], 1, /no such record/],
  ];
  for (const [args, code, says] of rows)
    test(`${args.join(' ')} ends with ${code}`, async () => {
      const done = await sixfour('persist', ...args);
      assert.match(done.said, says);
      assert.equal(done.code, code, done.said);
    });
});

suite('sixfour client import', () => {
  const file = join(scratch, 'acme-dns.db');
  const good = newAccount();
  const bad = newAccount({ allowFrom: 'x' });
  before(() => {
    openAcmeDns(file, [good, bad]).close();
    writeFileSync(join(scratch, 'bad.txt'), 'www.example.org\nb_d.example.org\n');
  });
  const from = ['acme-dns', '--sqlite', file];
  const rows: readonly Row[] = [
    [['bind'], 2, /acme-dns/],
    [['acme-dns'], 2, /--sqlite FILE or --postgresql URL/],
    [[...from, '--postgresql', 'postgresql://x/y'], 2, /one of both/],
    [[...from, '--zone', 'other.example'], 1, /no zone "other\.example"/],
    [[...from, '--names', join(scratch, 'none.txt')], 2, /none\.txt cannot be read/],
    [[...from, '--names', join(scratch, 'bad.txt')], 2, /line 2: .*b_d/],
    [['acme-dns', '--sqlite', `${file}x`], 1, /cannot be read \(ENOENT\)/],
    [[...from, '--dry-run'], 1, /Nothing was done\. It would be: 1 taken over.* 1 left out/],
    [from, 1, /1 taken over, 0 with more rules, 0 as they were, 1 left out/],
    [from, 1, /0 taken over, 0 with more rules, 1 as they were, 1 left out/],
    [from, 1, new RegExp(`${bad.subdomain} .*its networks \\(AllowFrom\\) cannot be read`)],
  ];
  for (const [args, code, says] of rows)
    test(`${args.join(' ').replaceAll(scratch, '')} ends with ${code}`, async () => {
      const done = await sixfour('client', 'import', ...args);
      assert.match(done.said, says);
      assert.equal(done.code, code, done.said);
    });

  test('as JSON', async () => {
    const done = await sixfour('client', 'import', ...from, '--json');
    const { accounts, counts, zone, dryRun } = JSON.parse(done.said);
    assert.deepEqual(
      [zone, dryRun, counts],
      ['auth.example.net', false, { added: 0, more: 0, unchanged: 1, left: 1 }],
    );
    const [first] = accounts.filter(({ outcome }: { outcome: string }) => outcome === 'unchanged');
    assert.deepEqual(first, {
      user: good.username,
      label: good.subdomain,
      client: good.subdomain.replaceAll('-', ''),
      names: [],
      networks: [],
      outcome: 'unchanged',
      why: null,
    });
  });

  test('the client shows its key as one that waits', async () => {
    const client = good.subdomain.replaceAll('-', '');
    const shown = await sixfour('client', 'show', client);
    assert.match(shown.said, new RegExp(`Keys of acme-dns, not used yet\n.*\n +${good.username}`));
  });
});
