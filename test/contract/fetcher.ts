import { createStop } from '../../src/core/index.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAddressPolicy, FETCH_LIMITS, type Fetcher, type FetchRequest } from '../../src/net/index.ts';
import { http, server } from '../unit/net/servers.ts';

/** What every `Fetcher` keeps to: one address, one request, an outcome for every ending, nothing above the limits. */
export function fetcherContract(name: string, fetcher: Fetcher): void {
  describe(`Fetcher: ${name}`, { timeout: 60_000 }, () => {
    for (const [text, family] of [
      ['::1', 6],
      ['127.0.0.1', 4],
    ] as const) {
      test(`fetches once from ${text}, whatever the name in the URL`, async () => {
        await using target = await server(http('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'), text);
        const { evidence, body } = await fetcher.fetch(request(target.port, { address: { text, family } }));
        assert.equal(evidence.outcome, 'response');
        assert.equal(evidence.phase, 'done');
        assert.deepEqual(evidence.http, { status: 200, bodyBytes: 5, body: 'not-read' });
        assert.equal(Buffer.from(body).toString(), 'hello');
        assert.deepEqual([evidence.address, evidence.family, evidence.port], [text, family, target.port]);
        assert.equal(target.connections, 1);
      });
    }

    test('asks the policy before any packet is sent', async () => {
      await using target = await server(http('HTTP/1.1 200 OK\r\n\r\n'));
      const policy = createAddressPolicy({ allowed: () => [], allowLoopback: false });
      const { evidence, body } = await fetcher.fetch(request(target.port, { policy }));
      assert.equal(evidence.outcome, 'address-refused');
      assert.equal(evidence.phase, 'policy');
      assert.equal(body.length, 0);
      assert.equal(target.connections, 0);
    });

    test('follows no redirect', async () => {
      await using target = await server(http('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n'));
      const { evidence } = await fetcher.fetch(request(target.port));
      assert.equal(evidence.http?.status, 302);
      assert.equal(evidence.http.location, '/elsewhere');
      assert.equal(target.connections, 1);
    });

    test('keeps a body within its limit and nothing of one above', async () => {
      for (const [length, outcome] of [
        [0, 'response'],
        [127, 'response'],
        [128, 'too-large'],
      ] as const) {
        const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(length)}`;
        await using target = await server(http(answer));
        const { evidence, body } = await fetcher.fetch(request(target.port));
        assert.equal(evidence.outcome, outcome);
        assert.equal(evidence.http?.body, length === 0 ? 'empty' : length > 127 ? 'too-long' : 'not-read');
        assert.equal(body.length, outcome === 'response' ? length : 0);
      }
    });

    test('says cancelled when it is told to stop', async () => {
      await using target = await server(() => {});
      const { signal, stop } = createStop();
      const fetching = fetcher.fetch(request(target.port, { signal }));
      await target.connected;
      stop();
      assert.equal((await fetching).evidence.outcome, 'cancelled');
      const late = await fetcher.fetch(request(target.port, { signal }));
      assert.equal(late.evidence.outcome, 'cancelled');
    });

    test('ends within the whole time, whichever phase it is in', async () => {
      await using target = await server(() => {});
      const limits = { ...FETCH_LIMITS, totalMs: 50 };
      const { evidence } = await fetcher.fetch(request(target.port, { limits }));
      assert.equal(evidence.outcome, 'first-byte-timeout');
    });
  });
}

const loopback = createAddressPolicy({ allowed: () => [], allowLoopback: true });

function request(port: number, extra: Partial<FetchRequest> = {}): FetchRequest {
  return {
    url: `http://www.example:${port}/.well-known/acme-challenge/token`,
    hop: 0,
    address: { text: '127.0.0.1', family: 4 },
    limits: FETCH_LIMITS,
    policy: loopback,
    ...extra,
  };
}
