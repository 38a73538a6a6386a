import assert from 'node:assert/strict';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { createStop, systemClock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createQuicProber,
  parseAddress,
  type QuicProbed,
} from '../../../src/net/index.ts';
import { QUIC_IGNORED_MAX, QUIC_WAITS_MS } from '../../../src/net/limits.ts';
import {
  QUIC_DATAGRAM_BYTES,
  QUIC_ID_BYTES,
  QUIC_VERSIONS_MAX,
  type QuicHello,
  readVersionNegotiation,
  reservedVersion,
  writeQuicHello,
} from '../../../src/net/quic-packet.ts';

const prober = createQuicProber({ clock: systemClock });
const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
const id = () => fc.uint8Array({ minLength: QUIC_ID_BYTES, maxLength: QUIC_ID_BYTES });
const hellos = (): fc.Arbitrary<QuicHello> =>
  fc.record({ destination: id(), source: id(), version: fc.nat(0xffffffff).map(reservedVersion) });
const served = (hello: QuicHello) => fc.nat(0xffffffff).filter((one) => one !== 0 && one !== hello.version);

describe('a QUIC packet that asks for versions', () => {
  test('is a long header of a reserved version, padded to what servers look at', () => {
    fc.assert(
      fc.property(hellos(), fc.nat(255), (hello, bits) => {
        const packet = Buffer.from(writeQuicHello(hello, bits));
        assert.equal(packet.length, QUIC_DATAGRAM_BYTES);
        assert.equal(packet.readUInt8(0) & 0xc0, 0xc0);
        assert.match(packet.toString('hex', 1, 5), /^(?:.a){4}$/);
        const heard = readHello(packet);
        assert.deepEqual(heard, { ...hello });
      }),
    );
  });

  test('is answered by a list of versions with its ids the other way round, and by nothing else', () => {
    const cases = hellos().chain((hello) =>
      fc.record({
        hello: fc.constant(hello),
        bits: fc.nat(127),
        versions: fc.array(served(hello), { minLength: 1, maxLength: QUIC_VERSIONS_MAX }),
        at: fc.nat(),
        bit: fc.nat(7),
      }),
    );
    fc.assert(
      fc.property(cases, ({ hello, bits, versions, at, bit }) => {
        const answer = negotiation(hello, versions, bits);
        assert.deepEqual(readVersionNegotiation(answer, hello), versions);
        for (let end = 0; end < answer.length; end++) {
          const cut = readVersionNegotiation(answer.subarray(0, end), hello);
          // whole versions less is a shorter list; anything else is nothing
          const whole = end - HEAD >= 4 && (end - HEAD) % 4 === 0;
          assert.deepEqual(cut, whole ? versions.slice(0, (end - HEAD) / 4) : undefined);
        }
        // one bit of what has to be mirrored, or of the version 0
        const place = 1 + (at % (HEAD - 1));
        answer.writeUInt8(answer.readUInt8(place) ^ (1 << bit), place);
        assert.equal(readVersionNegotiation(answer, hello), undefined);
      }),
    );
  });

  test('is not answered by what it asked with, by version 0, by a short header, or by a huge list', () => {
    const [hello] = fc.sample(hellos(), 1);
    assert.ok(hello);
    assert.equal(readVersionNegotiation(negotiation(hello, [1, hello.version]), hello), undefined);
    assert.equal(readVersionNegotiation(negotiation(hello, [1, 0]), hello), undefined);
    const short = negotiation(hello, [1]);
    short.writeUInt8(0x7f, 0);
    assert.equal(readVersionNegotiation(short, hello), undefined);
    const many = Array.from({ length: QUIC_VERSIONS_MAX + 1 }, (_, n) => n + 1);
    assert.equal(readVersionNegotiation(negotiation(hello, many), hello), undefined);
    assert.equal(
      readVersionNegotiation(writeQuicHello(hello, 0), hello),
      undefined,
      'its own packet comes back',
    );
  });

  test('nothing that comes back makes reading it throw', () => {
    fc.assert(
      fc.property(hellos(), fc.uint8Array({ maxLength: 2_000 }), (hello, bytes) => {
        readVersionNegotiation(bytes, hello);
        const begun = Buffer.concat([negotiation(hello, [1]).subarray(0, bytes.length % 30), bytes]);
        readVersionNegotiation(begun, hello);
      }),
    );
  });
});

describe('a QUIC probe', { timeout: 60_000 }, () => {
  for (const host of ['::1', '127.0.0.1']) {
    test(`is answered from ${host} by a Version Negotiation`, async () => {
      await using peer = await listen(host, (hello, reply) => reply(negotiation(hello, [1, 0x6b3343cf])));
      const probed = await ask(host, peer.port);
      assert.deepEqual(ending(probed), ['answers', undefined]);
      assert.ok(peer.heard.every(({ length }) => length === QUIC_DATAGRAM_BYTES));
    });

    test(`says refused, with the errno, where nothing listens on ${host}`, async () => {
      const peer = await listen(host, () => {});
      await peer[Symbol.asyncDispose]();
      assert.deepEqual(ending(await ask(host, peer.port)), ['refused', 'ECONNREFUSED']);
    });
  }

  test('sends the same packet again after growing pauses, and then says timeout', async () => {
    await using peer = await listen('127.0.0.1', () => {});
    const probed = await ask('127.0.0.1', peer.port, 0.05);
    assert.deepEqual([...ending(probed), probed.sent], ['timeout', undefined, QUIC_WAITS_MS.length]);
    assert.equal(peer.heard.length, QUIC_WAITS_MS.length);
    assert.ok(peer.heard.every((one) => one.equals(peer.heard[0] ?? Buffer.alloc(0))));
    assert.ok(QUIC_WAITS_MS.every((ms, at) => at === 0 || ms > (QUIC_WAITS_MS[at - 1] ?? 0)));
    assert.ok(probed.ms >= QUIC_WAITS_MS.reduce((all, ms) => all + ms) * 0.05 - 5);
  });

  test('an answer to the last of them is one', async () => {
    let times = 0;
    await using peer = await listen('127.0.0.1', (hello, reply) => {
      if (++times === QUIC_WAITS_MS.length) reply(negotiation(hello, [1]));
    });
    const probed = await ask('127.0.0.1', peer.port, 0.2);
    assert.deepEqual([probed.outcome, probed.sent], ['answers', QUIC_WAITS_MS.length]);
  });

  test('ends at a flood of other things, and is not taken in by any', async () => {
    await using peer = await listen('127.0.0.1', (hello, reply) => {
      const strange = { ...hello, source: hello.destination, destination: hello.source };
      for (let n = 0; n < QUIC_IGNORED_MAX; n++)
        reply(n % 2 === 0 ? negotiation(strange, [1]) : Buffer.alloc(1_472, n));
    });
    assert.deepEqual(ending(await ask('127.0.0.1', peer.port, 0.2)), ['malformed', undefined]);
  });

  test('is found by an answer among other things', async () => {
    await using peer = await listen('127.0.0.1', (hello, reply) => {
      reply(Buffer.alloc(0));
      reply(Buffer.from([0x80]));
      reply(writeQuicHello(hello, 0));
      reply(negotiation(hello, [1]));
    });
    assert.equal((await ask('127.0.0.1', peer.port)).outcome, 'answers');
  });

  test('hears nobody but the asked address', async () => {
    await using stranger = await listen('127.0.0.2', () => {});
    await using peer = await listen('127.0.0.1', (hello, _, from) =>
      stranger.socket.send(negotiation(hello, [1]), from.port, from.address),
    );
    assert.equal((await ask('127.0.0.1', peer.port, 0.05)).outcome, 'timeout');
  });

  test('sends nothing to an address that the policy forbids', async () => {
    await using peer = await listen('127.0.0.1', () => {});
    const strict = createAddressPolicy({ allowed: () => [], allowLoopback: false });
    const probed = await prober.probe({ ...request('127.0.0.1', peer.port), policy: strict });
    assert.deepEqual([probed.outcome, probed.sent], ['address-refused', 0]);
    assert.equal(peer.heard.length, 0);
  });

  test('ends when it is stopped, and does not begin after that', async () => {
    const { signal, stop } = createStop();
    await using peer = await listen('127.0.0.1', stop);
    assert.equal((await prober.probe({ ...request('127.0.0.1', peer.port), signal })).outcome, 'cancelled');
    assert.equal((await prober.probe({ ...request('127.0.0.1', peer.port), signal })).sent, 0);
  });
});

/** First byte, version 0, and two ids with their lengths. */
const HEAD = 5 + 2 * (1 + QUIC_ID_BYTES);

function negotiation({ destination, source }: QuicHello, versions: readonly number[], bits = 0): Buffer {
  const list = Buffer.alloc(versions.length * 4);
  versions.forEach((version, at) => list.writeUInt32BE(version, 4 * at));
  const head = [0x80 | bits, 0, 0, 0, 0, source.length, ...source, destination.length, ...destination];
  return Buffer.concat([Buffer.from(head), list]);
}

function readHello(packet: Buffer): QuicHello {
  const second = 6 + packet.readUInt8(5);
  return {
    destination: Uint8Array.from(packet.subarray(6, second)),
    source: Uint8Array.from(packet.subarray(second + 1, second + 1 + packet.readUInt8(second))),
    version: packet.readUInt32BE(1),
  };
}

type Reply = (bytes: Uint8Array) => void;

async function listen(host: string, hear: (hello: QuicHello, reply: Reply, from: RemoteInfo) => void) {
  const socket: Socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const heard: Buffer[] = [];
  socket.on('message', (bytes, from) => {
    heard.push(bytes);
    hear(readHello(bytes), (reply) => socket.send(reply, from.port, from.address), from);
  });
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  return {
    port: socket.address().port,
    socket,
    heard,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}

function request(host: string, port: number, timeScale = 1) {
  const address = parseAddress(host);
  assert.ok(address);
  return { address, port, timeScale, policy };
}

function ask(host: string, port: number, timeScale = 1): Promise<QuicProbed> {
  return prober.probe(request(host, port, timeScale));
}

function ending({ outcome, errno }: QuicProbed) {
  return [outcome, errno];
}
