// Updates and signed questions at the real zone server, answered by another thread than its own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import { createHandingOn } from '../../../../src/delegation/zone/handing-on.ts';
import { HANDED_ON_MAX } from '../../../../src/delegation/zone/limits.ts';
import { startZoneServer, type ZoneServer } from '../../../../src/delegation/zone/index.ts';
import {
  decodeMessage,
  encodeMessage,
  nameFromText,
  OPCODE,
  RCODE,
  signTsig,
  type TsigKey,
  TYPE,
  updateMessage,
} from '../../../../src/wire/dns/index.ts';
import { NAMES, query, SERVERS, ZONE } from '../../../support/zone.ts';
import { askUdp, framed, openTcp, readTcp } from '../../../support/zone-client.ts';

const key: TsigKey = {
  name: nameFromText('client'),
  algorithm: 'hmac-sha256',
  secret: Uint8Array.of(1, 2, 3),
};
const now = () => Math.floor(Date.now() / 1000);
const update = (id: number) =>
  encodeMessage(updateMessage({ id, zone: nameFromText(ZONE.name), updates: [] }));

describe('handing on', () => {
  let server: ZoneServer;
  const seen: { address: string; opcode: number; replied: boolean }[] = [];
  /** Ids that get no reply, and what lets the others go. */
  const silent = new Set<number>();
  let held: Promise<void> = Promise.resolve();
  before(async () => {
    const started = await startZoneServer({
      zones: [ZONE],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 1, names: NAMES }),
      clock: systemClock,
      log: silentLog,
      answersPerSecond: 0,
      async handOn({ bytes, address, reply }) {
        const message = decodeMessage(bytes);
        seen.push({ address, opcode: message.opcode, replied: reply !== undefined });
        await held;
        if (silent.has(message.id)) return undefined;
        if (reply !== undefined) return signTsig(reply, key, { now: now() });
        const { tsig: _tsig, ...rest } = message;
        return encodeMessage({ ...rest, response: true, rcode: RCODE.YXDOMAIN });
      },
    });
    assert.ok(started.ok);
    server = started.value;
  });
  after(() => server.close());
  const at = () => server.bound[0] ?? assert.fail('not bound');

  it('an update is answered by whoever takes it, over UDP and TCP', async () => {
    const { message } = await askUdp(at(), update(7));
    assert.deepEqual([message.id, message.rcode, message.opcode], [7, RCODE.YXDOMAIN, OPCODE.UPDATE]);
    const socket = await openTcp(at());
    socket.write(framed(update(8)));
    const [reply] = await readTcp(socket, 1);
    assert.deepEqual([reply?.id, reply?.rcode], [8, RCODE.YXDOMAIN]);
    socket.destroy();
    assert.deepEqual(seen.at(-1), { address: '127.0.0.1', opcode: OPCODE.UPDATE, replied: false });
  });

  it('a signed question is answered as ever, and the answer signed; an unsigned one stays in its thread', async () => {
    const plain = query({ name: ZONE.name, type: TYPE.SOA });
    const before = seen.length;
    const unsigned = await askUdp(at(), plain);
    assert.equal(seen.length, before);
    const signed = await askUdp(at(), signTsig(plain, key, { now: now() }));
    assert.equal(seen.at(-1)?.replied, true);
    assert.ok(signed.message.tsig !== undefined);
    assert.deepEqual(signed.message.answers, unsigned.message.answers);
  });

  it('questions behind an update on one connection do not wait for it', async () => {
    const gate = Promise.withResolvers<void>();
    held = gate.promise;
    const socket = await openTcp(at());
    socket.write(Buffer.concat([framed(update(9)), framed(query({ name: ZONE.name, type: TYPE.SOA }))]));
    const [first] = await readTcp(socket, 1);
    assert.equal(first?.opcode, OPCODE.QUERY);
    gate.resolve();
    const [second] = await readTcp(socket, 1);
    assert.deepEqual([second?.id, second?.opcode], [9, OPCODE.UPDATE]);
    socket.destroy();
  });

  it('no reply closes a connection, and one that is gone is not written to', async () => {
    silent.add(10);
    const socket = await openTcp(at());
    socket.write(framed(update(10)));
    assert.deepEqual(await readTcp(socket, 1), []);
    const gate = Promise.withResolvers<void>();
    held = gate.promise;
    const gone = await openTcp(at());
    gone.write(framed(update(11)));
    gone.destroy();
    gate.resolve();
    assert.equal((await askUdp(at(), update(12))).message.id, 12);
  });

  it('only so many are away at a time', () => {
    const said: number[] = [];
    const handing = createHandingOn((number) => said.push(number));
    const replies: (Uint8Array | undefined)[] = [];
    const message = { bytes: Uint8Array.of(), address: '' };
    for (let i = 0; i < HANDED_ON_MAX; i++) {
      assert.equal(
        handing.give(message, (reply) => replies.push(reply)),
        true,
      );
    }
    assert.equal(
      handing.give(message, () => assert.fail('it was not taken')),
      false,
    );
    handing.take(said[3] ?? 0, Uint8Array.of(4));
    handing.take(said[3] ?? 0, Uint8Array.of(5));
    assert.deepEqual(replies, [Uint8Array.of(4)]);
    assert.equal(
      handing.give(message, () => {}),
      true,
    );
  });
});

describe('a flood of updates', () => {
  it('does not reach the other thread: it is truncated, and what comes by TCP is handed on', async () => {
    let handed = 0;
    const started = await startZoneServer({
      zones: [ZONE],
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 1, names: [] }),
      clock: systemClock,
      log: silentLog,
      answersPerSecond: 2,
      async handOn({ bytes }) {
        handed++;
        return encodeMessage({ ...decodeMessage(bytes), response: true, rcode: RCODE.REFUSED });
      },
    });
    assert.ok(started.ok);
    const server = started.value;
    const at = server.bound[0] ?? assert.fail('not bound');
    const replies = await Promise.all(Array.from({ length: 40 }, (_, id) => askUdp(at, update(id))));
    const truncated = replies.filter(({ message }) => message.truncated).length;
    assert.ok(truncated >= 20, `${truncated}`);
    assert.equal(handed, 40 - truncated);
    const socket = await openTcp(at);
    socket.write(framed(update(99)));
    const [reply] = await readTcp(socket, 1);
    assert.equal(reply?.rcode, RCODE.REFUSED);
    socket.destroy();
    await server.close();
  });
});
