// A question to one name server that is given up: its sockets are gone, whichever of them was open.
import assert from 'node:assert/strict';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, it } from 'node:test';
import { createStop, type StopSignal } from '../../../../src/core/index.ts';
import { createServerProber } from '../../../../src/net/index.ts';
import { nameFromText, TYPE } from '../../../../src/wire/dns/index.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/virtual-clock.ts';

const HOST = '127.0.0.1';
const TRY_MS = 1_000;
const limit = { timeout: 10_000 };

function ask(port: number, transport: 'udp' | 'tcp', signal: StopSignal, clock: VirtualClock) {
  const name = nameFromText('x.test');
  return createServerProber({ clock }).probe(
    { address: HOST, port },
    { zone: name, name, type: TYPE.A, transport, tryMs: TRY_MS, signal },
  );
}

async function bound(port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, HOST);
  await once(socket, 'listening'); // rejects where somebody else has the port
  return socket;
}

describe('a question that is given up', () => {
  for (const [which, tries] of [
    ['first', 1],
    ['second', 2],
  ] as const) {
    it(`over UDP, in its ${which} try`, limit, async () => {
      // a silent server; time stands still but for the try that has to be over
      const [server, clock, { signal, stop }] = [await bound(), createVirtualClock(), createStop()];
      const said = ask(server.address().port, 'udp', signal, clock);
      let from = 0;
      for (let asked = 1; asked <= tries; asked++) {
        const [, { port }] = (await once(server, 'message')) as [Buffer, RemoteInfo];
        assert.notEqual(port, from, 'each try has a socket of its own');
        from = port;
        if (asked < tries) void clock.advance(TRY_MS);
      }
      stop();
      assert.equal((await said).outcome, 'timeout');
      assert.equal(clock.pending(), 0);
      (await bound(from)).close();
      server.close();
    });
  }

  it('over TCP', limit, async () => {
    const [server, clock, { signal, stop }] = [createServer(), createVirtualClock(), createStop()];
    server.listen(0, HOST);
    await once(server, 'listening');
    const connected = once(server, 'connection');
    const said = ask((server.address() as AddressInfo).port, 'tcp', signal, clock);
    const [peer] = await connected;
    await once(peer, 'data');
    stop();
    assert.equal((await said).outcome, 'timeout');
    assert.equal(clock.pending(), 0);
    await once(peer, 'end');
    server.close();
  });

  it('before it begins: nothing is sent', limit, async () => {
    const [server, clock, { signal, stop }] = [await bound(), createVirtualClock(), createStop()];
    stop();
    const { port } = server.address();
    const said = await ask(port, 'udp', signal, clock);
    assert.equal(said.outcome, 'timeout');
    const heard = once(server, 'message');
    server.send('later', port, HOST);
    assert.equal(String((await heard)[0]), 'later');
    server.close();
  });
});
