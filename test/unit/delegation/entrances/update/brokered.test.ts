// The entrance with the real broker and store behind it, on real sockets.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { suite, test, type TestContext } from 'node:test';
import { silentLog, ok } from '../../../../../src/core/index.ts';
import { createChanges } from '../../../../../src/delegation/broker/index.ts';
import {
  brokeredUpdates,
  createUpdateEntrance,
  listenForUpdates,
} from '../../../../../src/delegation/entrances/update/index.ts';
import {
  decodeMessage,
  encodeMessage,
  extendedErrors,
  type Message,
  nameFromText,
  RCODE,
  signTsig,
  type TsigKey,
  TYPE,
} from '../../../../../src/wire/dns/index.ts';
import { delegationWorld, newValue, ZONE } from '../../../../support/delegation.ts';
import { SOA } from '../../../../support/update-listener.ts';
import { bare, txt, update, without } from './records.ts';

const NAME = 'www.example.com';
const CHALLENGE = `_acme-challenge.${NAME}`;
const LABEL = `com-example-www.${ZONE}`;
const EDNS = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] };

async function world(t: TestContext) {
  const at = await delegationWorld(t);
  const { store, clock, broker, served } = at;
  const publish = async (challenges: readonly string[]) => {
    await broker.withdrawn(challenges);
    return ok(undefined);
  };
  const changes = createChanges({
    store,
    targets: (challenge) => broker.targets(challenge),
    publish,
    clock,
    log: silentLog,
  });
  const parts = brokeredUpdates({
    store,
    broker,
    changes,
    openSecret: ({ sealedSecret }) => sealedSecret.toReversed(),
    zones: [ZONE],
    challengeZones: true,
  });
  const entrance = createUpdateEntrance({ ...parts, soa: SOA, allowSha1: false, clock, log: silentLog });
  const listeners = await listenForUpdates(['::1', '127.0.0.1'], 0, (bytes, source) =>
    entrance.answer(bytes, source, 'facade'),
  );
  t.after(() => listeners.close());
  const port = listeners.bound[0]?.port ?? 0;
  const keyFor = async (name: string): Promise<TsigKey> => {
    const client = await store.clients.get(name);
    const secret = Uint8Array.from(Buffer.from(`secret of ${name}`));
    const row = { name: `key.${name}`, clientId: client?.id ?? '', algorithm: 'hmac-sha256', createdAt: 0 };
    assert.equal(await store.tsigKeys.add({ ...row, sealedSecret: secret.toReversed() }, 9), true);
    return { name: nameFromText(row.name), algorithm: 'hmac-sha256', secret };
  };
  const web = await at.addClient('web');
  const other = await at.addClient('other');
  const webKey = await keyFor('web');
  const otherKey = await keyFor('other');
  let id = 0;
  const send = async (message: Message, key: TsigKey, tcp = false) => {
    const now = Math.floor(clock.now() / 1000);
    const bytes = signTsig(encodeMessage({ ...message, id: ++id }), key, { now });
    return decodeMessage(await (tcp ? overTcp(port, bytes) : overUdp(port, bytes)));
  };
  return { store, clock, served, listeners, port, web, other, webKey, otherKey, send };
}

suite('updates with the broker', () => {
  test('what a rule allows is served when the answer comes, over UDP and TCP; and taken back', async (t) => {
    const { served, web, webKey, send, listeners } = await world(t);
    assert.ok(listeners.bound.length > 0);
    await web.may(NAME);
    const [first, second] = [newValue(), newValue()];
    assert.equal((await send(update('example.com', [txt(CHALLENGE, first)]), webKey)).rcode, RCODE.NOERROR);
    assert.deepEqual(served.get(LABEL), [first]);
    const both = await send(update(ZONE, [txt(LABEL, second)], [bare(LABEL, TYPE.TXT)]), webKey, true);
    assert.equal(both.rcode, RCODE.NOERROR);
    assert.deepEqual(served.get(LABEL), [first, second]);
    await send(update(CHALLENGE, [without(txt(CHALLENGE, first))]), webKey);
    assert.deepEqual(served.get(LABEL), [second]);
    await send(update(CHALLENGE, [bare(CHALLENGE, TYPE.ANY)]), webKey);
    assert.deepEqual(served.get(LABEL), []);
  });

  test('what no rule covers is refused with the reason, recorded, and nothing of the message is done', async (t) => {
    const { store, served, web, other, webKey, otherKey, send } = await world(t);
    await web.may(NAME);
    await other.may('other.example');
    const theirs = '_acme-challenge.other.example';
    const message = update('.', [txt(CHALLENGE, newValue()), txt(theirs, newValue())]);
    const reply = await send({ ...message, edns: EDNS }, webKey);
    assert.equal(reply.rcode, RCODE.REFUSED);
    assert.match(extendedErrors(reply)[0]?.text ?? '', /^Client "web" may not answer .* other\.example/);
    assert.equal(served.size, 0);
    const events = await store.challenges.listEvents({ challenge: theirs, limit: 9 });
    assert.deepEqual(
      events.map(({ event, reason, clientId }) => [event, reason, clientId]),
      [['refused', 'no-rule', web.id]],
    );
    // nor does a client reach another's values at a name that both may
    await other.may(NAME);
    const value = newValue();
    await send(update('.', [txt(CHALLENGE, value)]), webKey);
    assert.equal((await send(update('.', [bare(CHALLENGE, TYPE.TXT)]), otherKey)).rcode, RCODE.NOERROR);
    const unseen = await send(update('.', [], [bare(CHALLENGE, TYPE.TXT)]), otherKey);
    assert.equal(unseen.rcode, RCODE.NXRRSET);
    assert.deepEqual(served.get(LABEL), [value]);
  });

  test('a client that is gone has no key, and a name that is none is none', async (t) => {
    const { store, clock, web, webKey, send } = await world(t);
    await web.may(NAME);
    const odd = ['www.example.com', '_acme-challenge.example_com.test', 'x.acme.example.net'];
    for (const name of odd) {
      assert.equal((await send(update('.', [txt(name, newValue())]), webKey)).rcode, RCODE.REFUSED, name);
    }
    await store.clients.remove(web.id, { at: clock.now(), actor: 'administrator', name: web.name });
    const reply = await send(update('.', [txt(CHALLENGE, newValue())]), webKey);
    assert.deepEqual([reply.rcode, reply.tsig?.error], [RCODE.NOTAUTH, 17]);
  });

  test('several messages of one connection are answered one by one; a monster closes it', async (t) => {
    const { port, clock, web, webKey } = await world(t);
    await web.may(NAME);
    const now = Math.floor(clock.now() / 1000);
    const framed = [1, 2, 3].map((id) => {
      const bytes = signTsig(encodeMessage({ ...update('.', [txt(CHALLENGE, newValue())]), id }), webKey, {
        now,
      });
      return Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
    });
    const socket = connect({ host: '127.0.0.1', port });
    const all = Buffer.concat(framed);
    socket.write(all.subarray(0, 50));
    socket.write(Buffer.concat([all.subarray(50), Uint8Array.of(0xff, 0xff)]));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
    const ids: number[] = [];
    for (let rest = Buffer.concat(chunks); rest.length > 2; ) {
      const length = rest.readUInt16BE(0);
      const reply = decodeMessage(Uint8Array.from(rest.subarray(2, 2 + length)));
      assert.equal(reply.rcode, RCODE.NOERROR);
      ids.push(reply.id);
      rest = rest.subarray(2 + length);
    }
    assert.deepEqual(ids, [1, 2, 3]);
  });

  test('a port that is taken is told, and no address has half of it', async (t) => {
    const { port } = await world(t);
    const second = await listenForUpdates(['127.0.0.1'], port, () => Promise.resolve(undefined));
    assert.deepEqual(second.bound, []);
    assert.equal(second.failed[0]?.errno, 'EADDRINUSE');
    await second.close();
  });
});

async function overUdp(port: number, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = createSocket('udp4');
  socket.send(bytes, port, '127.0.0.1');
  const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(10_000) })) as [Uint8Array];
  socket.close();
  return Uint8Array.from(reply);
}

async function overTcp(port: number, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]));
  const [chunk] = (await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
  socket.destroy();
  assert.equal(chunk.length, 2 + chunk.readUInt16BE(0));
  return Uint8Array.from(chunk.subarray(2));
}
