import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { buildQuery } from '../../../../src/net/resolver/query.ts';
import { exchangeTcp } from '../../../../src/net/resolver/tcp.ts';
import { decodeMessage, encodeMessage, nameFromText, TYPE } from '../../../../src/wire/dns/index.ts';

for (const size of [1, 2, 3, 7, 1_000]) {
  test(`an answer in pieces of ${size} bytes is read whole, whatever comes behind it`, async (t) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.setNoDelay(true);
      socket.once('data', (asked: Buffer) => void drip(socket, asked, size));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const query = buildQuery(nameFromText('x.test'), TYPE.A, {
      recursion: true,
      edns: true,
      signatures: false,
    });
    const ending = await exchangeTcp({ address: '127.0.0.1', port }, query, 10_000, systemClock);
    assert.equal(ending.kind, 'reply');
  });
}

/** The question as its own answer, in its frame, and a byte too many. */
async function drip(socket: Socket, asked: Buffer, size: number): Promise<void> {
  const bytes = encodeMessage({ ...decodeMessage(asked.subarray(2)), response: true });
  const framed = Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes, Buffer.of(1)]);
  for (let at = 0; at < framed.length && socket.writable; at += size) {
    socket.write(framed.subarray(at, at + size));
    await turn();
  }
}
