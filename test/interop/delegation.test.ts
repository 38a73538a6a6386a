// Certificates without a DNS credential anywhere: the customer's zone (BIND) has one CNAME or one NS record, the value is served by
// our own zone, and lego and certbot prove name and wildcard to our own CA through it.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type {
  ClientDetailView,
  NewClientView,
  OrderDetailView,
  OrderView,
} from '../../src/console/api/index.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { type Named, startNamed } from '../support/named.ts';
import { describe as shown, type Finished, installed, mustRun, run } from '../support/process.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const CI = process.env['CI'] === 'true';
const CUSTOMER = 'customer.test';
const ZONE = 'acme.hoster.test';
const TARGET = `test-customer.${ZONE}`;
const CUT = `cut.${CUSTOMER}`;
const NAMES = [CUSTOMER, `*.${CUSTOMER}`];
const ACT_MS = 120_000;

type Server = Awaited<ReturnType<typeof serve>>;

describe('delegation', { timeout: 600_000 }, () => {
  const closing: (() => void | Promise<unknown>)[] = [];
  const scratch = tempDir({ after: (run: () => void) => void closing.push(run) });
  const data = join(scratch, 'data');
  let named: Named | undefined;
  let server: Server;
  let env: Env;
  let web: NewClientView;
  let stranger: NewClientView;

  before(async () => {
    if (!(await installed('named'))) return;
    named = await startNamed({
      [CUSTOMER]: `$TTL 60
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
_acme-challenge CNAME ${TARGET}.
_acme-challenge.cut NS ns1.${ZONE}.
`,
    });
    const probe = await startDnsServer(); // a port that is free on both families, UDP and TCP
    const { port } = probe;
    await probe.close();
    env = {
      SIXFOUR_DELEGATION_PORT: String(port),
      SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1", "127.0.0.1"] } } }`,
      SIXFOUR_DELEGATION_CHALLENGE_ZONES: 'true',
      // no resolver follows an NS record to another port than 53, so where it leads is said here
      SIXFOUR_VALIDATION_ZONES: `{ "${CUSTOMER}" = ["127.0.0.1:${named.port}"], "${ZONE}" = ["[::1]:${port}"],
        "_acme-challenge.${CUT}" = ["[::1]:${port}"] }`.replaceAll(/\n\s*/g, ' '),
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
    server = await serve(data, env);
    await json('allow', CUSTOMER);
    web = await json('client', 'add', 'web');
    stranger = await json('client', 'add', 'stranger');
    await json('rule', 'add', 'web', CUSTOMER, CUT);
  });
  after(async () => {
    await server?.stop();
    await named?.close();
    for (const close of closing.toReversed()) await close();
  });

  async function json(...args: string[]) {
    const { code, body } = await sixfourJson([...args, '--data', data], env);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  }

  /** Who is told: our root for TLS, for Go's programs and for Python's. */
  const trust = () => {
    const { rootFile } = server.ready;
    return { LEGO_CA_CERTIFICATES: rootFile, SSL_CERT_FILE: rootFile, REQUESTS_CA_BUNDLE: rootFile };
  };
  const base = (entrance: string) => new URL(`/delegation/${entrance}`, server.ready.directoryUrl).href;

  function lego(provider: string, folder: string, variables: Env, names = NAMES): Promise<Finished> {
    const path = join(scratch, folder);
    const argv = ['lego', '--path', path, '--server', server.ready.directoryUrl, '--accept-tos'];
    argv.push('--email', `admin@${CUSTOMER}`, '--dns', provider, '--dns.disable-cp');
    argv.push('--dns.resolvers', `127.0.0.1:${named?.port}`);
    for (const name of names) argv.push('--domains', name);
    return run([...argv, 'run'], { env: { ...trust(), ...variables }, timeoutMs: ACT_MS });
  }

  async function check(file: string, name = CUSTOMER): Promise<void> {
    const pem = readFileSync(file, 'utf8');
    const leaf = new X509Certificate(pem);
    const names = leaf.subjectAltName?.split(', ').toSorted((a, b) => (a < b ? -1 : 1));
    assert.deepEqual(names, [`DNS:*.${name}`, `DNS:${name}`]);
    const { orders }: { orders: OrderView[] } = await json('order', 'list', '--limit', '1');
    const order: OrderDetailView = await json('order', 'show', orders[0]?.id ?? '');
    assert.equal(order.status, 'valid');
    assert.deepEqual(
      order.authorizations.map(({ attempted }) => attempted),
      ['dns-01', 'dns-01'],
    );
    const { events }: ClientDetailView = await json('client', 'show', 'web');
    const happened = new Set(events.map(({ event }) => event));
    assert.ok(happened.has('presented') && happened.has('fetched'), JSON.stringify(events));
  }

  it('the record that the customer was told is the one that is there', async (context) => {
    if (!(await ready(context, ['dig']))) return;
    const told = await sixfour(['name', `*.${CUSTOMER}`, '--data', data], env);
    const record = `_acme-challenge.${CUSTOMER}. IN CNAME ${TARGET}.`;
    assert.ok(told.stdout.includes(record), told.stdout);
    const dig = [
      'dig',
      '@127.0.0.1',
      '-p',
      String(named?.port),
      '+short',
      `_acme-challenge.${CUSTOMER}`,
      'CNAME',
    ];
    assert.equal((await mustRun(dig)).stdout.trim(), `${TARGET}.`);
  });

  it('lego, httpreq: follows the CNAME and asks for the label', async (context) => {
    if (!(await ready(context, ['lego']))) return;
    const done = await lego('httpreq', 'lego-httpreq', {
      HTTPREQ_ENDPOINT: base('httpreq'),
      HTTPREQ_USERNAME: 'web',
      HTTPREQ_PASSWORD: web.key,
    });
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'lego-httpreq', 'certificates', `${CUSTOMER}.crt`));
  });

  it('lego, httpreq, where the challenge is delegated by NS records', async (context) => {
    if (!(await ready(context, ['lego', 'dig']))) return;
    const told = await sixfour(['name', CUT, '--ns', '--data', data], env);
    assert.ok(told.stdout.includes(`_acme-challenge.${CUT}. IN NS ns1.${ZONE}.`), told.stdout);
    const dig = [
      'dig',
      '@127.0.0.1',
      '-p',
      String(named?.port),
      `_acme-challenge.${CUT}`,
      'TXT',
      '+norecurse',
    ];
    assert.match((await mustRun(dig)).stdout, /AUTHORITY: 1,[^]*\sNS\s+ns1\.acme\.hoster\.test\./);
    const done = await lego(
      'httpreq',
      'lego-ns',
      { HTTPREQ_ENDPOINT: base('httpreq'), HTTPREQ_USERNAME: 'web', HTTPREQ_PASSWORD: web.key },
      [CUT, `*.${CUT}`],
    );
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'lego-ns', 'certificates', `${CUT}.crt`), CUT);
  });

  it('lego, httpreq in RAW mode: for the ACME account of its rule, and for no other', async (context) => {
    if (!(await ready(context, ['lego']))) return;
    const raw = await json('client', 'add', 'raw');
    const variables = {
      HTTPREQ_ENDPOINT: base('httpreq'),
      HTTPREQ_MODE: 'RAW',
      HTTPREQ_USERNAME: raw.user,
      HTTPREQ_PASSWORD: raw.key,
    };
    const other = 'A'.repeat(43);
    await json('rule', 'add', 'raw', CUSTOMER, '--account', other);
    const refused = await lego('httpreq', 'lego-raw', variables);
    assert.notEqual(refused.code, 0);
    assert.match(shown(refused), /its rule is for another ACME account/);
    const { accounts } = await json('account', 'list', '--limit', '1');
    await json('rule', 'add', 'raw', CUSTOMER, '--account', accounts[0].thumbprint);
    const done = await lego('httpreq', 'lego-raw', variables);
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'lego-raw', 'certificates', `${CUSTOMER}.crt`));
  });

  it('lego, acme-dns: registers by the key in the address, then updates with what it was given', async (context) => {
    if (!(await ready(context, ['lego']))) return;
    const storage = join(scratch, 'lego-acme-dns.json');
    const variables = {
      ACME_DNS_API_BASE: `${base('acme-dns')}/t/${web.key}/d/${CUSTOMER}`,
      ACME_DNS_STORAGE_PATH: storage,
    };
    const first = await lego('acme-dns', 'lego-acme-dns', variables);
    if (shown(first).includes('unrecognized DNS provider'))
      return context.skip("this lego (Debian's) is built without acme-dns");
    assert.notEqual(first.code, 0, 'it registers, prints the CNAME, and ends');
    assert.match(shown(first), new RegExp(`CNAME ${TARGET.replaceAll('.', '\\.')}`));
    assert.ok(existsSync(storage));
    const done = await lego('acme-dns', 'lego-acme-dns', variables);
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'lego-acme-dns', 'certificates', `${CUSTOMER}.crt`));
  });

  it("certbot, manual hooks: acme-dns with the lines of acme.sh's dns_acmedns", async (context) => {
    if (!(await ready(context, ['certbot', 'curl', 'sed']))) return;
    const storage = join(scratch, 'acmesh.json');
    const authHook = script(
      'acmesh.sh',
      `if [ ! -s "${storage}" ]; then
  curl --silent --cacert "${server.ready.rootFile}" -X POST --data "" "${base('acme-dns')}/t/${web.key}/d/$CERTBOT_DOMAIN/register" > "${storage}"
fi
cut_out() { sed -n 's/^{.*"'"$1"'":[ ]*"\\([^"]*\\)".*}/\\1/p' "${storage}"; }
data="{\\"subdomain\\":\\"$(cut_out subdomain)\\", \\"txt\\": \\"$CERTBOT_VALIDATION\\"}"
response=$(curl --silent --cacert "${server.ready.rootFile}" --user-agent acme.sh/3.1.2 -X POST \\
  --header "X-Api-User: $(cut_out username)" --header "X-Api-Key: $(cut_out password)" --data "$data" "${base('acme-dns')}/update")
echo "$response" | grep --quiet --fixed-strings -- "\\"$CERTBOT_VALIDATION\\"" || { echo "$response"; exit 1; }`,
    );
    const done = await certbot('acmesh', authHook);
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'acmesh', 'config', 'live', CUSTOMER, 'cert.pem'));
  });

  it('certbot, manual hooks: curl, and the name that the customer knows', async (context) => {
    if (!(await ready(context, ['certbot', 'curl']))) return;
    const refused = await certbot('stranger', hook('present', stranger), hook('cleanup', stranger));
    assert.notEqual(refused.code, 0);
    assert.match(
      shown(refused),
      /Client \\?"stranger\\?" may not answer the challenge of customer\.test: no rule/,
    );
    const done = await certbot('web', hook('present', web), hook('cleanup', web));
    assert.equal(done.code, 0, shown(done));
    await check(join(scratch, 'web', 'config', 'live', CUSTOMER, 'cert.pem'));
    const { events }: ClientDetailView = await json('client', 'show', 'stranger');
    assert.ok(
      events.length > 0 && events.every(({ event, reason }) => event === 'refused' && reason === 'no-rule'),
    );
  });

  function hook(action: string, who: NewClientView): string {
    return script(
      `${who.name}-${action}.sh`,
      `curl --silent --show-error --fail-with-body --cacert "${server.ready.rootFile}" --user "${who.name}:${who.key}" \\
  --json "{\\"fqdn\\": \\"_acme-challenge.$CERTBOT_DOMAIN.\\", \\"value\\": \\"$CERTBOT_VALIDATION\\"}" \\
  "${base('httpreq')}/${action}"`,
    );
  }

  function script(name: string, body: string): string {
    const file = join(scratch, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o700);
    return file;
  }

  function certbot(folder: string, authHook: string, cleanupHook = 'true'): Promise<Finished> {
    const argv = ['certbot', 'certonly', '--non-interactive', '--agree-tos', '--manual'];
    for (const place of ['config', 'work', 'logs']) argv.push(`--${place}-dir`, join(scratch, folder, place));
    argv.push('--email', `admin@${CUSTOMER}`, '--server', server.ready.directoryUrl);
    argv.push('--preferred-challenges', 'dns');
    argv.push('--manual-auth-hook', authHook, '--manual-cleanup-hook', cleanupHook);
    for (const name of NAMES) argv.push('--domain', name);
    return run(argv, { env: trust(), timeoutMs: ACT_MS });
  }
});

async function ready(context: TestContext, programs: readonly string[]): Promise<boolean> {
  for (const program of ['named', ...programs]) {
    if (await installed(program)) continue;
    const missing = `${program} is not installed`;
    if (CI) assert.fail(missing);
    context.skip(missing);
    return false;
  }
  return true;
}
