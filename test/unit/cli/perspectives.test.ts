// Perspectives as an administrator has them: joining, both ways of connecting, being removed, and everything that is refused.
import assert from 'node:assert/strict';
import { createPublicKey, createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { test, type TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { agentCsr } from '../../../src/cli/perspective/key.ts';
import { joinServer } from '../../../src/cli/perspective/join.ts';
import type { PerspectiveView } from '../../../src/console/api/index.ts';
import { type Clock, createStop, systemClock } from '../../../src/core/index.ts';
import {
  askOver,
  dialLink,
  type Handlers,
  type KeeperEvent,
  PATHS,
  PROTOCOL_VERSION,
  type Reply,
  type ValidationRequest,
} from '../../../src/validation/index.ts';
import { freePort } from '../../support/free-port.ts';
import {
  joined,
  makePerspectiveServer,
  type PerspectiveServer,
  runAgent,
} from '../../support/perspective-world.ts';
import { plainTerms } from '../../support/validation-request.ts';
import { until } from '../../support/wait.ts';

const clock = systemClock;
const DAY = 86_400_000;

test('a token lets one perspective join, once', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const before = await server.store.perspectives.get('berlin');
  assert.ok(
    before?.tokenSha256 !== null && !JSON.stringify(before).includes(line.token),
    'the hash alone is kept',
  );
  const files = await joined(line, clock);
  assert.deepEqual([files.record.name, files.record.region, files.record.url], ['berlin', 'RIPE', null]);
  const row = await server.store.perspectives.get('berlin');
  assert.equal(row?.tokenSha256, null);
  assert.equal(row?.spkiSha256, spkiHash(files.credentials.certificate));
  assert.ok(row?.joinedAt !== null);
  assert.equal(await refusal(line), 'joinRefused token', 'the same line again');
});

test('of two that come at once with the same token one gets through', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const results = await Promise.all([1, 2, 3, 4].map(() => joinServer(line, clock)));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  const certificates = await server.store.perspectives.listCertificates('berlin', 10);
  assert.deepEqual(
    certificates.map(({ state }) => state),
    ['issued'],
  );
});

test('a token that is too old, wrong, of somebody else or of one that was removed is refused alike', async (t) => {
  let shift = 0;
  const shifted: Clock = { ...systemClock, now: () => systemClock.now() + shift };
  const server = await makePerspectiveServer(t, shifted);
  const line = await server.invite({ name: 'berlin' });
  const other = await server.invite({ name: 'paris' });
  const [, secret = ''] = other.token.split('.');
  assert.equal(await refusal({ ...line, token: `berlin.${secret}` }), 'joinRefused token');
  assert.equal(await refusal({ ...line, token: `nobody.${secret}` }), 'joinRefused token');
  await server.control.call('DELETE', '/perspectives/paris');
  assert.equal(await refusal(other), 'joinRefused token');
  shift = DAY;
  assert.equal(await refusal(line), 'joinRefused token');
  assert.equal((await server.list())[0]?.status, 'expired');
});

test('with another pin nothing is sent: a server in between sees no token', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const wrong = `sha256:${'A'.repeat(43)}`;
  assert.equal(await refusal({ ...line, pin: wrong }), 'joinPinWrong');
  const other = await makePerspectiveServer(t, clock);
  assert.equal(await refusal({ ...line, url: `https://[::1]:${other.port}` }), 'joinPinWrong');
  await joined(line, clock); // still good
});

test('what is no line, and a server that is not there', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  assert.equal(await refusal({ ...line, url: 'http://[::1]:1' }), 'invitationMalformed');
  assert.equal(await refusal({ ...line, token: 'x' }), 'invitationMalformed');
  assert.equal(await refusal({ ...line, pin: 'sha256:x' }), 'invitationMalformed');
  assert.equal(await refusal({ ...line, url: `https://[::1]:${await freePort()}` }), 'joinUnreachable');
});

test('a request for another name, for no name of the row, or by another version is refused', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const spare = await joined(await server.invite({ name: 'spare' }), clock);
  const ask = (body: object) => rawJoin(t, server, spare.credentials.root, body);
  const csr = (name: string) => agentCsr(spare.credentials.key, name);
  const { token } = line;
  assert.deepEqual(await ask({ protocol: PROTOCOL_VERSION, token, csr: csr('paris') }), [400, 'csr']);
  assert.deepEqual(await ask({ protocol: PROTOCOL_VERSION, token, csr: csr('www.example.org') }), [
    400,
    'csr',
  ]);
  assert.deepEqual(await ask({ protocol: PROTOCOL_VERSION, token, csr: 'AAAA' }), [400, 'csr']);
  assert.deepEqual(await ask({ protocol: PROTOCOL_VERSION + 1, token, csr: csr('berlin') }), [
    409,
    'version',
  ]);
  assert.deepEqual(await ask({ protocol: PROTOCOL_VERSION, token }), [400, 'malformed']);
  assert.deepEqual(await ask([]), [400, 'malformed']);
  await joined(line, clock); // none of that used the token up
});

for (const host of ['[::1]', '127.0.0.1']) {
  test(`both ways over ${host}: one listens, one dials out, and both are asked`, async (t) => {
    const server = await makePerspectiveServer(t, clock);
    const url = `https://${host}:${await freePort(host)}`;
    const listening = await joined(await server.invite({ name: 'berlin', url }, host), clock);
    const dialling = await joined(await server.invite({ name: 'denver', region: 'ARIN' }, host), clock);
    assert.equal(listening.record.url, url);
    const asked: string[] = [];
    const checker: (name: string) => Handlers =
      (name) =>
      async ({ path, peer }) => {
        asked.push(`${name} ${path} ${peer}`);
        return { status: 200, body: answerFor(name, path) };
      };
    const first = await runAgent(t, listening, clock, { checker: checker('berlin') });
    assert.deepEqual(
      first.listens.map(({ address }) => address),
      [host.replace(/[[\]]/g, '')],
    );
    await runAgent(t, dialling, clock, { checker: checker('denver') });
    await connected(server, 'berlin', 'denver');
    const family = host === '[::1]' ? 6 : 4;
    for (const one of await server.list()) {
      assert.ok(one.state?.connection === 'connected');
      assert.deepEqual([one.state.family, one.state.version], [family, '0.0.0-test']);
    }
    await server.perspectives.validator.validate(REQUEST);
    assert.deepEqual(asked.toSorted(), ['berlin /dcv coordinator:server', 'denver /dcv coordinator:server']);
  });
}

test('killed in mid-validation: counted as unreachable at once, by name, and it comes back', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const files = await joined(await server.invite({ name: 'berlin' }), clock);
  const asked = Promise.withResolvers<void>();
  const agent = await runAgent(t, files, clock, {
    checker: () => {
      asked.resolve();
      return new Promise<Reply>(() => {});
    },
  });
  await connected(server, 'berlin');
  const running = server.perspectives.validator.validate(REQUEST);
  await asked.promise;
  await agent.stop();
  const report = await running;
  assert.ok(!report.verdict.valid);
  const [evidence] = report.evidence.filter((one) => one.kind === 'perspective');
  assert.deepEqual([evidence?.perspective, evidence?.outcome], ['berlin', 'unreachable']);
  await until(async () => (await stateOf(server, 'berlin')) === 'lost');
  await runAgent(t, files, clock);
  await connected(server, 'berlin');
});

test('a perspective that was removed is cut off and refused from then on, whichever way it comes', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const files = await joined(await server.invite({ name: 'berlin' }), clock);
  const events: KeeperEvent[] = [];
  await runAgent(t, files, clock, { tell: (event) => events.push(event) });
  await connected(server, 'berlin');
  const removed = await server.control.call('DELETE', '/perspectives/berlin');
  assert.ok(removed.ok);
  await until(async () => events.some((event) => event.kind === 'lost' && event.end === 'removed'));
  const certificates = await server.store.perspectives.listCertificates('berlin', 10);
  assert.ok(certificates.every(({ revokedAt }) => revokedAt !== null) && certificates.length === 1);

  // the name is free, and the key that had it before is nobody's
  const again = await joined(await server.invite({ name: 'berlin' }), clock);
  assert.notEqual(again.credentials.key, files.credentials.key);
  await until(
    async () => events.filter((event) => event.kind === 'lost' && event.end === 'removed').length >= 2,
  );
  assert.notEqual(await stateOf(server, 'berlin'), 'connected');
  await runAgent(t, again, clock);
  await connected(server, 'berlin');
  assert.deepEqual((await server.control.call('DELETE', '/perspectives/nobody')).ok, false);
});

test('another version is refused by name on both sides, and so is another name', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const newer = await joined(await server.invite({ name: 'newer' }), clock);
  const events: KeeperEvent[] = [];
  await runAgent(t, newer, clock, {
    wrap: speak({ protocol: PROTOCOL_VERSION + 1 }),
    tell: (event) => events.push(event),
  });
  await until(async () => events.some((event) => event.kind === 'lost' && event.end === 'version'));
  const [newest] = await server.list();
  assert.ok(newest?.state?.connection === 'refused');
  assert.deepEqual([newest.state.reason, newest.state.protocol], ['version', PROTOCOL_VERSION + 1]);

  const liar = await joined(await server.invite({ name: 'liar' }), clock);
  const told: KeeperEvent[] = [];
  await runAgent(t, liar, clock, { wrap: speak({ name: 'newer' }), tell: (event) => told.push(event) });
  await until(async () => told.some((event) => event.kind === 'lost' && event.end === 'not-allowed'));
  assert.equal(await stateOf(server, 'liar'), 'refused');
});

test('a second process with the same key takes the place of the first', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const files = await joined(await server.invite({ name: 'berlin' }), clock);
  const events: KeeperEvent[] = [];
  const first = await runAgent(t, files, clock, { tell: (event) => events.push(event) });
  await connected(server, 'berlin');
  await runAgent(t, files, clock);
  await until(async () => events.some((event) => event.kind === 'lost' && event.end === 'replaced'));
  await first.stop();
  await connected(server, 'berlin');
});

test('both ends of both ways are told that the other one stops', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const url = `https://[::1]:${await freePort()}`;
  const dialled = await runAgent(t, await joined(await server.invite({ name: 'berlin', url }), clock), clock);
  const events: KeeperEvent[] = [];
  const tell = (event: KeeperEvent) => events.push(event);
  const dials = await joined(await server.invite({ name: 'tokyo' }), clock);
  const first = await runAgent(t, dials, clock, { tell });
  await connected(server, 'berlin', 'tokyo');
  await dialled.stop();
  await first.stop();
  await until(async () => (await server.list()).every(({ state }) => state?.connection !== 'connected'));
  const reasons = (await server.list()).map(({ state }) => state?.connection === 'lost' && state.reason);
  // the server may have tried berlin again by now
  assert.ok(reasons.includes('stopping') && !reasons.includes('closed'), String(reasons));
  await runAgent(t, dials, clock, { tell });
  await connected(server, 'tokyo');
  await server.perspectives.close();
  await until(async () => events.some((event) => event.kind === 'lost' && event.end === 'stopping'));
});

test('a certificate is renewed over the connection, for the same key, and only the right one is taken', async (t) => {
  let shift = 0;
  const shifted: Clock = { ...systemClock, now: () => systemClock.now() + shift };
  const server = await makePerspectiveServer(t, shifted);
  const files = await joined(await server.invite({ name: 'berlin' }), shifted);
  const renewed: string[] = [];
  shift = 20 * DAY;
  await runAgent(t, files, shifted, {
    renewed: async (certificate) => {
      renewed.push(certificate);
    },
  });
  await until(async () => renewed.length === 1);
  assert.equal(spkiHash(renewed[0] ?? ''), spkiHash(files.credentials.certificate));
  assert.ok(endOf(renewed[0] ?? '') > endOf(files.credentials.certificate));
  assert.equal((await server.store.perspectives.listCertificates('berlin', 10)).length, 2);
});

test('clients ask what they may, of perspectives and of the server, until they are removed', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const url = `https://[::1]:${await freePort()}`;
  const berlin = await joined(await server.invite({ name: 'berlin', url }), clock);
  await runAgent(t, berlin, clock, { checker: async ({ path }) => ({ status: 200, body: `"${path}"` }) });
  await connected(server, 'berlin');
  const early = await joined(await server.invite({ name: 'other-ca', kind: 'client' }), clock);
  assert.equal(early.record.role, 'client');
  const ask = async (port: number, path: string) => {
    const dialled = await dialLink(
      { host: '::1', port, way: 'forward', credentials: early.credentials, expects: () => true },
      clock,
      NEVER,
    );
    assert.ok(dialled.ok, JSON.stringify(dialled));
    const link = askOver(dialled.socket, clock);
    const answer = await link.call(path, Buffer.from('{}'), soon());
    link.close('stopping');
    return answer.ok ? answer.status : answer.outcome;
  };
  const agentPort = Number(new URL(url).port);
  await until(async () => (await ask(agentPort, '/dcv')) === 200);
  for (const path of [PATHS.renew, PATHS.clients, PATHS.certificate, PATHS.hello]) {
    // what is the server's goes to the checker, which knows none of it
    assert.equal(await ask(agentPort, path), 200);
  }
  assert.equal(await ask(server.port, '/mpic'), 400); // asked, and not understood
  assert.equal(await ask(server.port, PATHS.join), 404);
  await server.control.call('DELETE', '/perspectives/other-ca');
  assert.equal(await ask(server.port, '/mpic'), 403);
  await until(async () => (await ask(agentPort, '/dcv')) === 403);
});

test('nobody without a certificate gets anything but a join', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const { credentials } = await joined(await server.invite({ name: 'berlin' }), clock);
  for (const path of ['/mpic', '/dcv', '/configz', PATHS.hello, PATHS.clients]) {
    const [status] = await raw(t, server, { root: credentials.root }, path, {});
    assert.equal(status, 403, path);
  }
  // a perspective that dials forward is no client
  assert.deepEqual(await raw(t, server, credentials, '/mpic', {}), [403, 'not-allowed']);
});

test("a perspective's certificate is no web server's: no name matches, and the root vouches for none", async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const { credentials } = await joined(await server.invite({ name: 'berlin' }), clock);
  const certificate = new X509Certificate(credentials.certificate);
  const root = new X509Certificate(credentials.root);
  assert.ok(certificate.verify(root.publicKey));
  for (const name of [
    'berlin',
    'localhost',
    'sixfour:perspective:berlin',
    'perspective',
    '::1',
    '127.0.0.1',
  ]) {
    assert.equal(certificate.checkHost(name), undefined, name);
    if (isIP(name) !== 0) assert.equal(certificate.checkIP(name), undefined, name);
  }
  assert.equal(certificate.subject ?? '', '');
  assert.match(root.toString(), /BEGIN CERTIFICATE/);
  // even a client that trusted this root refuses it, as web clients judge
  const { createServer: createTls } = await import('node:tls');
  const web = createTls({ key: credentials.key, cert: credentials.certificate }, (socket) => socket.end());
  web.listen(0, '::1');
  await once(web, 'listening');
  t.after(() => web.close());
  const address = web.address();
  assert.ok(typeof address === 'object' && address !== null);
  const browser = connectTls({
    host: '::1',
    port: address.port,
    ca: [credentials.root],
    servername: 'localhost',
  });
  const [error] = (await once(browser, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
});

test('a name is free or taken, and only names and places that can be are added', async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const add = async (body: object) => {
    const answer = await server.control.call('POST', '/perspectives', body);
    return answer.ok ? 'added' : answer.error.code;
  };
  const base = { kind: 'perspective', region: 'RIPE', url: null };
  assert.equal(await add({ ...base, name: 'berlin' }), 'added');
  assert.equal(await add({ ...base, name: 'berlin' }), 'perspectiveExists');
  assert.equal(await add({ kind: 'client', name: 'berlin' }), 'perspectiveExists');
  for (const name of ['', '-a', 'a-', 'A', 'a.b', 'a'.repeat(33), 'a:b', '../x']) {
    assert.equal(await add({ ...base, name }), 'perspectiveNameRefused', name);
  }
  assert.equal(await add({ ...base, name: 'paris', url: 'http://x' }), 'perspectiveUrlRefused');
  assert.equal(await add({ ...base, name: 'paris', region: 'MARS' }), 'commandInputInvalid');
});

test('without a listener nobody can be added; without perspectives the server judges alone, unless a number is demanded', async (t) => {
  const none = { SIXFOUR_PERSPECTIVES_ADDRESSES: '' };
  const alone = await makePerspectiveServer(t, clock, none);
  await assert.rejects(alone.invite({ name: 'berlin' }), /perspectivesClosed/);
  assert.ok((await alone.perspectives.validator.validate(REQUEST)).verdict.valid);
  const strict = await makePerspectiveServer(t, clock, {
    ...none,
    SIXFOUR_PERSPECTIVES_POLICY: 'baseline-requirements',
  });
  const report = await strict.perspectives.validator.validate(REQUEST);
  assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationPerspectivesMissing');
});

const NEVER = createStop().signal;
const soon = () => ({ deadlineMs: clock.monotonic() + 20_000, signal: NEVER });

const REQUEST: ValidationRequest = {
  ...plainTerms,
  identifier: { type: 'dns', value: 'www.example.org' },
  wildcard: false,
  type: 'http-01',
  token: 'a'.repeat(43),
  keyAuthorization: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
};

/** No more than Open MPIC has: enough to have been asked. */
function answerFor(name: string, path: string): string {
  return JSON.stringify({ check_type: path.slice(1), check_completed: true, check_passed: true, name });
}

type Line = { readonly url: string; readonly token: string; readonly pin: string };

async function refusal(line: Line): Promise<string> {
  const result = await joinServer(line, clock);
  assert.ok(!result.ok, 'joined');
  const { reason } = result.fault.params as { reason?: string };
  return reason === undefined ? result.fault.code : `${result.fault.code} ${reason}`;
}

function rawJoin(t: TestContext, server: PerspectiveServer, root: string, body: object) {
  return raw(t, server, { root }, PATHS.join, body);
}

async function raw(
  t: TestContext,
  { port }: PerspectiveServer,
  credentials: { root: string },
  path: string,
  body: object,
): Promise<[number, string]> {
  const dialled = await dialLink(
    { host: '::1', port, way: 'forward', credentials, expects: () => true },
    clock,
    NEVER,
  );
  assert.ok(dialled.ok, JSON.stringify(dialled));
  t.after(() => dialled.socket.destroy());
  const answer = await askOver(dialled.socket, clock).call(path, Buffer.from(JSON.stringify(body)), soon());
  assert.ok(answer.ok, JSON.stringify(answer));
  const { error } = JSON.parse(Buffer.from(answer.body).toString()) as { error: string };
  return [answer.status, error];
}

async function stateOf(server: PerspectiveServer, name: string): Promise<string | undefined> {
  return (await server.list()).find((one: PerspectiveView) => one.name === name)?.state?.connection;
}

async function connected(server: PerspectiveServer, ...names: readonly string[]): Promise<void> {
  for (const name of names) await until(async () => (await stateOf(server, name)) === 'connected');
}

function spkiHash(certificate: string): string {
  const key = createPublicKey(
    new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function endOf(certificate: string): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

/** Says hello otherwise than it would. */
function speak(change: object): (handlers: Handlers) => Handlers {
  return (handlers) => async (asked) => {
    const reply = await handlers(asked);
    if (asked.path !== PATHS.hello) return reply;
    return { ...reply, body: JSON.stringify({ ...(JSON.parse(reply.body) as object), ...change }) };
  };
}
