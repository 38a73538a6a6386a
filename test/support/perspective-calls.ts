// Transports for tests: none at all, and plain HTTP/1.1.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../src/core/index.ts';
import type { Call, Called, Handlers } from '../../src/validation/index.ts';

/** Calls handlers in the same process. After `close` they are out of reach. */
export function callTo(handlers: Handlers): { readonly call: Call; readonly close: () => Promise<void> } {
  let closed = false;
  const call: Call = (path, body, { deadlineMs, signal }) => {
    const late: Called = { ok: false, outcome: 'timeout' };
    if (closed) return Promise.resolve({ ok: false, outcome: 'unreachable' });
    if (signal.stopped) return Promise.resolve(late);
    return new Promise((resolve) => {
      systemClock.after(deadlineMs - systemClock.monotonic(), () => resolve(late));
      signal.onStop(() => resolve(late));
      const asked = {
        method: body === undefined ? 'GET' : 'POST',
        path,
        body: body ?? new Uint8Array(),
        peer: 'test',
      };
      void handlers(asked).then(({ status, body: text }) =>
        resolve({ ok: true, status, body: Buffer.from(text) }),
      );
    });
  };
  return {
    call,
    async close() {
      closed = true;
    },
  };
}

/** Serves handlers on a loopback port. */
export async function serveHandlers(
  handlers: Handlers,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const asked = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        body: Buffer.concat(chunks),
        peer: 'http',
      };
      void handlers(asked).then(({ status, body }) => {
        outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A `Call` over plain HTTP to a loopback port. */
export function httpCall(port: number, prefix = ''): Call {
  return (path, body, { deadlineMs, signal }) =>
    new Promise((resolve) => {
      const end = (called: Called) => {
        cancel();
        forget();
        resolve(called);
      };
      const late = () => {
        end({ ok: false, outcome: 'timeout' });
        asking.destroy();
      };
      const cancel = systemClock.after(deadlineMs - systemClock.monotonic(), late);
      const forget = signal.onStop(late);
      const asking = request(
        {
          host: '127.0.0.1',
          port,
          path: prefix + path,
          method: body === undefined ? 'GET' : 'POST',
          headers: { 'content-type': 'application/json' },
          agent: false,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            end({ ok: true, status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }),
          );
          answer.on('error', () => end({ ok: false, outcome: 'unreachable' }));
        },
      );
      asking.on('error', () => end({ ok: false, outcome: 'unreachable' }));
      asking.end(body);
      if (signal.stopped) late();
    });
}
