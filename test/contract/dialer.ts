import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, test } from 'node:test';
import { createStop, type Family } from '../../src/core/index.ts';
import type { Dialer } from '../../src/net/index.ts';

/** What every `Dialer` keeps to, on the loopback addresses of both families. */
export function dialerContract(name: string, dialer: Dialer): void {
  describe(`Dialer: ${name}`, () => {
    for (const [text, family] of [
      ['::1', 6],
      ['127.0.0.1', 4],
    ] as const) {
      test(`connects to ${text} and hands the socket over`, { timeout: 10_000 }, async () => {
        const server = await listening(text);
        const dialled = await dialer.dial({
          address: { text, family },
          port: portOf(server),
          timeoutMs: 5_000,
        });
        assert.ok(dialled.ok);
        assert.equal(dialled.socket.remoteFamily, family === 6 ? 'IPv6' : 'IPv4');
        assert.equal(dialled.socket.listenerCount('error'), 0);
        dialled.socket.destroy();
        await closed(server);
      });

      test(`says refused where nothing listens on ${text}`, { timeout: 10_000 }, async () => {
        const server = await listening(text);
        const port = portOf(server);
        await closed(server);
        const dialled = await dialer.dial({ address: { text, family }, port, timeoutMs: 5_000 });
        assert.ok(!dialled.ok);
        assert.equal(dialled.outcome, 'refused');
        assert.equal(dialled.errno, 'ECONNREFUSED');
      });
    }

    test('never tries the other family', { timeout: 10_000 }, async () => {
      const server = await listening('127.0.0.1');
      const request = {
        address: { text: '::1', family: 6 as Family },
        port: portOf(server),
        timeoutMs: 5_000,
      };
      const dialled = await dialer.dial(request);
      assert.ok(!dialled.ok && dialled.outcome === 'refused');
      await closed(server);
    });

    test('says cancelled when it is told to stop before or while it dials', { timeout: 10_000 }, async () => {
      const address = { text: '::1', family: 6 as Family };
      const given = createStop();
      given.stop();
      const before = await dialer.dial({ address, port: 9, timeoutMs: 5_000, signal: given.signal });
      assert.ok(!before.ok && before.outcome === 'cancelled');
      const { signal, stop } = createStop();
      const dialling = dialer.dial({ address, port: 9, timeoutMs: 5_000, signal });
      stop();
      const after = await dialling;
      assert.ok(!after.ok && after.outcome === 'cancelled');
    });
  });
}

async function listening(host: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: 0, ipv6Only: host.includes(':') }, resolve);
  });
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
