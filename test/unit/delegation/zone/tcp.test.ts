// Limits of connections: what an honest client never meets.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TCP_CONNECTIONS_PER_NETWORK, TCP_UNREAD_BYTES } from '../../../../src/delegation/zone/limits.ts';
import type { Responder } from '../../../../src/delegation/zone/responder.ts';
import { createTcpService, type TcpService, type TcpTimes } from '../../../../src/delegation/zone/tcp.ts';
import { query, testZone } from '../../../support/zone.ts';
import { type At, framed, openTcp, readTcp } from '../../../support/zone-client.ts';

const NEVER: TcpTimes = { idleMs: 600_000, sweepMs: 600_000 };
let open: { service: TcpService; server: Server; sockets: Socket[] } | undefined;

async function serve(times: TcpTimes, onAnswer: () => void = () => {}): Promise<At> {
  const zone = testZone();
  const responder: Responder = {
    handsOn: () => 'no',
    wait: () => false,
    respond(bytes, length, address, transport, nowMs, out) {
      const reply = zone.send(bytes.subarray(0, length), { address, transport, nowMs });
      onAnswer();
      out.set(reply ?? []);
      return reply?.length ?? 0;
    },
  };
  const service = createTcpService(responder, times);
  const server = service.makeServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open = { service, server, sockets: [] };
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function connect(at: At): Promise<Socket> {
  const socket = await openTcp(at);
  open?.sockets.push(socket);
  return socket;
}

afterEach(() => {
  open?.service.close();
  open?.server.close();
  for (const socket of open?.sockets ?? []) socket.destroy();
  open = undefined;
});

const ASKED = framed(query({ name: 'com-example.acme.test' }));

describe('a TCP connection', () => {
  it('that asks nothing is closed, though bytes drip from it', { timeout: 30_000 }, async () => {
    const at = await serve({ idleMs: 300, sweepMs: 20 });
    const socket = await connect(at);
    // a byte that meets the closed end is an error of the socket, and no reason to stop waiting
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    const drip = setInterval(() => socket.write(Uint8Array.of(255)), 20);
    await closed;
    clearInterval(drip);
  });

  it('above the limit of its network closes the one that has been idle longest', async () => {
    const at = await serve(NEVER);
    const sockets: Socket[] = [];
    for (let i = 0; i < TCP_CONNECTIONS_PER_NETWORK; i++) {
      const socket = await connect(at);
      sockets.push(socket);
      socket.write(ASKED);
      assert.equal((await readTcp(socket, 1)).length, 1);
    }
    const [first, second] = sockets;
    assert.ok(first !== undefined && second !== undefined);
    first.write(ASKED); // so the second is idle longest now
    assert.equal((await readTcp(first, 1)).length, 1);
    const closed = once(second, 'close');
    second.resume();
    const last = await connect(at);
    last.write(ASKED);
    assert.equal((await readTcp(last, 1)).length, 1);
    await closed;
    first.write(ASKED);
    assert.equal((await readTcp(first, 1)).length, 1, 'the others live');
  });

  it('whose client takes no answers is read no further, until it does', { timeout: 60_000 }, async () => {
    const answered = { count: 0 };
    const at = await serve(NEVER, () => answered.count++);
    const socket = await connect(at);
    const asked = framed(query({ name: 'com-big.acme.test' }));
    const count = 4_000; // some 29 MB of answers
    const lot = Buffer.concat(Array.from({ length: count }, () => asked));
    socket.pause();
    socket.write(lot);
    // it has come to rest when nothing more is answered for a while
    let before = -1;
    while (answered.count === 0 || before < answered.count) {
      before = answered.count;
      await sleep(200);
    }
    assert.ok(answered.count < count, `${answered.count} of ${count}, though nobody reads them`);
    const held = answered.count * 7_200;
    assert.ok(held < 20 * 1024 * 1024 + TCP_UNREAD_BYTES, `${held} bytes, most of them in the kernel`);
    assert.equal((await readTcp(socket, count)).length, count);
  });
});
