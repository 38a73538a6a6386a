// Certificates by DNS updates: clients that know nothing of delegation send RFC 2136 updates for their own zone to the facade, and the
// value is served by our zone, to which the customer's zone (BIND) has one CNAME; our own CA follows it.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { ClientDetailView, NewTsigKeyView } from '../../src/console/api/index.ts';
import { freeDnsPort } from '../support/free-port.ts';
import { type Named, startNamed } from '../support/named.ts';
import { describe as shown, type Finished, installed, mustRun, run } from '../support/process.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const CI = process.env['CI'] === 'true';
const CUSTOMER = 'customer.test';
const CHALLENGE = `_acme-challenge.${CUSTOMER}`;
const ZONE = 'acme.hoster.test';
const NAMES = [CUSTOMER, `*.${CUSTOMER}`];
/** Its challenge's name is a zone of ours, as if delegated by NS records. */
const DELEGATED = 'delegated.test';
const ACT_MS = 120_000;

type Server = Awaited<ReturnType<typeof serve>>;

describe('delegation by DNS updates (RFC 2136)', { timeout: 600_000 }, () => {
  const closing: (() => void | Promise<unknown>)[] = [];
  const scratch = tempDir({ after: (run: () => void) => void closing.push(run) });
  const data = join(scratch, 'data');
  let named: Named | undefined;
  let server: Server;
  let env: Env;
  let dns = 0;
  let web: NewTsigKeyView;

  before(async () => {
    if (!(await installed('named'))) return;
    named = await startNamed({
      [CUSTOMER]: `$TTL 60
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
_acme-challenge CNAME test-customer.${ZONE}.
`,
    });
    dns = await freeDnsPort();
    const updates = await freeDnsPort();
    env = {
      SIXFOUR_DELEGATION_PORT: String(dns),
      SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1", "127.0.0.1"] } } }`,
      SIXFOUR_DELEGATION_UPDATES_ADDRESSES: '["::1", "127.0.0.1"]',
      SIXFOUR_DELEGATION_UPDATES_PORT: String(updates),
      SIXFOUR_DELEGATION_CHALLENGE_ZONES: 'true',
      SIXFOUR_DELEGATION_UPDATES_NAME_SERVERS: 'true',
      SIXFOUR_VALIDATION_ZONES: `{ "${CUSTOMER}" = ["127.0.0.1:${named.port}"], "${ZONE}" = ["[::1]:${dns}"],
        "${DELEGATED}" = ["[::1]:${dns}"] }`.replaceAll('\n', ' '),
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
    server = await serve(data, env);
    await json('allow', CUSTOMER);
    for (const name of ['web', 'stranger']) await json('client', 'add', name);
    await json('allow', DELEGATED);
    await json('rule', 'add', 'web', CUSTOMER, DELEGATED);
    web = await json('client', 'key', 'add', 'web', '--tsig', 'web.update');
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

  const trust = () => {
    const { rootFile } = server.ready;
    return { LEGO_CA_CERTIFICATES: rootFile, SSL_CERT_FILE: rootFile, REQUESTS_CA_BUNDLE: rootFile };
  };

  async function happened(client: string): Promise<ReadonlySet<string>> {
    const { events }: ClientDetailView = await json('client', 'show', client);
    return new Set(events.map(({ event }) => event));
  }

  function certbot(folder: string, more: readonly string[], names = NAMES): Promise<Finished> {
    const argv = ['certbot', 'certonly', '--non-interactive', '--agree-tos'];
    for (const place of ['config', 'work', 'logs']) argv.push(`--${place}-dir`, join(scratch, folder, place));
    argv.push('--email', `admin@${CUSTOMER}`, '--server', server.ready.directoryUrl, ...more);
    for (const name of names) argv.push('--domain', name);
    return run(argv, { env: trust(), timeoutMs: ACT_MS });
  }

  /** A new key, as `client key add` prints it for certbot. */
  async function credentials(client: string, name = `${client}.certbot`): Promise<string> {
    const printed = await sixfour(['client', 'key', 'add', client, '--tsig', name, '--data', data], env);
    assert.equal(printed.code, 0, shown(printed));
    const file = join(scratch, `${client}.ini`);
    const lines = printed.stdout.split('\n').filter((line) => line.startsWith('dns_rfc2136_'));
    assert.equal(lines.length, 5, printed.stdout);
    writeFileSync(file, `${lines.join('\n')}\n`);
    chmodSync(file, 0o600);
    return file;
  }

  it('certbot-dns-rfc2136 gets name and wildcard, and cleans up', async (context) => {
    if (!(await ready(context, ['certbot']))) return;
    if (!(await mustRun(['certbot', 'plugins'])).stdout.includes('dns-rfc2136')) {
      return context.skip('certbot has no dns-rfc2136 here (apt-get install python3-certbot-dns-rfc2136)');
    }
    const options = ['--dns-rfc2136', '--dns-rfc2136-propagation-seconds', '0', '--dns-rfc2136-credentials'];
    const refused = await certbot('other', [...options, await credentials('stranger')]);
    assert.notEqual(refused.code, 0);
    assert.match(shown(refused), /Received response from server: REFUSED/);
    assert.deepEqual([...(await happened('stranger'))], ['refused']);
    const done = await certbot('web', [...options, await credentials('web')]);
    assert.equal(done.code, 0, shown(done));
    check(join(scratch, 'web', 'config', 'live', CUSTOMER, 'cert.pem'));
    const events = await happened('web');
    assert.ok(events.has('presented') && events.has('cleaned'), [...events].join(' '));
  });

  it('nsupdate, in hooks, with the key file that is printed', async (context) => {
    if (!(await ready(context, ['certbot', 'nsupdate']))) return;
    const key = join(scratch, 'web.key');
    const printed = await sixfour(
      ['client', 'key', 'add', 'web', '--tsig', 'printed.update', '--data', data],
      env,
    );
    assert.equal(printed.code, 0, shown(printed));
    writeFileSync(key, /^key "printed\.update" \{\n[^}]*\};$/m.exec(printed.stdout)?.[0] ?? '');
    const { address, port } = web.server ?? { address: '', port: 0 };
    const hook = (action: string, ttl: string) => {
      const file = join(scratch, `nsupdate-${action}.sh`);
      const update = `update ${action} _acme-challenge.$CERTBOT_DOMAIN. ${ttl} TXT $CERTBOT_VALIDATION`;
      writeFileSync(
        file,
        `#!/bin/sh\nnsupdate -k ${key} <<END\nserver ${address} ${port}\n${update}\nsend\nEND\n`,
      );
      chmodSync(file, 0o700);
      return file;
    };
    const done = await certbot('nsupdate', [
      '--manual',
      '--preferred-challenges',
      'dns',
      '--manual-auth-hook',
      hook('add', '60'),
      '--manual-cleanup-hook',
      hook('delete', ''),
    ]);
    assert.equal(done.code, 0, shown(done));
    check(join(scratch, 'nsupdate', 'config', 'live', CUSTOMER, 'cert.pem'));
  });

  it('lego, rfc2136', async (context) => {
    if (!(await ready(context, ['lego']))) return;
    const path = join(scratch, 'lego');
    const argv = ['lego', '--path', path, '--server', server.ready.directoryUrl, '--accept-tos'];
    argv.push('--email', `admin@${CUSTOMER}`, '--dns', 'rfc2136', '--dns.disable-cp');
    for (const name of NAMES) argv.push('--domains', name);
    const done = await run([...argv, 'run'], {
      env: {
        ...trust(),
        RFC2136_NAMESERVER: `127.0.0.1:${web.server?.port}`,
        RFC2136_TSIG_KEY: web.name,
        RFC2136_TSIG_SECRET: web.secret,
        RFC2136_TSIG_ALGORITHM: `${web.algorithm}.`,
        RFC2136_SEQUENCE_INTERVAL: '1',
      },
      timeoutMs: ACT_MS,
    });
    assert.equal(done.code, 0, shown(done));
    check(join(path, 'certificates', `${CUSTOMER}.crt`));
  });

  it('the name servers take updates of challenge names that are zones of theirs: certbot, nsupdate, knsupdate', async (context) => {
    if (!(await ready(context, ['certbot', 'nsupdate', 'knsupdate']))) return;
    const challenge = `_acme-challenge.${DELEGATED}`;
    const { name, algorithm, secret } = web;
    const server = `server ::1 ${dns}`;
    const add = [server, `update add ${challenge}. 60 TXT ${'a'.repeat(43)}`, 'send', ''].join('\n');
    // without a zone, so that it asks for the SOA, and wants the answer signed
    const nsupdate = await run(['nsupdate', '-y', `${algorithm}:${name}:${secret}`], { input: add });
    assert.equal(nsupdate.code, 0, shown(nsupdate));
    const dig = ['dig', '-p', `${dns}`, '@::1', '+short', challenge, 'TXT'];
    assert.equal((await mustRun(dig)).stdout, `"${'a'.repeat(43)}"\n`);
    const remove = [server, `zone ${challenge}.`, `update del ${challenge}. TXT`, 'send', 'quit', ''].join(
      '\n',
    );
    const knsupdate = await run(['knsupdate', '-y', `${algorithm}:${name}:${secret}`], { input: remove });
    assert.equal(knsupdate.code, 0, shown(knsupdate));
    assert.equal((await mustRun(dig)).stdout, '');
    const signed = await mustRun([
      'kdig',
      '-p',
      `${dns}`,
      '@::1',
      '+tcp',
      '-y',
      `${algorithm}:${name}:${secret}`,
      challenge,
      'SOA',
    ]);
    assert.match(signed.stdout, /status: NOERROR/);
    assert.doesNotMatch(signed.stdout + signed.stderr, /TSIG.*fail|WARNING|failed/i);
    const file = await credentials('web', 'web.ns');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace(/(server =).*/, '$1 ::1')
        .replace(/(port =).*/, `$1 ${dns}`),
    );
    const options = [
      '--dns-rfc2136',
      '--dns-rfc2136-propagation-seconds',
      '0',
      '--dns-rfc2136-credentials',
      file,
    ];
    const done = await certbot('ns', options, [DELEGATED, `*.${DELEGATED}`]);
    assert.equal(done.code, 0, shown(done));
  });

  it('a key that was taken away is none any more', async (context) => {
    if (!(await ready(context, ['nsupdate']))) return;
    const key = await json('client', 'key', 'add', 'web', '--tsig', 'short.update');
    const lines = (value: string) =>
      [
        `server ${key.server.address} ${key.server.port}`,
        `update add ${CHALLENGE}. 60 TXT ${value}`,
        'send',
        '',
      ].join('\n');
    const argv = ['nsupdate', '-y', `${key.algorithm}:${key.name}:${key.secret}`];
    assert.equal((await run(argv, { input: lines('a'.repeat(43)) })).code, 0);
    await json('client', 'key', 'remove', 'web', 'short.update');
    const done = await run(argv, { input: lines('b'.repeat(43)) });
    assert.match(shown(done), /BADKEY/);
  });
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

function check(file: string): void {
  const names = new X509Certificate(readFileSync(file, 'utf8')).subjectAltName?.split(', ');
  assert.deepEqual(new Set(names), new Set([`DNS:*.${CUSTOMER}`, `DNS:${CUSTOMER}`]));
}
