// Signatures at the real server: who has said all still gets what waits for one, and a flood that asks for ever new ones stops nobody.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import { startZoneServer, type ZoneServer } from '../../../../src/delegation/zone/index.ts';
import { createTurns } from '../../../../src/delegation/zone/turns.ts';
import { decodeMessage, TYPE } from '../../../../src/wire/dns/index.ts';
import { DO, SIGNED } from '../../../support/signed-zone.ts';
import { NAMES, query, SERVERS, testZone } from '../../../support/zone.ts';
import { type At, framed, openTcp, readTcp } from '../../../support/zone-client.ts';

const QUESTIONS = 60; // several turns' worth of signatures
const FLOOD = 20_000;

describe('signed answers of a running server', () => {
  let server: ZoneServer;
  let at: At;
  before(async () => {
    const started = await startZoneServer({
      zones: [SIGNED],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 1, names: NAMES }),
      clock: systemClock,
      log: silentLog,
      answersPerSecond: 0,
    });
    assert.ok(started.ok);
    server = started.value;
    at = { address: '127.0.0.1', port: server.bound[0]?.port ?? 0 };
  });
  after(() => server?.close());

  it('come to a client that closed its side behind its questions, and then the end', async () => {
    const socket = await openTcp(at);
    const closed = once(socket, 'end');
    const asked = Array.from({ length: QUESTIONS }, (_, i) =>
      framed(query({ name: `half${i}.acme.test`, message: { ...DO, id: i } })),
    );
    socket.end(Buffer.concat(asked));
    const answers = await readTcp(socket, QUESTIONS);
    assert.deepEqual(
      answers.map(({ id }) => id).toSorted((a, b) => a - b),
      Array.from({ length: QUESTIONS }, (_, i) => i),
    );
    for (const { authorities } of answers) assert.ok(authorities.some(({ type }) => type === TYPE.RRSIG));
    socket.resume();
    await closed;
  });

  it('go on under a flood of names that do not exist, each another', { timeout: 120_000 }, async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const seen = { signed: 0, truncated: 0, other: 0 };
    socket.on('message', (bytes) => {
      const { truncated, authorities } = decodeMessage(bytes);
      if (truncated) seen.truncated++;
      else if (authorities.some(({ type }) => type === TYPE.RRSIG)) seen.signed++;
      else seen.other++;
    });
    const other = await openTcp(at);
    for (let n = 0; n < FLOOD; n++) {
      socket.send(query({ name: `n${n}.acme.test`, message: DO }), at.port, at.address);
      if (n % 1_000 !== 0) continue;
      other.write(framed(query({ name: 'com-example.acme.test', message: DO })));
      const [answer] = await readTcp(other, 1);
      assert.ok(
        answer?.answers.some(({ type }) => type === TYPE.RRSIG),
        `behind ${n} of the flood`,
      );
    }
    other.destroy();
    socket.close();
    assert.ok(seen.signed > 0);
    assert.equal(seen.other, 0, 'each has its proof, or is sent to TCP');
  });
});

describe('a flood that needs ever new signatures', () => {
  it('has at most eight of them in a turn, whatever it asks; what is kept is answered at once', () => {
    const queue: (() => void)[] = [];
    const zone = testZone({ zones: [SIGNED], turns: createTurns((turn) => void queue.push(turn)) });
    const positive = query({ name: 'com-example.acme.test', message: DO });
    assert.ok(zone.send(positive));
    const ends = { answered: 0, waiting: 0 };
    for (let n = 0; n < FLOOD; n++) {
      if (zone.send(query({ name: `n${n}.acme.test`, message: DO })) === undefined) ends.waiting++;
      else ends.answered++;
      if (n % 100 !== 0) continue;
      const kept = zone.send(positive);
      assert.ok(kept !== undefined && !decodeMessage(kept).truncated);
    }
    assert.ok(ends.answered <= 8, String(ends.answered));
    assert.equal(ends.answered + ends.waiting, FLOOD);
    assert.equal(queue.length, 1, 'one turn is asked for');
  });
});
