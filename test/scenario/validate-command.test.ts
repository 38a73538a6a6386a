// `sixfour validate` and its API as an administrator uses them: a real server, its control socket, real DNS and web servers on loopback.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DRY_VALIDATIONS_MAX } from '../../src/cli/serve/limits.ts';
import { connectControl, controlSocket, type DryValidationView } from '../../src/console/api/index.ts';
import { must } from '../support/ca.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { type Env, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';
import { sharedPort } from '../support/shared-port.ts';

const THUMBPRINT = 'LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';
const OTHER = 'jhNyuGVo0hn7CAcgdEVMTB4nSLpBHt4Lf61XdFGKAIY';
const NAME = 'www.lab.test';
const TIMEOUT = { timeout: 240_000 };

suite('a validation without an order', TIMEOUT, () => {
  const files = new Map<string, Answer>();
  const closing: (() => void | Promise<unknown>)[] = [];
  const later = { after: (run: () => void) => void closing.push(run) };
  const data = join(tempDir(later), 'data');
  let web: Web;
  let dns: DnsServer;
  let env: Env;
  let server: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    web = await startWeb((path) => files.get(path) ?? { status: 404 });
    closing.push(web.close);
    dns = await startDnsServer({
      names: {
        [NAME]: { AAAA: ['::1'], A: ['127.0.0.1'] },
        'six.lab.test': { AAAA: ['::1'] },
        'private.lab.test': { AAAA: ['fd00::1'], A: ['10.0.0.1'] },
        'lab.test': { CAA: [{ tag: 'issue', value: 'ca.lab.test' }] },
        'forbidden.lab.test': {
          AAAA: ['::1'],
          A: ['127.0.0.1'],
          CAA: [{ tag: 'issue', value: 'other.test' }],
        },
        '_acme-challenge.lab.test': { TXT: [OTHER] },
      },
      listen: ['127.0.0.1'],
    });
    closing.push(() => dns.close());
    env = {
      SIXFOUR_VALIDATION_HTTP01_PORT: String(web.port),
      SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
      SIXFOUR_VALIDATION_DNS_SERVERS: `127.0.0.1:${dns.port}`,
      SIXFOUR_ACME_CAA_IDENTITIES: 'ca.lab.test',
      SIXFOUR_ACME_CAA: 'enforce',
    };
    assert.equal((await sixfour(['init', '--trial', '--test', '--data', data])).code, 0);
    server = await serve(data, env);
    closing.push(() => server.stop());
  });
  after(async () => {
    for (const close of closing.toReversed()) await close();
  });

  const validate = (...args: string[]) => sixfourJson(['validate', ...args, '--data', data], env);
  /** The same without a process of its own. */
  async function look(ask: object): Promise<DryValidationView> {
    const control = must(await connectControl(controlSocket(data), data));
    const answer = await control.call<DryValidationView>('POST', '/validations', ask);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  }
  const place = (token: string, answer: Answer) => files.set(`/.well-known/acme-challenge/${token}`, answer);
  /** The API itself, so that the client can go away. */
  function post(body: object) {
    const request = httpRequest({
      socketPath: controlSocket(data),
      path: '/api/v1/validations',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      agent: false,
    });
    request.on('error', () => {});
    request.end(JSON.stringify(body));
    return request;
  }

  test('a name that is not allowed is not even looked up', async () => {
    const { code, body } = await validate(NAME, '--token', 'denied');
    assert.deepEqual([code, body.error.code], [1, 'nameNotAllowed']);
    assert.equal(dns.queries.length, 0);
    assert.equal((await sixfour(['allow', 'lab.test', '--data', data])).code, 0);
  });

  test('it passes: every rule, both families, CAA; and it is told to people', async () => {
    place('good', { status: 200, body: `good.${THUMBPRINT}` });
    const asked = [NAME, '--key-authorization', `good.${THUMBPRINT}`];
    const { code, body } = await validate(...asked);
    const view = body as DryValidationView;
    assert.equal(code, 0, JSON.stringify(view));
    assert.deepEqual(view.judgements, { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' });
    assert.deepEqual(view.families, { 6: 'valid', 4: 'valid' });
    assert.deepEqual(view.perspectives, { joined: 0, asked: false });
    assert.deepEqual([view.compared, view.error], ['key-authorization', null]);
    assert.ok(view.evidence.some((one) => one.kind === 'caa' && one.decision === 'allowed'));
    const told = await sixfour(['validate', ...asked, '--data', data], env);
    assert.match(told.stdout, /would pass[\s\S]*documented \*\s+valid[\s\S]*IPv6\s+valid\s+IPv4\s+valid/);
    const { orders } = (await sixfourJson(['order', 'list', '--data', data])).body;
    assert.ok(
      orders.every(({ names }: { names: string[] }) => !names.includes(NAME)),
      'no order was made',
    );
  });

  test('the token alone: any account passes, a web page does not, and nothing that was fetched is shown', async () => {
    place('any', { status: 200, body: `any.${OTHER}` });
    const passed = await look({ name: NAME, token: 'any' });
    assert.deepEqual([passed.valid, passed.compared], [true, 'token']);
    const whole = await look({ name: NAME, token: 'any', thumbprint: THUMBPRINT });
    assert.equal(whole.error?.code, 'validationWrongBody');
    assert.doesNotMatch(JSON.stringify([passed, whole]), new RegExp(OTHER));
    place('page', { status: 200, body: '<!doctype html>any.' });
    assert.equal((await look({ name: NAME, token: 'page' })).error?.code, 'validationWrongBody');
  });

  test('private addresses stay closed, here and behind a redirect', async () => {
    const direct = await look({ name: 'private.lab.test', token: 'x' });
    assert.equal(direct.error?.code, 'validationAddressRefused');
    place('away', { status: 302, location: 'http://169.254.169.254/latest/meta-data' });
    const away = await look({ name: NAME, token: 'away' });
    assert.equal(away.error?.code, 'validationAddressRefused');
  });

  test('CAA is enforced, and looked at where the challenge fails too', async () => {
    place('caa', { status: 200, body: `caa.${THUMBPRINT}` });
    const name = 'forbidden.lab.test';
    const forbidden = await look({ name, keyAuthorization: `caa.${THUMBPRINT}` });
    assert.equal(forbidden.error?.code, 'validationCaaForbids');
    const both = await look({ name, token: 'nothing-there' });
    assert.equal(both.error?.code, 'validationStatus');
    assert.ok(both.evidence.some((one) => one.kind === 'caa' && one.decision === 'forbidden'));
  });

  test('dns-01 by the value of its record, wildcards too', async () => {
    const right = await look({ name: '*.lab.test', type: 'dns-01', digest: OTHER });
    assert.deepEqual([right.valid, right.families, right.name], [true, null, '*.lab.test']);
    const wrong = await look({ name: 'lab.test', type: 'dns-01', digest: THUMBPRINT });
    assert.equal(wrong.error?.code, 'validationTxtWrong');
  });

  test('a client that goes away ends it: nothing more is tried', async () => {
    const gone = post({ name: NAME, token: 'silent' });
    const [first] = await web.silent(1);
    gone.destroy();
    assert.ok(first);
    await first.ended;
    // had it gone on, IPv4 would have been next, within moments
    assert.ok((await look({ name: '*.lab.test', type: 'dns-01', digest: OTHER })).valid);
    assert.deepEqual(
      (await web.silent(0)).map(({ family }) => family),
      [6],
    );
  });

  test('a few at once, and one more is told to wait', async () => {
    const before = (await web.silent(0)).length;
    const control = must(await connectControl(controlSocket(data), data));
    const requests = Array.from({ length: DRY_VALIDATIONS_MAX }, () =>
      post({ name: 'six.lab.test', token: 'silent' }),
    );
    await web.silent(before + DRY_VALIDATIONS_MAX);
    const refused = await control.call('POST', '/validations', { name: NAME, token: 'x' });
    assert.ok(!refused.ok && refused.status === 503 && refused.error.code === 'dryValidationsBusy');
    for (const one of requests) one.destroy();
    for (const { ended } of await web.silent(0)) await ended;
    assert.equal((await look({ name: NAME, token: 'x' })).valid, false, 'and then there is room again');
  });

  test('--self answers on this machine, with a server and without one; a port that is taken is named, with what to do', async () => {
    const taken = await validate(NAME, '--self');
    assert.deepEqual([taken.code, taken.body.error.code], [3, 'selfListenFailed']);
    assert.match(
      taken.body.error.message,
      /The file \/\.well-known\/acme-challenge\/\S+ has to hold: \S+\.\S{43}$/,
    );
    await web.close();
    const alone = await validate(NAME, '--self');
    assert.equal(alone.code, 0, JSON.stringify(alone.body));
    assert.deepEqual(alone.body.families, { 6: 'valid', 4: 'valid' });

    await server.stop();
    const without = await sixfour(['validate', NAME, '--self', '--data', data], env);
    assert.equal(without.code, 0, without.stderr);
    assert.match(without.stderr, /Answering on \[::\]:\d+, 0\.0\.0\.0:\d+/);
    assert.match(without.stdout, /note: Every address that was tried is one of this machine/);
    const tls = { ...env, SIXFOUR_VALIDATION_TLS_ALPN01_PORT: String(web.port) };
    const handshake = await sixfourJson(
      ['validate', NAME, '--type', 'tls-alpn-01', '--self', '--data', data],
      tls,
    );
    assert.deepEqual([handshake.code, handshake.body.families], [0, { 6: 'valid', 4: 'valid' }]);
  });
});

type Answer = { readonly status: number; readonly body?: string; readonly location?: string };
/** A request that is never answered. */
type Silent = { readonly family: 6 | 4; readonly ended: Promise<unknown> };
type Web = {
  readonly port: number;
  /** Those so far, once there are so many. */
  readonly silent: (count: number) => Promise<readonly Silent[]>;
  readonly close: () => Promise<void>;
};

/** A web server on one port of both families; the token `silent` is never answered. */
async function startWeb(answer: (path: string) => Answer): Promise<Web> {
  const silent: Silent[] = [];
  const make = (family: 6 | 4) =>
    createServer((request, response) => {
      if (request.url?.endsWith('/silent'))
        return void silent.push({ family, ended: once(request.socket, 'close') });
      const { status, body, location } = answer(request.url ?? '');
      return response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
  const [four, six] = [make(4), make(6)];
  const port = await sharedPort();
  four.listen(port, '127.0.0.1');
  await once(four, 'listening');
  six.listen({ host: '::1', port, ipv6Only: true });
  await once(six, 'listening');
  return {
    port,
    async silent(count) {
      while (silent.length < count) await setTimeout(20);
      return silent;
    },
    async close() {
      const servers = [four, six].filter(({ listening }) => listening);
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
