import assert from 'node:assert/strict';
import type { Socket } from 'node:dgram';
import { afterEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createStubResolver } from '../../../../src/net/index.ts';
import { DATAGRAMS_IGNORED_MAX } from '../../../../src/net/resolver/limits.ts';
import { TYPE, decodeMessage, encodeMessage } from '../../../../src/wire/dns/index.ts';
import type { Message } from '../../../../src/wire/dns/index.ts';
import { openUdp } from '../../../support/dns-sockets.ts';
import { ask, openSockets, packetClock } from './asking.ts';

type Heard = { readonly query: Message; readonly port: number; readonly send: (reply: Message) => void };

const open: Socket[] = [];

/** A server that hands over each question with the port that it came from; and a session that asks it. */
async function listen(heard: (question: Heard, all: readonly Heard[]) => void) {
  const udp = await openUdp('127.0.0.1', 0);
  assert.ok(typeof udp === 'object');
  open.push(udp);
  const all: Heard[] = [];
  udp.on('message', (bytes, { port, address }) => {
    const send = (reply: Message) => udp.send(encodeMessage(reply), port, address);
    const one = { query: decodeMessage(bytes), port, send };
    all.push(one);
    heard(one, all);
  });
  const clock = packetClock();
  const server = { address: '127.0.0.1', port: udp.address().port };
  const session = createStubResolver({ servers: [server], clock }).session();
  const both = () => Promise.all([ask(clock, session, 'x.test', 'AAAA'), ask(clock, session, 'x.test', 'A')]);
  return { clock, session, both, all };
}

const denial = (query: Message): Message => ({ ...query, response: true, rcode: 3 });

/** How two questions end whose answers come behind so many datagrams that fit neither. */
async function noise(count: number) {
  const { both } = await listen((_, heard) => {
    const [one, other] = heard;
    if (one === undefined || other === undefined || heard.length > 2) return;
    const id = [0, 1, 2].find((free) => free !== one.query.id && free !== other.query.id) ?? 0;
    for (let i = 0; i < count; i++) one.send({ ...denial(one.query), id });
    for (const { send, query } of [other, one]) send(denial(query));
  });
  return (await both()).map(({ evidence }) => `${evidence.outcome} ${evidence.transport}`);
}

describe('questions of one session', () => {
  afterEach(() => {
    for (const udp of open.splice(0)) udp.close();
  });

  it('share a port while they are under way together, and the next have another', async () => {
    const { both, all } = await listen((_, heard) => {
      if (heard.length % 2 === 0) for (const { query, send } of heard.slice(-2)) send(denial(query));
    });
    const before = openSockets();
    for (let round = 0; round < 4; round++) {
      const answers = await both();
      assert.deepEqual(
        answers.map(({ evidence }) => [evidence.type, evidence.outcome]),
        [
          ['AAAA', 'nxdomain'],
          ['A', 'nxdomain'],
        ],
      );
    }
    const ports = all.map(({ port }) => port);
    const rounds = [0, 1, 2, 3].map((round) => ports.slice(2 * round, 2 * round + 2));
    for (const [one, other] of rounds) assert.equal(one, other);
    assert.ok(new Set(ports).size >= 3, ports.join(' '));
    assert.ok(new Set(all.map(({ query }) => query.id)).size >= 7, 'ids are drawn for each question');
    for (let i = 0; i < 5; i++) await turn();
    assert.ok(openSockets() <= before, 'each is closed');
  });

  it('each have their own answer and their own time, whatever becomes of the other', async () => {
    const { both, clock } = await listen(({ query, send }) => {
      if (query.questions[0]?.type === TYPE.AAAA) send(denial(query));
    });
    const [six, four] = await both();
    assert.equal(six.evidence.outcome, 'nxdomain');
    assert.equal(six.evidence.tries, 1);
    assert.equal(four.evidence.outcome, 'timeout');
    assert.equal(four.evidence.tries, 2);
    assert.equal(clock.pending(), 0);
  });

  it('both leave UDP where too many datagrams fit neither; an answer to one is no noise for the other', async () => {
    assert.deepEqual(await noise(DATAGRAMS_IGNORED_MAX - 1), ['nxdomain udp', 'nxdomain udp']);
    // nobody listens there over TCP
    assert.deepEqual(await noise(DATAGRAMS_IGNORED_MAX), ['unreachable tcp', 'unreachable tcp']);
  });
});
