import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { readPostgresql } from '../../../../src/delegation/import/index.ts';

/** AuthenticationOk, ReadyForQuery: as a server says them, before it says nothing more. */
const READY = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

test('a server that falls silent is waited for so long, and no longer', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write(READY));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = `postgresql://reader@127.0.0.1:${port}/acmedns`;
  const read = await readPostgresql(url, 50);
  assert.equal(read.ok ? '' : read.fault.code, 'importUnreadable');
});
