// Moving from acme-dns: docs/acme-dns-import.md is run as it stands, on a database that is in use; and the same accounts out of a real
// PostgreSQL. Afterwards the clients' requests work as they are, and our DNS server answers at their labels.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { systemClock } from '../../src/core/index.ts';
import { createServerProber } from '../../src/net/index.ts';
import { nameFromText, TYPE } from '../../src/wire/dns/index.ts';
import { assertShows, pageSteps } from '../lab/page-steps.ts';
import {
  newAccount,
  openAcmeDns,
  SCHEMA_POSTGRESQL,
  type TestAccount,
} from '../support/acme-dns-database.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { postgresqlPrograms, startPostgresql } from '../support/postgresql.ts';
import { describe as shown, installed, mustRun, run } from '../support/process.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const CI = process.env['CI'] === 'true';
const PAGE = readFileSync(new URL('../../docs/acme-dns-import.md', import.meta.url), 'utf8');
const ZONE = 'auth.example.org';
/** Those of the page. */
const WWW = newAccount({
  username: 'c36f50e8-4632-44f0-83fe-e070fef28a10',
  password: 'htB9mR9DYgcu9bX_afHF62erXaH2TS7bg9KW3F7Z',
  subdomain: 'c7b1e6d4-8a0f-4c7e-9b52-3f6f1d0c2a11',
});
const OTHER = newAccount({
  subdomain: '8e5700ea-a4bf-41c7-8a77-e990661dcc6a',
  allowFrom: '["192.0.2.0/24"]',
});

type Server = Awaited<ReturnType<typeof serve>>;

describe('moving from acme-dns', { timeout: 600_000 }, () => {
  const closing: (() => unknown)[] = [];
  const scratch = tempDir({ after: (close: () => void) => void closing.push(close) });
  const data = join(scratch, 'sixfour-data');
  let server: Server;
  let env: Env;
  let dns = 0;

  before(async () => {
    mkdirSync(join(scratch, 'acme-dns'));
    const db = openAcmeDns(join(scratch, 'acme-dns', 'acme-dns.db'), [WWW, OTHER]);
    closing.push(() => db.close());
    db.exec('PRAGMA journal_mode = WAL'); // and it stays open: acme-dns runs on
    writeFileSync(join(scratch, 'names.txt'), '# ours\nwww.example.net\n\nmail.example.net\n');
    const customer = await startDnsServer({
      zones: ['example.net'],
      names: {
        'example.net': { NS: ['ns.example.net'] },
        '_acme-challenge.www.example.net': { CNAME: 'alias.example.net' },
        'alias.example.net': { CNAME: `${WWW.subdomain}.${ZONE}` },
        '_acme-challenge.mail.example.net': { CNAME: `${newAccount().subdomain}.elsewhere.example.net` },
      },
    });
    closing.push(() => customer.close());
    const probe = await startDnsServer();
    dns = probe.port;
    await probe.close();
    env = {
      SIXFOUR_VALIDATION_ZONES: `{ "example.net" = ["[::1]:${customer.port}"] }`,
      SIXFOUR_DELEGATION_PORT: String(dns),
      SIXFOUR_DELEGATION_ADDRESSES: '["::1", "127.0.0.1"]',
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
  });
  after(async () => {
    await server?.stop();
    for (const close of closing.toReversed()) await close();
  });

  describe('docs/acme-dns-import.md, run as it stands', async () => {
    const curl = await installed('curl');
    let printed = '';
    for (const { language, fails, text } of pageSteps(PAGE)) {
      const [line = ''] = text.split('\n');
      it(`${language}: ${line}`, async (t) => {
        if (line.startsWith('curl') && !curl) return missing(t, 'curl');
        if (language === 'toml') {
          appendFileSync(join(data, 'sixfour.toml'), `\n${text}\n`);
          server = await serve(data, env);
        } else if (language === 'text') {
          if (text.startsWith('{') && !curl) return missing(t, 'curl');
          assertShows(printed, text, comparable);
        } else {
          const port = server.ready.listeners.find(({ scheme }) => scheme === 'https')?.port ?? 0;
          const script = text
            .replaceAll('/var/lib/acme-dns/', `${scratch}/acme-dns/`)
            .replaceAll('localhost:6464', `localhost:${port}`)
            .replaceAll('sixfour-data/', `${data}/`);
          const main = new URL('../../src/main.ts', import.meta.url).pathname;
          const npx = `npx() { shift; '${process.execPath}' --disable-warning=ExperimentalWarning '${main}' "$@" --data '${data}'; }`;
          const done = await run(['sh', '-ec', `${npx}\n${script}`], {
            env,
            cwd: scratch,
            timeoutMs: 120_000,
          });
          assert.equal(done.code !== 0, fails, shown(done));
          printed = done.stdout + done.stderr;
        }
      });
    }

    it('our DNS server answers at the label, with the value that curl sent', async (t) => {
      if (!curl) return missing(t, 'curl');
      assert.deepEqual(await served(WWW), ['LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ']);
      assert.deepEqual(await served(OTHER), [], 'idle, and known');
    });

    it('a second time changes nothing; what it would do is told before', async () => {
      const file = join(scratch, 'acme-dns', 'acme-dns.db');
      for (const more of [['--dry-run'], []]) {
        const { code, body } = await json('client', 'import', 'acme-dns', '--sqlite', file, ...more);
        assert.deepEqual([code, body.counts], [0, { added: 0, more: 0, unchanged: 2, left: 0 }]);
      }
    });
  });

  it('out of PostgreSQL, and what cannot be taken over is named', async (t) => {
    if (postgresqlPrograms() === undefined) return missing(t, 'PostgreSQL');
    const postgresql = await startPostgresql();
    t.after(() => postgresql.close());
    const client = new Client({ connectionString: postgresql.url });
    await client.connect();
    for (const one of SCHEMA_POSTGRESQL) await client.query(one);
    const good = newAccount({ allowFrom: '["::1/128", "127.0.0.0/8"]' });
    const broken = newAccount({ allowFrom: 'x' });
    const taken = { ...newAccount(), subdomain: WWW.subdomain };
    for (const { username, hash, subdomain, allowFrom } of [good, broken, taken])
      await client.query(
        'INSERT INTO records(Username, Password, Subdomain, AllowFrom) values($1, $2, $3, $4)',
        [username, Buffer.from(hash).toString(), subdomain, allowFrom],
      );
    const before = (await client.query('SELECT * FROM records ORDER BY username')).rows;

    const { code, body } = await json('client', 'import', 'acme-dns', '--postgresql', postgresql.url);
    assert.deepEqual([code, body.counts], [1, { added: 1, more: 0, unchanged: 0, left: 2 }]);
    const becomes = Object.fromEntries(
      body.accounts.map(({ user, outcome, why }: Record<string, string>) => [user, [outcome, why]]),
    );
    assert.deepEqual(becomes[good.username], ['new', null]);
    assert.deepEqual(becomes[broken.username], ['left-out', 'networks']);
    assert.deepEqual(becomes[taken.username], ['conflict', 'label']);
    assert.deepEqual((await client.query('SELECT * FROM records ORDER BY username')).rows, before);
    await client.end();

    if (!(await installed('curl'))) return missing(t, 'curl');
    const txt = 'gfj9Xq-Wv5y0aQOnTqZp3SbRNgPvhbVe2HKpXyJJ2p0';
    assert.deepEqual(JSON.parse(await update(good, txt)), { txt });
    assert.deepEqual(await served(good), [txt]);
    assert.equal(await update({ ...good, password: WWW.password }, txt), '{"error": "forbidden"}');
  });

  it('a database that is not there is refused; its password is not told', async () => {
    const url = 'postgresql://acmedns:secret@127.0.0.1:1/acmedns';
    const done = await sixfour(['client', 'import', 'acme-dns', '--postgresql', url, '--data', data], env);
    assert.equal(done.code, 1, shown(done));
    assert.match(done.stderr, /postgresql:\/\/127\.0\.0\.1:1\/acmedns cannot be read \(ECONNREFUSED\)/);
    assert.doesNotMatch(done.stderr + done.stdout, /secret/);
  });

  function json(...args: string[]) {
    return sixfourJson([...args, '--data', data], env);
  }

  /** TXT at the account's label, as our server has it. */
  async function served({ subdomain }: TestAccount): Promise<string[]> {
    const prober = createServerProber({ clock: systemClock });
    const said = await prober.probe(
      { address: '::1', port: dns },
      {
        zone: nameFromText(ZONE),
        name: nameFromText(`${subdomain}.${ZONE}`),
        type: TYPE.TXT,
        transport: 'udp',
        tryMs: 2_000,
      },
    );
    assert.ok(said.outcome === 'answer' || said.outcome === 'nodata', said.outcome);
    return said.outcome === 'answer'
      ? said.records.flatMap(({ data: rr }) =>
          rr.kind === 'TXT' ? rr.strings.map((one) => Buffer.from(one).toString()) : [],
        )
      : [];
  }

  async function update({ username, password, subdomain }: TestAccount, txt: string): Promise<string> {
    const port = server.ready.listeners.find(({ scheme }) => scheme === 'https')?.port ?? 0;
    const done = await mustRun([
      'curl',
      '-sS',
      '--cacert',
      join(data, 'root.pem'),
      `https://localhost:${port}/delegation/acme-dns/update`,
      '-H',
      `X-Api-User: ${username}`,
      '-H',
      `X-Api-Key: ${password}`,
      '-d',
      JSON.stringify({ subdomain, txt }),
    ]);
    return done.stdout;
  }
});

function missing(t: { skip(why: string): void }, program: string): void {
  assert.ok(!CI, `${program} is not installed`);
  t.skip(`${program} is not installed`);
}

function comparable(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/^ /gm, '')
    .trim();
}
