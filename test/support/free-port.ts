import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { startDnsServer } from './dns-server.ts';

/** A TCP port of that host that nobody has at this moment. */
export async function freePort(host = '[::1]'): Promise<number> {
  const server = createServer();
  server.listen(0, host.replace(/[[\]]/g, ''));
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  await new Promise((done) => server.close(done));
  return address.port;
}

/** One that was free a moment ago, UDP and TCP, on these addresses: both families' loopback without them. */
export async function freeDnsPort(listen?: readonly string[]): Promise<number> {
  const probe = await startDnsServer(listen === undefined ? {} : { listen });
  await probe.close();
  return probe.port;
}
