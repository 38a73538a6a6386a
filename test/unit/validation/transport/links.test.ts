// Connections between server and perspective over real sockets, both families, both ways.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, test, type TestContext } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { createStop, systemClock } from '../../../../src/core/index.ts';
import {
  answerOver,
  askOver,
  dialLink,
  type Handlers,
  type Link,
  listenForLinks,
  type LinkListener,
  type Peer,
  type Reply,
  type Way,
} from '../../../../src/validation/index.ts';
import { ANSWER_BYTES_MAX, ASK_BYTES_MAX } from '../../../../src/validation/perspective/limits.ts';
import {
  makePerspectiveAuthority,
  type TestPerspectiveAuthority,
} from '../../../support/perspective-authority.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const clock = systemClock;
const never = createStop().signal;
const soon = (ms = 20_000) => ({ deadlineMs: clock.monotonic() + ms, signal: never });
const echo: Handlers = async ({ method, path, body, peer }) => ({
  status: 200,
  body: JSON.stringify({ method, path, bytes: body.length, peer }),
});
const suite = { after };
let ours: TestPerspectiveAuthority;
before(async () => {
  ours = await makePerspectiveAuthority(suite, clock);
});

type Ends = { readonly asker: Link; readonly answerer: Omit<Link, 'call'>; readonly socket: TLSSocket };

/** Both ends of one connection: `forward`, who dialled asks; `backward`, who was dialled asks. */
async function connected(
  t: TestContext,
  host: string,
  way: Way,
  handlers = echo,
  port?: number,
): Promise<Ends> {
  const { promise, resolve } = Promise.withResolvers<TLSSocket>();
  const listener = await listen(t, host, [way], (socket) => resolve(socket));
  const role = way === 'forward' ? 'coordinator' : 'perspective';
  const dialled = await dialLink(
    {
      host,
      port: port ?? listener.bound[0]?.port ?? 0,
      way,
      credentials: await ours.credentials(role, role === 'coordinator' ? 'server' : 'berlin'),
      expects: () => true,
    },
    clock,
    never,
  );
  assert.ok(dialled.ok, JSON.stringify(dialled));
  const accepted = await promise;
  const [asks, answers] = way === 'forward' ? [dialled.socket, accepted] : [accepted, dialled.socket];
  const answerer = answerOver(answers, { clock, peer: 'coordinator:server', handlers });
  const asker = askOver(asks, clock);
  t.after(() => {
    asker.close('stopping');
    dialled.socket.destroy();
    accepted.destroy();
  });
  return { asker, answerer, socket: dialled.socket };
}

async function listen(
  t: TestContext,
  host: string,
  ways: readonly Way[],
  accept: (socket: TLSSocket, way: Way, peer: Peer | undefined) => void,
): Promise<LinkListener> {
  const credentials = await ours.credentials('coordinator', 'server');
  const listener = await listenForLinks({ addresses: [host], port: 0, credentials, ways, accept });
  assert.deepEqual(listener.failed, []);
  t.after(() => void listener.close());
  return listener;
}

for (const host of ['::1', '127.0.0.1']) {
  for (const way of ['forward', 'backward'] as const) {
    describe(`${way} over ${host}`, () => {
      test('questions go one way, many at a time, and answers come back to their own', async (t) => {
        const { asker } = await connected(t, host, way);
        const paths = Array.from({ length: 300 }, (_, index) => `/path-${index}`);
        const answers = await Promise.all(paths.map((path) => asker.call(path, Buffer.from('{}'), soon())));
        for (const [index, answer] of answers.entries()) {
          assert.ok(answer.ok);
          const said = JSON.parse(Buffer.from(answer.body).toString()) as { path: string; method: string };
          assert.deepEqual(said, {
            ...said,
            path: paths[index],
            method: 'POST',
            bytes: 2,
            peer: 'coordinator:server',
          });
        }
        const get = await asker.call('/x?y=1', undefined, soon());
        assert.ok(get.ok && JSON.parse(Buffer.from(get.body).toString()).method === 'GET');
        assert.equal(JSON.parse(Buffer.from(get.body).toString()).path, '/x');
      });

      test('a connection that is cut in the middle ends what runs as unreachable, at once', async (t) => {
        const asked = Promise.withResolvers<void>();
        const { asker, socket } = await connected(t, host, way, () => {
          asked.resolve();
          return new Promise<Reply>(() => {});
        });
        const running = [1, 2, 3].map(() => asker.call('/dcv', Buffer.from('{}'), soon(600_000)));
        await asked.promise;
        socket.destroy();
        for (const answer of await Promise.all(running))
          assert.deepEqual(answer, { ok: false, outcome: 'unreachable' });
        assert.deepEqual(await asker.call('/dcv', undefined, soon()), { ok: false, outcome: 'unreachable' });
        assert.ok(['failed', 'closed'].includes(await asker.closed));
      });

      test('who says goodbye says why', async (t) => {
        const first = await connected(t, host, way);
        first.asker.close('removed');
        assert.equal(await first.answerer.closed, 'removed');
        const second = await connected(t, host, way);
        second.answerer.close('stopping');
        assert.equal(await second.asker.closed, 'stopping');
      });
    });
  }
}

test('the deadline and the signal end a question; the other end may go on as it likes', async (t) => {
  const { asker } = await connected(t, '::1', 'forward', () => new Promise<Reply>(() => {}));
  assert.deepEqual(await asker.call('/x', undefined, soon(50)), { ok: false, outcome: 'timeout' });
  const { signal, stop } = createStop();
  const running = asker.call('/x', undefined, { deadlineMs: clock.monotonic() + 600_000, signal });
  stop();
  assert.deepEqual(await running, { ok: false, outcome: 'timeout' });
  assert.deepEqual(await asker.call('/x', undefined, soon(-1)), { ok: false, outcome: 'timeout' });
});

test('a question that is too large is refused, and an answer that is too large is malformed', async (t) => {
  const { asker } = await connected(t, '::1', 'forward', async () => ({
    status: 200,
    body: 'x'.repeat(ANSWER_BYTES_MAX + 1),
  }));
  const refused = await asker.call('/x', Buffer.alloc(ASK_BYTES_MAX + 1), soon());
  assert.ok(refused.ok && refused.status === 413);
  assert.deepEqual(await asker.call('/x', undefined, soon()), { ok: false, outcome: 'malformed' });
});

test('a handler that breaks answers 500 and breaks nothing else', async (t) => {
  const { asker } = await connected(t, '::1', 'forward', async ({ path }) => {
    if (path === '/broken') throw new Error('a bug');
    return { status: 200, body: 'good' };
  });
  const broken = await asker.call('/broken', undefined, soon());
  assert.ok(broken.ok && broken.status === 500);
  const good = await asker.call('/good', undefined, soon());
  assert.ok(good.ok && good.status === 200);
});

test('a line that goes dead without a word is known by its heartbeats', async (t) => {
  // a way in between that can be stopped: nothing arrives any more, and nobody is told
  const target = await listen(t, '::1', ['forward'], (socket) => {
    answerOver(socket, { clock, peer: '', handlers: echo });
  });
  const between = await pausable(t, target.bound[0]?.port ?? 0);
  const dialled = await dialLink(
    {
      host: '::1',
      port: between.port,
      way: 'forward',
      credentials: await ours.credentials('coordinator', 'server'),
      expects: () => true,
    },
    clock,
    never,
  );
  assert.ok(dialled.ok);
  const virtual = createVirtualClock(undefined, () => new Promise((resolve) => setTimeout(resolve, 20)));
  const link = askOver(dialled.socket, virtual);
  const until = { deadlineMs: 3_600_000, signal: never };
  assert.ok((await link.call('/x', undefined, until)).ok);
  await virtual.advance(60_000);
  const heard = link.heardAt();
  between.pause();
  const running = link.call('/x', undefined, until);
  await virtual.advance(25_000);
  assert.equal(await link.closed, 'silent');
  assert.deepEqual(await running, { ok: false, outcome: 'unreachable' });
  assert.ok(virtual.now() - heard >= 15_000 && virtual.now() - heard <= 31_000);
});

async function pausable(t: TestContext, port: number): Promise<{ port: number; pause(): void }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((near) => {
    const far = connectTcp({ host: '::1', port });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.push(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => {});
    }
  });
  server.listen(0, '::1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    port: address.port,
    pause() {
      for (const socket of sockets) socket.pause();
    },
  };
}

describe('who is let in', () => {
  test('an end of another root, or none, or another protocol is no peer', async (t) => {
    const accepted: (Peer | undefined)[] = [];
    const { bound } = await listen(t, '::1', ['backward', 'forward'], (socket, _way, peer) => {
      accepted.push(peer);
      socket.destroy();
    });
    const port = bound[0]?.port ?? 0;
    const theirs = await makePerspectiveAuthority(t, clock);
    const stranger = await theirs.credentials('perspective', 'berlin');
    const mixed = { ...stranger, root: ours.root };
    const dial = (credentials: { root: string; key?: string; certificate?: string }, way: Way = 'backward') =>
      dialLink(
        { host: '::1', port, way, credentials, expects: (peer) => peer.role === 'coordinator' },
        clock,
        never,
      );

    const foreign = await dial(stranger);
    assert.ok(
      !foreign.ok && foreign.failures[0]?.reason === 'tls-error',
      'this end does not believe the server',
    );
    const shown = await dial(mixed);
    // TLS 1.3: this end is done before the server has looked; then it is cut off
    if (shown.ok) await once(shown.socket.resume(), 'close');
    assert.deepEqual(accepted, []);
    const nobody = await dial({ root: ours.root }, 'forward');
    assert.ok(nobody.ok);
    await once(nobody.socket.resume(), 'close');
    const wrongWay = connectTls({
      host: '::1',
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    const [error] = (await once(wrongWay, 'error')) as [NodeJS.ErrnoException];
    assert.match(String(error.code), /NO_APPLICATION_PROTOCOL|ECONNRESET/);
    wrongWay.destroy();
    assert.deepEqual(accepted, [undefined]);
  });

  test('who was expected decides: another name, another role, another key', async (t) => {
    const perspective = await ours.credentials('perspective', 'berlin');
    const listener = await listenForLinks({
      addresses: ['::1'],
      port: 0,
      credentials: perspective,
      ways: ['forward'],
      accept: (socket) => socket.destroy(),
    });
    t.after(() => void listener.close());
    const credentials = await ours.credentials('coordinator', 'server');
    const dial = (expects: (peer: Peer) => boolean) =>
      dialLink(
        { host: '::1', port: listener.bound[0]?.port ?? 0, way: 'forward', credentials, expects },
        clock,
        never,
      );
    const seen: Peer[] = [];
    const refused = await dial((peer) => {
      seen.push(peer);
      return false;
    });
    assert.ok(!refused.ok && refused.failures[0]?.reason === 'wrong-identity');
    assert.deepEqual([seen[0]?.role, seen[0]?.name], ['perspective', 'berlin']);
    assert.match(seen[0]?.spkiSha256 ?? '', /^[0-9a-f]{64}$/);
  });

  test('a client of perspectives is no server: its certificate does not serve', async (t) => {
    const listener = await listenForLinks({
      addresses: ['127.0.0.1'],
      port: 0,
      credentials: await ours.credentials('client', 'other'),
      ways: ['forward'],
      accept: (socket) => socket.destroy(),
    });
    t.after(() => void listener.close());
    const dialled = await dialLink(
      {
        host: '127.0.0.1',
        port: listener.bound[0]?.port ?? 0,
        way: 'forward',
        credentials: await ours.credentials('coordinator', 'server'),
        expects: () => true,
      },
      clock,
      never,
    );
    assert.ok(!dialled.ok && dialled.failures[0]?.errno === 'INVALID_PURPOSE', JSON.stringify(dialled));
  });

  test('every address is tried in turn, and what became of each is told', async (t) => {
    const closed = createServer();
    closed.listen(0, '::1');
    await once(closed, 'listening');
    const address = closed.address();
    assert.ok(typeof address === 'object' && address !== null);
    await new Promise((done) => closed.close(done));
    const credentials = await ours.credentials('coordinator', 'server');
    const result = await dialLink(
      { host: 'localhost', port: address.port, way: 'forward', credentials, expects: () => true },
      clock,
      never,
    );
    t.diagnostic(JSON.stringify(result));
    assert.ok(!result.ok && result.failures.length >= 1);
    assert.ok(
      result.failures.every(({ reason, place }) => reason === 'refused' && place?.port === address.port),
    );
  });
});
