import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { type Log, silentLog } from '../../../../src/core/index.ts';
import { createDelegationApp } from '../../../../src/delegation/entrances/index.ts';
import { createIdentities } from '../../../../src/delegation/identity/index.ts';
import { delegationWorld } from '../../../support/delegation.ts';

export type Reply = { readonly status: number; readonly type: string; readonly body: string };

/** The HTTP entrances on a real socket, with a client `web` that may `www.example.com`, and one that may nothing. */
export async function entrancesWorld(
  t: TestContext,
  zones?: Parameters<typeof delegationWorld>[1],
  log: Log = silentLog,
) {
  const at = await delegationWorld(t, zones);
  const app = await createDelegationApp({
    broker: at.broker,
    store: at.store,
    identities: createIdentities({ store: at.store, trust: { kind: 'file' }, clock: at.clock, log }),
    importedAccounts: at.store.importedAccounts,
    clock: at.clock,
    log,
    language: 'en',
  });
  const server = createServer((request, response) => app.routing(request, response));
  server.listen(0, '::1');
  await once(server, 'listening');
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await app.close();
  });
  const { port } = server.address() as AddressInfo;
  const web = await at.addClient('web');
  const rule = await web.may('www.example.com');
  return {
    ...at,
    web,
    rule,
    other: await at.addClient('other'),
    origin: `http://[::1]:${port}`,
    /** Lines of a request's head, without what every request has, and its body. */
    send: (line: string, head: readonly string[], body: string) => exchange(port, line, head, body),
  };
}

/** The very bytes that a client writes, and what comes back. */
async function exchange(port: number, line: string, head: readonly string[], body: string): Promise<Reply> {
  const socket = connect(port, '::1');
  const lines = [`${line} HTTP/1.1`, 'Host: acme-dns.example', 'Connection: close', ...head, '', body];
  socket.write(lines.join('\r\n'));
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  const [top = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return {
    status: Number(top.split(' ')[1]),
    type: /^content-type: (.*)$/im.exec(top)?.[1] ?? '',
    body: rest.join('\r\n\r\n'),
  };
}
