// A flood whose sources are forged, over real sockets: the addresses of a victim's network are ours here, so that every byte that the
// server sends there can be counted.
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../../src/core/index.ts';
import { startZoneServer, type ZoneServer } from '../../../../src/delegation/zone/index.ts';
import { ANSWERS_PER_SECOND, UDP_BYTES_MAX } from '../../../../src/delegation/zone/limits.ts';
import { decodeMessage, RCODE } from '../../../../src/wire/dns/index.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { EDNS, manyValues, query, VALUE, ZONE } from '../../../support/zone.ts';
import { askUdp, framed, openTcp, readTcp } from '../../../support/zone-client.ts';

const VICTIMS = ['127.64.64.1', '127.64.64.2', '127.64.64.77', '127.64.64.200'];
const QUESTIONS = 6_000;
const AT_ONCE = 50; // the server's buffer is not to drop what is to be counted
const TRUNCATED = 0x02;
const VALUES = 10; // some 600 bytes

const skip = process.platform === 'linux' ? false : 'only Linux has all of 127.0.0.0/8';

describe('a flood with forged sources', { skip }, () => {
  let server: ZoneServer;
  let port: number;
  before(async () => {
    const started = await startZoneServer({
      zones: [ZONE],
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({
        sequence: 2,
        names: [
          { sequence: 1, zone: ZONE.name, label: 'com-example', values: [VALUE] },
          { sequence: 2, zone: ZONE.name, label: 'com-big', values: manyValues(VALUES) },
        ],
      }),
      clock: systemClock,
      log: recordingLog(),
    });
    assert.ok(started.ok);
    server = started.value;
    port = server.bound[0]?.port ?? 0;
  });
  after(() => server?.close());

  for (const [what, name, rcode] of [
    ['the largest answer that there is', () => 'com-big.acme.test', RCODE.NOERROR],
    ['names that do not exist, each another', (n: number) => `x${n}.acme.test`, RCODE.NXDOMAIN],
  ] as const) {
    it(`asks for ${what}: so many whole answers a second, and then not a byte more than was sent`, async () => {
      const victims = await Promise.all(VICTIMS.map(victim));
      const began = Math.floor(Date.now() / 1000);
      let asked = 0;
      for (let n = 0; n < QUESTIONS; n += AT_ONCE) {
        const lot = Array.from({ length: AT_ONCE }, (_, i) =>
          query({ name: name(n + i), message: { edns: EDNS } }),
        );
        await Promise.all(
          lot.map(async (bytes, i) => {
            asked += bytes.length;
            await victims[i % victims.length]?.ask(bytes, port);
          }),
        );
        await answered(victims, n + AT_ONCE);
      }
      const seconds = Math.floor(Date.now() / 1000) - began + 1;
      for (const { socket } of victims) socket.close();
      const total = (of: 'whole' | 'wholeBytes' | 'truncated' | 'truncatedBytes') =>
        victims.reduce((sum, one) => sum + one[of], 0);
      assert.ok(total('whole') > 0 && total('whole') <= ANSWERS_PER_SECOND * seconds, `${total('whole')}`);
      assert.ok(total('truncated') >= QUESTIONS / 2 - ANSWERS_PER_SECOND * seconds, `${total('truncated')}`);
      assert.ok(total('wholeBytes') <= ANSWERS_PER_SECOND * seconds * UDP_BYTES_MAX);
      assert.ok(total('truncatedBytes') <= asked, `${total('truncatedBytes')} for ${asked}`);
      assert.deepEqual(new Set(victims.flatMap((one) => [...one.rcodes])), new Set([rcode]));
    });
  }

  it('others are answered meanwhile, and who is truncated has the whole answer by TCP', async () => {
    const [one] = await Promise.all(VICTIMS.slice(0, 1).map(victim));
    assert.ok(one !== undefined);
    const ask = query({ name: 'com-big.acme.test', message: { edns: EDNS } });
    for (let n = 0; n < ANSWERS_PER_SECOND * 3; n += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => one.ask(ask, port)));
      await answered([one], n + AT_ONCE);
      const other = await askUdp({ address: '127.0.0.1', port }, query({ name: 'com-example.acme.test' }));
      assert.deepEqual([other.message.truncated, other.message.answers.length], [false, 1]);
    }
    one.socket.close();
    const socket = await openTcp({ address: '127.0.0.1', port });
    socket.write(framed(ask));
    const [whole] = await readTcp(socket, 1);
    socket.destroy();
    assert.equal(whole?.answers.length, VALUES);
  });
});

type Victim = {
  readonly socket: Socket;
  whole: number;
  wholeBytes: number;
  truncated: number;
  truncatedBytes: number;
  readonly rcodes: Set<number>;
  ask(bytes: Uint8Array, port: number): Promise<void>;
};

async function victim(address: string): Promise<Victim> {
  const socket = await bound(address);
  const counts: Victim = {
    socket,
    whole: 0,
    wholeBytes: 0,
    truncated: 0,
    truncatedBytes: 0,
    rcodes: new Set(),
    ask: (bytes, port) =>
      new Promise((resolve) => {
        socket.send(bytes, port, '127.0.0.1', () => resolve());
      }),
  };
  socket.on('message', (bytes) => {
    const kind = ((bytes[2] ?? 0) & TRUNCATED) === 0 ? 'whole' : 'truncated';
    counts[kind]++;
    counts[`${kind}Bytes`] += bytes.length;
    counts.rcodes.add(decodeMessage(bytes).rcode);
  });
  return counts;
}

/** Waits until all have come, or, where some were lost, until no more come. */
async function answered(victims: readonly Victim[], wanted: number): Promise<void> {
  const count = () => victims.reduce((sum, { whole, truncated }) => sum + whole + truncated, 0);
  for (let before = -1; count() < wanted && count() > before; ) {
    before = count();
    for (let n = 0; n < 50 && count() < wanted; n++) await sleep(1);
  }
}

async function bound(address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1_000_000 });
  const listening = once(socket, 'listening');
  socket.bind(0, address);
  await listening;
  return socket;
}
