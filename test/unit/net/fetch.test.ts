import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  FETCH_LIMITS,
  type FetchLimits,
  type FetchResult,
} from '../../../src/net/index.ts';
import { drip, flood, http, server, type Target } from './servers.ts';

const fetcher = createFetcher({ clock: systemClock });
const loopback = createAddressPolicy({ allowed: () => [], allowLoopback: true });
const OK = 'HTTP/1.1 200 OK\r\n';
const SHORT_MS = 80;
const BODY = 'x'.repeat(87);
const GZIP = `${OK}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`;

test('the request is one GET with what a validation says of itself, and nothing more', async () => {
  await using target = await server(http(`${OK}Content-Length: 0\r\n\r\n`));
  await fetchFrom(target, {}, '/path?query=1');
  const [head = '', rest] = target.received.split('\r\n\r\n');
  const [line, ...headers] = head.split('\r\n');
  assert.equal(line, 'GET /path?query=1 HTTP/1.1');
  assert.equal(rest, '');
  const names = new Set(headers.map((header) => header.split(':')[0]));
  assert.deepEqual(names, new Set(['Host', 'User-Agent', 'Accept', 'Accept-Encoding', 'Connection']));
  assert.ok(headers.includes(`Host: www.example:${target.port}`));
  assert.match(head, /User-Agent: .*sixfour.*validation/);
});

describe('every ending of an attempt has its own outcome', { timeout: 60_000 }, () => {
  type Ending = readonly [
    title: string,
    behave: Parameters<typeof server>[0],
    outcome: string,
    phase: string,
    limits?: Partial<FetchLimits>,
  ];
  const endings: readonly Ending[] = [
    ['accepts and says nothing', () => {}, 'first-byte-timeout', 'first-byte', { firstByteMs: SHORT_MS }],
    ['resets at the request', (s) => s.once('data', () => s.resetAndDestroy()), 'reset', 'first-byte'],
    ['closes at the request', (s) => s.once('data', () => s.end()), 'closed', 'first-byte'],
    ['speaks SSH', (s) => s.write('SSH-2.0-OpenSSH_9.2\r\n'), 'malformed', 'headers'],
    [
      'speaks HTTP/2',
      http(Uint8Array.of(0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100)),
      'malformed',
      'headers',
    ],
    ['answers with HTTP/2 in the status line', http('HTTP/2 200\r\n\r\n'), 'malformed', 'headers'],
    ['closes within the headers', http(`${OK}Content-Le`), 'closed', 'headers'],
    ['drips headers', drip(OK, 'a: b\r\n', 10), 'header-timeout', 'headers', { headersMs: SHORT_MS }],
    ['never ends its headers', flood(OK, 'a: b\r\n'.repeat(100)), 'too-large', 'headers'],
    ['sends one header of 100 kB', http(`${OK}a: ${'b'.repeat(100_000)}\r\n\r\n`), 'too-large', 'headers'],
    [
      'drips informational responses',
      drip('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 5),
      'header-timeout',
      'headers',
      { headersMs: SHORT_MS },
    ],
    [
      'floods informational responses',
      flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)),
      'too-large',
      'headers',
    ],
    ['never ends its body', flood(`${OK}\r\n`, 'x'.repeat(10_000)), 'too-large', 'body'],
    [
      'announces a body of 128 bytes',
      http(`${OK}Content-Length: 128\r\n\r\n${'x'.repeat(128)}`),
      'too-large',
      'body',
    ],
    ['drips its body', drip(`${OK}\r\n`, 'x', 20), 'body-timeout', 'body', { bodyMs: SHORT_MS }],
    ['closes within its body', http(`${OK}Content-Length: 50\r\n\r\nx`), 'closed', 'body'],
    [
      'chunks without end',
      drip(`${OK}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n', 1),
      'too-large',
      'body',
    ],
    [
      'closes between chunks',
      http(`${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`),
      'closed',
      'body',
    ],
    [
      'sends a chunk size that is none',
      http(`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`),
      'malformed',
      'body',
    ],
    [
      'floods a chunk extension',
      flood(`${OK}Transfer-Encoding: chunked\r\n\r\n1;`, 'x'.repeat(10_000)),
      'malformed',
      'body',
    ],
    [
      'is a gzip bomb',
      http(Buffer.concat([Buffer.from(GZIP), gzipSync('x'.repeat(1_000_000))])),
      'too-large',
      'body',
    ],
    ['floods gzip', flood(GZIP, gzipSync('x'.repeat(1_000))), 'too-large', 'body'],
    ['says gzip and is not', http(`${GZIP}hello`), 'malformed', 'body'],
    [
      'cuts gzip short',
      http(Buffer.concat([Buffer.from(GZIP), gzipSync(BODY).subarray(0, 20)])),
      'malformed',
      'body',
    ],
  ];
  for (const [title, behave, outcome, phase, limits] of endings) {
    test(`a server that ${title}: ${outcome}`, async () => {
      await using target = await server(behave);
      const { evidence, body } = await fetchFrom(target, limits);
      assert.deepEqual([evidence.outcome, evidence.phase], [outcome, phase]);
      assert.equal(body.length, 0);
      assert.equal(target.connections, 1);
    });
  }
});

describe('what is still a good answer', () => {
  const good: readonly (readonly [string, string | Uint8Array])[] = [
    ['a body that ends with the connection', `${OK}\r\n${BODY}`],
    ['HTTP/1.0', `HTTP/1.0 200 OK\r\n\r\n${BODY}`],
    ['chunks', `${OK}Transfer-Encoding: chunked\r\n\r\n57\r\n${BODY}\r\n0\r\n\r\n`],
    ['gzip', Buffer.concat([Buffer.from(GZIP), gzipSync(BODY)])],
    ['40 kB of headers', `${OK}${'a: 12345678\r\n'.repeat(3_000)}\r\n${BODY}`],
    ['an informational response first', `HTTP/1.1 103 Early Hints\r\n\r\n${OK}\r\n${BODY}`],
    ['lines that end in LF alone', `HTTP/1.1 200 OK\nContent-Length: 87\n\n${BODY}`],
    ['no reason phrase', `HTTP/1.1 200\r\n\r\n${BODY}`],
  ];
  for (const [title, answer] of good) {
    test(title, async () => {
      await using target = await server(http(answer));
      const { evidence, body } = await fetchFrom(target);
      assert.equal(evidence.outcome, 'response', JSON.stringify(evidence));
      assert.equal(Buffer.from(body).toString('latin1'), BODY);
    });
  }

  test('a status that refuses ends the attempt at its headers, however long the body', async () => {
    for (const status of [101, 204, 301, 404, 500]) {
      await using target = await server(flood(`HTTP/1.1 ${status} Whatever\r\n\r\n`, 'x'.repeat(10_000)));
      const { evidence, body } = await fetchFrom(target);
      assert.equal(evidence.outcome, 'response');
      assert.deepEqual(evidence.http, { status, bodyBytes: 0, body: 'not-read' });
      assert.equal(body.length, 0);
    }
  });
});

describe('a redirect target in the evidence', () => {
  const targets: readonly (readonly [string, string])[] = [
    ['http://example.net/a?b=c', 'http://example.net/a?b=c'],
    ['https://user:secret@example.net/', 'https://example.net/'],
    ['//user@example.net/', '//example.net/'],
    ['https:/user:secret@example.net/', 'https:/example.net/'],
    ['https:user:secret@example.net/', 'https:example.net/'],
    ['https:///user:s@cret@example.net/', 'https:///example.net/'],
    ['ht\ttps://user:secret@example.net/', 'https://example.net/'],
    ['/\\user:secret@example.net/', '/%5Cexample.net/'],
    ['http:/path@b', 'http:/path@b'],
    ['/\u001b[31m\u009b', '/%1B[31m%9B'],
    ['http://example.net/\u00e9 "<b>"', 'http://example.net/%E9%20%22%3Cb%3E%22'],
    [`http://example.net/${'x'.repeat(10_000)}`, `http://example.net/${'x'.repeat(10_000)}`.slice(0, 4_096)],
  ];
  for (const [sent, kept] of targets) {
    test(`${sent.slice(0, 40)} is kept as ${kept.slice(0, 40)}`, async () => {
      const answer = Buffer.from(`HTTP/1.1 301 Moved\r\nLocation: ${sent}\r\n\r\n`, 'latin1');
      await using target = await server(http(answer));
      const { evidence } = await fetchFrom(target);
      assert.equal(evidence.http?.location, kept);
    });
  }
});

test('phases have times of their own, and a late one does not change an earlier one', async () => {
  await using target = await server((socket) =>
    socket.once('data', () => setTimeout(() => socket.end(`${OK}\r\nx`), 30)),
  );
  const { times } = (await fetchFrom(target)).evidence;
  assert.ok((times.firstByteMs ?? 0) >= 25, 'the server thought for 30 ms');
  assert.ok((times.connectMs ?? -1) >= 0);
  assert.ok(times.totalMs >= (times.connectMs ?? 0) + (times.firstByteMs ?? 0) - 0.01);
});

test('a hundred hostile servers at once leave no socket behind', { timeout: 60_000 }, async () => {
  await using target = await server(flood(`${OK}\r\n`, 'x'.repeat(65_536)));
  const all = await Promise.all(Array.from({ length: 100 }, () => fetchFrom(target)));
  assert.ok(all.every(({ evidence }) => evidence.outcome === 'too-large'));
  assert.equal(target.connections, 100);
});

function fetchFrom(target: Target, limits: Partial<FetchLimits> = {}, path = '/'): Promise<FetchResult> {
  return fetcher.fetch({
    url: `http://www.example:${target.port}${path}`,
    hop: 0,
    address: { text: '127.0.0.1', family: 4 },
    limits: { ...FETCH_LIMITS, ...limits },
    policy: loopback,
  });
}
