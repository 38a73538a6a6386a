import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { listenAll } from '../../../src/net/index.ts';

test('every address gets a socket of its own on one port, IPv6 for IPv6 only', async () => {
  const { bound, failed } = await listenAll({ addresses: ['::', '0.0.0.0'], port: 0 }, makeServer);
  assert.deepEqual(failed, []);
  assert.deepEqual(
    bound.map(({ address, family }) => [address, family]),
    [
      ['::', 6],
      ['0.0.0.0', 4],
    ],
  );
  assert.equal(new Set(bound.map(({ port }) => port)).size, 1);
  await closeAll(bound);
});

test('an address that cannot be bound is told with its reason, and the others stand', async () => {
  const first = await listenAll({ addresses: ['127.0.0.1'], port: 0 }, makeServer);
  const port = first.bound[0]?.port ?? 0;
  const { bound, failed } = await listenAll(
    { addresses: ['127.0.0.1', '192.0.2.1', '::1'], port },
    makeServer,
  );
  assert.deepEqual(failed, [
    { address: '127.0.0.1', family: 4, port, errno: 'EADDRINUSE' },
    { address: '192.0.2.1', family: 4, port, errno: 'EADDRNOTAVAIL' },
  ]);
  assert.deepEqual(
    bound.map(({ address }) => address),
    ['::1'],
  );
  await closeAll([...first.bound, ...bound]);
});

function makeServer(): Server {
  return createServer((socket) => socket.destroy());
}

async function closeAll(bound: readonly { readonly server: Server }[]): Promise<void> {
  await Promise.all(bound.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve()))));
}
