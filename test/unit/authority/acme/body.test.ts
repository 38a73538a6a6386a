import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { readBody } from '../../../../src/authority/acme/body.ts';

const MAX = 1_000;

/** What `readBody` says to a request that begins with `head` and goes on with `parts`, in packets of their own. */
async function read(t: TestContext, head: string, parts: readonly string[], end = false) {
  const server = createServer();
  const asked = once(server, 'request') as Promise<[IncomingMessage]>;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  t.after(() => {
    socket.destroy();
    server.close();
  });
  socket.setNoDelay(true).write(`${head}\r\nHost: x\r\n`);
  socket.write(parts[0] ?? '');
  const [request] = await asked;
  const body = readBody(request, MAX);
  for (const part of parts.slice(1)) {
    await new Promise((resolve) => setImmediate(resolve));
    socket.write(part);
  }
  if (end) socket.destroy();
  const result = await body;
  return result.ok ? Buffer.from(result.value).toString() : result.fault.code;
}

const POST = 'POST / HTTP/1.1';
const CHUNKED = 'Transfer-Encoding: chunked\r\n\r\n';

describe('the body of a request', () => {
  test('comes whole, in one piece, in several, in chunks, or not at all', async (t) => {
    assert.equal(await read(t, POST, ['Content-Length: 5\r\n\r\nhello']), 'hello');
    assert.equal(await read(t, POST, ['Content-Length: 5\r\n\r\n', 'he', 'l', 'lo']), 'hello');
    assert.equal(await read(t, POST, [CHUNKED, '2\r\nhe\r\n', '3\r\nllo\r\n0\r\n\r\n']), 'hello');
    assert.equal(await read(t, POST, ['Content-Length: 0\r\n\r\n']), '');
    assert.equal(await read(t, POST, ['\r\n']), '');
  });

  test('is refused above its limit: by its length before it comes, by what came where it has none', async (t) => {
    assert.equal(await read(t, POST, [`Content-Length: ${MAX}\r\n\r\n${'a'.repeat(MAX)}`]), 'a'.repeat(MAX));
    assert.equal(await read(t, POST, [`Content-Length: ${MAX + 1}\r\n\r\n`]), 'bodyTooLarge');
    const endless = Array.from({ length: 11 }, () => `64\r\n${'a'.repeat(100)}\r\n`);
    assert.equal(await read(t, POST, [CHUNKED, ...endless]), 'bodyTooLarge');
  });

  test('is not waited for with GET and HEAD', async (t) => {
    assert.equal(await read(t, 'GET / HTTP/1.1', ['Content-Length: 5\r\n\r\n']), '');
    assert.equal(await read(t, 'HEAD / HTTP/1.1', ['Content-Length: 100000\r\n\r\n']), '');
  });

  test('is unreadable when its connection ends within it', async (t) => {
    assert.equal(await read(t, POST, ['Content-Length: 5\r\n\r\n', 'he'], true), 'bodyUnreadable');
  });
});
