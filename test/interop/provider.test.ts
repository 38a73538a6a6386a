// Challenges answered at somebody else's name server: a real server of ours, BIND as the provider, and between the two a relay that
// stops at every step. There the server is killed, and after a new start nothing is lost, and nothing is left.
import assert from 'node:assert/strict';
import { randomBytes, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it, type TestContext } from 'node:test';
import type {
  NewClientView,
  NewTsigKeyView,
  ProviderCheckView,
  ProviderDetailView,
} from '../../src/console/api/index.ts';
import { decodeMessage, OPCODE } from '../../src/wire/dns/index.ts';
import { newValue } from '../support/delegation.ts';
import { freeDnsPort } from '../support/free-port.ts';
import { type Named, startNamed } from '../support/named.ts';
import { describe as shown, installed, mustRun, run } from '../support/process.ts';
import { type RawDns, startRawDns } from '../support/raw-dns.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const CI = process.env['CI'] === 'true';
const ZONE = 'customer.test';
const NAME = `_acme-challenge.www.${ZONE}`;
const FOREIGN = 'somebody-else=1';
const SECRET = randomBytes(32).toString('base64');
const LONG_MS = 60_000;

/** Where the relay holds a message: before the journal says anything, behind that, behind the provider's yes, and on its way back. */
type Point = 'is asked for its list' | 'is asked for a change' | 'has done it' | 'has said so';

describe('a DNS provider behind the broker', { timeout: 900_000 }, () => {
  const closing: (() => void | Promise<unknown>)[] = [];
  const scratch = tempDir({ after: (done: () => void) => void closing.push(done) });
  const data = join(scratch, 'data');
  let named: Named | undefined;
  let relay: RawDns;
  let hold: { readonly at: Point; reached: () => void } | undefined;
  let server: Awaited<ReturnType<typeof serve>>;
  let env: Env;
  let web: NewClientView;

  before(async () => {
    if (!(await installed('named'))) return;
    named = await startNamed(
      {
        [ZONE]: `$TTL 60
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
_acme-challenge.www TXT "${FOREIGN}"
`,
      },
      undefined,
      {
        clauses: `key "ours" { algorithm hmac-sha256; secret "${SECRET}"; };`,
        perZone: 'allow-update { key "ours"; };',
      },
    );
    relay = await startRawDns(throughRelay);
    env = {
      SIXFOUR_VALIDATION_ZONES: `{ "${ZONE}" = ["127.0.0.1:${named.port}"] }`,
      SIXFOUR_DELEGATION_UPDATES_ADDRESSES: '["::1", "127.0.0.1"]',
      SIXFOUR_DELEGATION_UPDATES_PORT: String(await freeDnsPort()),
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
    // without a server, and before it: with a provider alone, and no zone, the ways in are open
    const file = join(scratch, 'credentials.json');
    writeFileSync(file, JSON.stringify({ key: 'ours', secret: SECRET }));
    const servers = `servers=[::1]:${relay.port},127.0.0.1:${relay.port}`;
    const flags = ['--kind', 'rfc2136', '--zone', ZONE, '--option', servers, '--credentials', file];
    const added = await sixfour(['provider', 'add', 'bind', ...flags, '--data', data], env);
    assert.equal(added.code, 0, shown(added));
    server = await serve(data, env);
    await json('allow', ZONE);
    web = await json('client', 'add', 'web');
    await json('rule', 'add', 'web', ZONE, `**.${ZONE}`);
  });
  after(async () => {
    hold = undefined;
    await server?.stop();
    await relay?.close();
    await named?.close();
    for (const close of closing.toReversed()) await close();
  });

  async function json(...args: string[]) {
    const { code, body } = await sixfourJson([...args, '--data', data], env);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  }

  /** What BIND has, besides what somebody else wrote. */
  async function ours(name = NAME): Promise<string[]> {
    const argv = ['dig', '+tcp', '+short', '-p', String(named?.port), '@127.0.0.1', name, 'TXT'];
    const values = (await mustRun(argv)).stdout
      .split('\n')
      .flatMap((line) => /^"(.*)"$/.exec(line)?.[1] ?? []);
    if (name === NAME) assert.ok(values.includes(FOREIGN), 'what somebody else wrote stays');
    return values.filter((value) => value !== FOREIGN);
  }

  const journal = async () => ((await json('provider', 'show', 'bind')) as ProviderDetailView).journal;

  it('what it says of itself holds no secret; its check proves the credentials', async (t) => {
    if (!(await ready(t))) return;
    const printed = await sixfour(['provider', 'show', 'bind', '--json', '--data', data], env);
    assert.ok(!printed.stdout.includes(SECRET) && printed.stdout.includes(ZONE), shown(printed));
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    assert.ok(files.some(({ name }) => name.endsWith('.sqlite')));
    for (const file of files) {
      assert.ok(!readFileSync(join(file.parentPath, file.name)).includes(SECRET), file.name);
    }
    const check: ProviderCheckView = await json('provider', 'check', 'bind');
    assert.deepEqual(
      check.checks.map(({ zone, steps }) => [zone, steps.map(({ step, ok }) => `${step} ${ok}`)]),
      [[ZONE, ['add true', 'list true', 'remove true']]],
    );
    assert.deepEqual(await journal(), []);
  });

  it('lego gets name and wildcard, and nothing is left', async (t) => {
    if (!(await ready(t, ['lego']))) return;
    const path = join(scratch, 'lego');
    const argv = ['lego', '--path', path, '--server', server.ready.directoryUrl, '--accept-tos'];
    argv.push('--email', `admin@${ZONE}`, '--dns', 'httpreq', '--dns.disable-cp');
    argv.push('--dns.resolvers', `127.0.0.1:${named?.port}`, '--domains', ZONE, '--domains', `*.${ZONE}`);
    const { rootFile } = server.ready;
    const done = await run([...argv, 'run'], {
      env: {
        LEGO_CA_CERTIFICATES: rootFile,
        SSL_CERT_FILE: rootFile,
        HTTPREQ_ENDPOINT: new URL('/delegation/httpreq', server.ready.directoryUrl).href,
        HTTPREQ_USERNAME: web.user,
        HTTPREQ_PASSWORD: web.key,
      },
      timeoutMs: 120_000,
    });
    assert.equal(done.code, 0, shown(done));
    const names = new X509Certificate(readFileSync(join(path, 'certificates', `${ZONE}.crt`))).subjectAltName;
    assert.deepEqual(new Set(names?.split(', ')), new Set([`DNS:${ZONE}`, `DNS:*.${ZONE}`]));
    assert.deepEqual([await ours(`_acme-challenge.${ZONE}`), await journal()], [[], []]);
  });

  it('nsupdate at the facade writes to the provider; what the provider refuses is SERVFAIL', async (t) => {
    if (!(await ready(t, ['nsupdate']))) return;
    const key: NewTsigKeyView = await json('client', 'key', 'add', 'web', '--tsig', 'web.update');
    const { address, port } = key.server ?? { address: '', port: 0 };
    const update = (line: string) =>
      run(['nsupdate', '-y', `${key.algorithm}:${key.name}:${key.secret}`], {
        input: `server ${address} ${port}\nzone ${ZONE}.\nupdate ${line}\nsend\n`,
        timeoutMs: LONG_MS,
      });
    const value = newValue();
    const added = await update(`add ${NAME}. 60 TXT ${value}`);
    assert.equal(added.code, 0, shown(added));
    assert.deepEqual(await ours(), [value]);
    assert.equal((await update(`delete ${NAME}. TXT ${value}`)).code, 0);
    assert.deepEqual(await ours(), []);
    const bad = join(scratch, 'bad.json');
    writeFileSync(bad, JSON.stringify({ key: 'ours', secret: randomBytes(32).toString('base64') }));
    await json('provider', 'credentials', 'bind', '--credentials', bad);
    const refused = await update(`add ${NAME}. 60 TXT ${value}`);
    assert.match(shown(refused), /SERVFAIL/);
    const asked = await ask('present', value);
    assert.deepEqual([asked.status, asked.body.error?.code], [502, 'providerFailed']);
    const checked = await sixfourJson(['provider', 'check', 'bind', '--data', data], env);
    assert.equal(checked.code, 1);
    assert.match(JSON.stringify(checked.body), /unauthorized NOTAUTH BADSIG/);
    await json('provider', 'credentials', 'bind', '--credentials', join(scratch, 'credentials.json'));
    assert.equal((await ask('present', value)).status, 200);
    assert.equal((await ask('cleanup', value)).status, 200);
    await settled([]);
  });

  const points: readonly Point[] = [
    'is asked for its list',
    'is asked for a change',
    'has done it',
    'has said so',
  ];
  for (const at of points) {
    it(`killed in a present, when the provider ${at}`, async (t) => {
      if (!(await ready(t))) return;
      const value = newValue();
      const answered = await killedAt(at, () => ask('present', value));
      // the store had it before the provider was asked, so it is published, as if the answer was lost on the way
      await settled([value]);
      if (answered) assert.deepEqual(await ours(), [value]);
      assert.equal((await ask('cleanup', value)).status, 200);
      await settled([]);
    });
  }

  it('killed after the answer to a present', async (t) => {
    if (!(await ready(t))) return;
    const value = newValue();
    assert.equal((await ask('present', value)).status, 200);
    await server.stop('SIGKILL');
    assert.deepEqual(await ours(), [value]);
    server = await serve(data, env);
    await settled([value]);
    assert.equal((await ask('cleanup', value)).status, 200);
    await settled([]);
  });

  for (const at of points.slice(1)) {
    it(`killed in a clean-up, when the provider ${at}`, async (t) => {
      if (!(await ready(t))) return;
      const [value, kept] = [newValue(), newValue()];
      for (const one of [value, kept]) assert.equal((await ask('present', one)).status, 200);
      await killedAt(at, () => ask('cleanup', value));
      await settled([kept]);
      assert.equal((await ask('cleanup', kept)).status, 200);
      await settled([]);
    });
  }

  it('a provider with values is not removed, unless they may stay', async (t) => {
    if (!(await ready(t))) return;
    const value = newValue();
    assert.equal((await ask('present', value)).status, 200);
    const refused = await sixfourJson(['provider', 'remove', 'bind', '--data', data], env);
    assert.deepEqual([refused.code, refused.body.error?.code], [1, 'providerInUse']);
    await json('provider', 'remove', 'bind', '--force');
    assert.deepEqual(await ours(), [value]);
    assert.deepEqual(await json('provider', 'list'), { providers: [] });
  });

  /** Holds the message there, kills the server, lets nothing more through of what it asked, and starts it anew. */
  async function killedAt(at: Point, act: () => Promise<unknown>): Promise<boolean> {
    let answered = false;
    const reached = new Promise<void>((resolve) => {
      hold = { at, reached: resolve };
    });
    const acting = act().then(
      () => {
        answered = true;
      },
      () => {},
    );
    await reached;
    await server.stop('SIGKILL');
    hold = undefined;
    await acting;
    server = await serve(data, env);
    return answered;
  }

  /** Nothing is under way any more, BIND has these values of ours, and the journal says the same. */
  async function settled(values: readonly string[]): Promise<void> {
    const until = performance.now() + LONG_MS;
    for (;;) {
      const rows = await journal();
      const isQuiet = rows.every(({ state }) => state === 'present') && rows.length === values.length;
      if (isQuiet || performance.now() > until) {
        assert.deepEqual(
          new Set(rows.map(({ value, state }) => `${value} ${state}`)),
          new Set(values.map((value) => `${value} present`)),
        );
        break;
      }
      await sleep(100);
    }
    assert.deepEqual(new Set(await ours()), new Set(values));
  }

  async function throughRelay(bytes: Uint8Array): Promise<Uint8Array | undefined> {
    const isUpdate = decodeMessage(bytes).opcode === OPCODE.UPDATE;
    if (isHeld(isUpdate ? 'is asked for a change' : 'is asked for its list')) return undefined;
    const reply = await overTcp(named?.port ?? 0, bytes);
    if (isUpdate && isHeld('has done it')) return undefined;
    // it is on its way when the server is killed: it may be read before that, or not
    if (isUpdate) isHeld('has said so');
    return reply;
  }

  function isHeld(at: Point): boolean {
    if (hold?.at !== at) return false;
    hold.reached();
    return true;
  }

  async function ask(
    action: 'present' | 'cleanup',
    value: string,
  ): Promise<{ status: number; body: { error?: { code: string } } }> {
    const url = new URL(`/delegation/httpreq/${action}`, server.ready.directoryUrl);
    const authorization = `Basic ${Buffer.from(`${web.user}:${web.key}`).toString('base64')}`;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        method: 'POST',
        ca: readFileSync(server.ready.rootFile),
        headers: { authorization, 'content-type': 'application/json' },
        agent: false,
        timeout: LONG_MS,
      });
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString()) as { error?: { code: string } };
          resolve({ status: response.statusCode ?? 0, body });
        });
        response.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify({ fqdn: `${NAME}.`, value }));
    });
  }
});

function overTcp(port: number, bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = Buffer.alloc(0);
    socket.setTimeout(LONG_MS, () => socket.destroy(new Error('BIND does not answer')));
    socket.on('error', reject);
    socket.on('connect', () => {
      socket.write(Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]));
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      socket.destroy();
      resolve(Uint8Array.from(received.subarray(2, 2 + received.readUInt16BE(0))));
    });
  });
}

async function ready(context: TestContext, programs: readonly string[] = []): Promise<boolean> {
  for (const program of ['named', 'dig', ...programs]) {
    if (await installed(program)) continue;
    const missing = `${program} is not installed`;
    if (CI) assert.fail(missing);
    context.skip(missing);
    return false;
  }
  return true;
}
