import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { systemClock } from '../../../src/core/index.ts';
import { anchorsOver, createDialer, knock } from '../../../src/net/index.ts';

const address = { text: '127.0.0.1', family: 4 } as const;

test('a connection that is made for itself is gone at once, and says from where it came', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = once(server, 'connection');
  const knocked = await knock(createDialer(systemClock), { address, port, timeoutMs: 5_000 });
  assert.deepEqual(knocked.ending, { outcome: 'response' });
  assert.deepEqual(knocked.source, address);
  const [socket] = await taken;
  await once(socket.resume(), 'end'); // never, were the other end still open
  await new Promise((resolve) => server.close(resolve));
  const refused = await knock(createDialer(systemClock), { address, port, timeoutMs: 5_000 });
  assert.deepEqual(refused.ending, { outcome: 'refused', errno: 'ECONNREFUSED' });
  assert.equal(refused.source, undefined);
});

test('of anchors those of one family are asked, and what is no address is none', () => {
  const anchors = ['2001:DB8::1', '192.0.2.1', 'a.root-servers.net'].map((text) => ({
    address: text,
    port: 53,
  }));
  assert.deepEqual(anchorsOver(6, anchors), [{ address: { text: '2001:db8::1', family: 6 }, port: 53 }]);
  assert.deepEqual(anchorsOver(4, anchors), [{ address: { text: '192.0.2.1', family: 4 }, port: 53 }]);
});
