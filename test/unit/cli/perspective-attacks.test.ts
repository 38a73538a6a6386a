// Where perspectives come in, looked at by somebody who means harm: without a certificate, with one, and in between.
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session, constants } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { joinServer } from '../../../src/cli/perspective/join.ts';
import { agentCsr, newAgentKey } from '../../../src/cli/perspective/key.ts';
import { CLIENT_LINKS_MAX, RENEWAL_EVERY_MS } from '../../../src/cli/serve/perspectives/limits.ts';
import { type Clock, systemClock } from '../../../src/core/index.ts';
import { type Credentials, PATHS, pinOf, PROTOCOL_VERSION } from '../../../src/validation/index.ts';
import { ASK_BYTES_MAX } from '../../../src/validation/perspective/limits.ts';
import { REQUEST_MS, UNREAD_BYTES_MAX } from '../../../src/validation/perspective/transport/limits.ts';
import { assembleSigned, decodeCertificate, pemDecode, pemEncode } from '../../../src/wire/x509/index.ts';
import { makePerspectiveAuthority } from '../../support/perspective-authority.ts';
import {
  joined,
  makePerspectiveServer,
  type PerspectiveServer,
  runAgent,
} from '../../support/perspective-world.ts';
import { until } from '../../support/wait.ts';

const clock = systemClock;
const limits = { timeout: 60_000 };
const TOKEN = `berlin.${'A'.repeat(43)}`;

test(
  'a server in between that has a certificate of the right root, but is no server, sees no token',
  limits,
  async (t) => {
    const authority = await makePerspectiveAuthority(t, clock);
    const pin = pinOf(decodeCertificate(authority.authority.root).spki);
    for (const role of ['perspective', 'client'] as const) {
      const mallory = await listenAs(t, await authority.credentials(role, 'server'), authority.root);
      const result = await joinServer({ url: mallory.url, token: TOKEN, pin }, clock);
      assert.ok(!result.ok && result.fault.code === 'joinUnreachable', role);
      assert.equal(mallory.heard(), '', `${role}: nothing was said`);
      assert.equal(mallory.connections(), 2, 'one to find the root, one that trusts it');
    }
  },
);

test("other contents around the pinned root's key are no root", limits, async (t) => {
  const authority = await makePerspectiveAuthority(t, clock);
  const root = pemDecode('CERTIFICATE', authority.root);
  const { tbs } = decodeCertificate(root);
  const forger = createPrivateKey(newAgentKey());
  // the right key in it, and another's signature: as good to whoever looks at the key alone
  const signature = sign('sha256', tbs, { key: forger, dsaEncoding: 'der' });
  const forged = pemEncode('CERTIFICATE', assembleSigned(tbs, 'ecdsa-sha256', signature));
  const mallory = await listenAs(t, await authority.credentials('coordinator', 'server'), forged);
  const pin = pinOf(decodeCertificate(root).spki);
  const result = await joinServer({ url: mallory.url, token: TOKEN, pin }, clock);
  assert.ok(!result.ok);
  assert.equal(result.fault.code, 'joinPinWrong');
  assert.equal(mallory.heard(), '');
});

test('a stranger has one request, and one at a time', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const spare = await joined(await server.invite({ name: 'spare' }), clock);
  const session = await open(t, server, { root: spare.credentials.root });
  const ask = { protocol: PROTOCOL_VERSION, token: TOKEN, csr: agentCsr(newAgentKey(), 'berlin') };
  assert.equal((await post(session, PATHS.join, ask)).status, 403);
  assert.equal(
    (await post(session, PATHS.join, { ...ask, token: line.token })).status,
    403,
    'a second guess',
  );
  await joined(line, clock); // the right token was not used up by it

  const crowd = await open(t, server, { root: spare.credentials.root });
  await new Promise((resolve) => crowd.once('remoteSettings', resolve));
  assert.equal(crowd.remoteSettings.maxConcurrentStreams, 1);
});

test('older TLS, resumption and other protocols are no way in', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const { credentials } = await joined(await server.invite({ name: 'berlin' }), clock);
  const options = {
    host: '::1',
    port: server.port,
    ca: [credentials.root],
    checkServerIdentity: () => undefined,
  };
  const refused = async (more: object): Promise<boolean> => {
    const socket = connectTls({ ...options, ...more });
    t.after(() => socket.destroy());
    socket.on('error', () => {});
    return new Promise((resolve) => {
      socket.once('close', () => resolve(true));
      socket.once('data', () => resolve(false)); // a server speaks first
    });
  };
  assert.ok(await refused({ maxVersion: 'TLSv1.2', ALPNProtocols: ['h2'] }));
  assert.ok(await refused({ ALPNProtocols: ['http/1.1'] }));
  assert.ok(await refused({}));
  const other = await makePerspectiveAuthority(t, clock);
  const { key, certificate: cert } = await other.credentials('client', 'berlin');
  assert.ok(await refused({ ALPNProtocols: ['h2'], key, cert }), 'a certificate of another root');
});

test('frames that are too large, and what is no HTTP/2, end that connection alone', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const line = await server.invite({ name: 'berlin' });
  const { credentials } = await joined(await server.invite({ name: 'spare' }), clock);
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
  const settings = Buffer.from('000000040000000000', 'hex');
  const begin = Buffer.concat([Buffer.from(preface), settings]);
  for (const bytes of [
    Buffer.concat([begin, Buffer.from('ffffff000000000001', 'hex')]), // 16 MB announced
    Buffer.concat([begin, Buffer.from('000000000000000002', 'hex')]), // on a stream that is the server's to open
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  ]) {
    const socket = await tls(t, server, { root: credentials.root });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(bytes);
    await ended;
  }
  const headers = await open(t, server, { root: credentials.root });
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x-${index}`, 'y'.repeat(200)]));
  assert.notEqual((await post(headers, PATHS.join, {}, many)).status, 200);
  await joined(line, clock);
});

test(
  'bodies that never end are counted for the whole connection; whole ones are answered beside them',
  limits,
  async (t) => {
    // none of them ever takes too long
    const patient: Clock = {
      ...systemClock,
      after: (ms, run) => (ms === REQUEST_MS ? () => {} : systemClock.after(ms, run)),
    };
    const server = await makePerspectiveServer(t, patient);
    const { credentials } = await joined(await server.invite({ name: 'other-ca', kind: 'client' }), clock);
    const session = await open(t, server, credentials);
    const chunk = Buffer.alloc(ASK_BYTES_MAX - 1, 0x20);
    const streams = Math.ceil(UNREAD_BYTES_MAX / chunk.length) + 4;
    const refused = await new Promise<number>((resolve) => {
      for (let count = 0; count < streams; count++) {
        const stream = session.request({ ':method': 'POST', ':path': '/mpic' });
        stream.on('error', () => {});
        stream.on('response', ({ ':status': status = 0 }) => resolve(status));
        stream.write(chunk);
      }
    });
    assert.equal(refused, 413);
    assert.equal((await post(session, '/mpic', {})).status, 400, 'asked, and not understood');
  },
);

test('a crowd of strangers from the same network displaces no perspective that stays', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const files = await joined(await server.invite({ name: 'berlin' }), clock);
  await runAgent(t, files, clock);
  const state = async () => (await server.list())[0]?.state;
  await until(async () => (await state())?.connection === 'connected');
  const before = await state();
  const sockets: Socket[] = [];
  for (let count = 0; count < 200; count++) {
    const socket = connect(server.port, '::1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    sockets.push(socket);
  }
  await joined(await server.invite({ name: 'paris' }), clock); // strangers make room for the next, too
  const after = await state();
  assert.equal(after?.connection, 'connected');
  assert.equal(after?.since, before?.since, 'the same connection');
  for (const socket of sockets) socket.destroy();
});

test('a client cannot fill the places of all others', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const { credentials } = await joined(await server.invite({ name: 'other-ca', kind: 'client' }), clock);
  const sessions: ClientHttp2Session[] = [];
  for (let count = 0; count < CLIENT_LINKS_MAX; count++) sessions.push(await open(t, server, credentials));
  for (const session of sessions) assert.equal((await post(session, '/mpic', {})).status, 400);
  const more = await open(t, server, credentials);
  await new Promise((resolve) => more.once('close', resolve));
  const [first] = sessions;
  assert.ok(first !== undefined && !first.closed);
  first.close();
  await until(async () => {
    const next = await open(t, server, credentials);
    return post(next, '/mpic', {}).then(
      ({ status }) => status === 400,
      () => false,
    );
  });
});

test('what a perspective says of itself cannot break what the administrator reads', limits, async (t) => {
  const server = await makePerspectiveServer(t, clock);
  const files = await joined(await server.invite({ name: 'berlin' }), clock);
  await runAgent(t, files, clock, {
    wrap: (handlers) => async (asked) => {
      if (asked.path !== PATHS.hello) return handlers(asked);
      const { body } = await handlers(asked);
      const hello = { ...(JSON.parse(body) as object), certificateUntil: Number.MAX_SAFE_INTEGER };
      return { status: 200, body: JSON.stringify(hello) };
    },
  });
  await until(async () => (await server.list())[0]?.state?.connection === 'refused');
});

test(
  'a certificate that was renewed is not renewed again, and connections that are gone are kept up no more',
  limits,
  async (t) => {
    let shift = 0;
    const upkeeps = new Set<() => void>();
    const shifted: Clock = {
      ...systemClock,
      now: () => systemClock.now() + shift,
      after(ms, run) {
        if (ms !== RENEWAL_EVERY_MS) return systemClock.after(ms, run);
        upkeeps.add(run);
        return () => upkeeps.delete(run);
      },
    };
    const server = await makePerspectiveServer(t, shifted);
    const files = await joined(await server.invite({ name: 'berlin' }), shifted);
    shift = 20 * 86_400_000;
    let renewals = 0;
    const agent = await runAgent(t, files, shifted, {
      renewed: async () => {
        renewals++;
      },
    });
    await until(async () => upkeeps.size === 1);
    assert.equal(renewals, 1);
    const [again] = upkeeps;
    upkeeps.clear();
    again?.();
    await until(async () => upkeeps.size === 1);
    assert.equal(renewals, 1);
    await agent.stop();
    await until(async () => upkeeps.size === 0);
  },
);

type Trust = { readonly root: string } & Partial<Credentials>;

async function tls(
  t: TestContext,
  { port }: PerspectiveServer,
  { root, key, certificate }: Trust,
): Promise<TLSSocket> {
  const socket = connectTls({
    host: '::1',
    port,
    ca: [root],
    ...(key !== undefined && { key, cert: certificate }),
    ALPNProtocols: ['h2'],
    checkServerIdentity: () => undefined,
  });
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

async function open(t: TestContext, server: PerspectiveServer, trust: Trust): Promise<ClientHttp2Session> {
  const socket = await tls(t, server, trust);
  const session = connectHttp2('https://server', { createConnection: () => socket });
  session.on('error', () => {});
  t.after(() => session.destroy());
  return session;
}

/** Status 0 where the stream or the connection ended without an answer. */
function post(
  session: ClientHttp2Session,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number }> {
  return new Promise((resolve) => {
    let status = 0;
    const stream = session.request({ ...headers, ':method': 'POST', ':path': path });
    stream.on('error', () => {});
    stream.on('response', (answer) => {
      status = answer[':status'] ?? 0;
    });
    stream.on('close', () => {
      if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) status = 0;
      resolve({ status });
    });
    stream.resume();
    stream.end(JSON.stringify(body));
  });
}

/** A TLS server of somebody else's that shows these, and what it is told. */
async function listenAs(t: TestContext, { key, certificate }: Credentials, root: string) {
  let heard = '';
  let connections = 0;
  const server = createTlsServer(
    {
      key,
      cert: `${certificate}${root}`,
      ALPNProtocols: ['h2', 'sixfour-perspective'],
      minVersion: 'TLSv1.3',
    },
    (socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        heard += bytes.toString('latin1');
      });
    },
  );
  server.on('tlsClientError', () => {});
  server.on('connection', () => connections++);
  server.listen(0, '::1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `https://[::1]:${address.port}`, heard: () => heard, connections: () => connections };
}
