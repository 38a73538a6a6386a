import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  FETCH_LIMITS,
  type FetchResult,
} from '../../../src/net/index.ts';
import { http, server } from './servers.ts';

const vectors = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'vectors', 'tls');
const pem = (file: string) => readFileSync(join(vectors, file));
// both self-signed and made for other names: nothing of a certificate matters here
const P256 = { cert: pem('p256.pem'), key: pem('p256.key') };
const WEAK = { cert: pem('weak.pem'), key: pem('weak.key'), ciphers: 'DEFAULT@SECLEVEL=0' }; // RSA-1024, SHA-1

const fetcher = createFetcher({ clock: systemClock });
const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });

// RFC 8446 section 6; 110 to 114 have names of another shape in OpenSSL
const ALERTS: readonly (readonly [number, string])[] = [
  [40, 'handshake_failure'],
  [70, 'protocol_version'],
  [80, 'internal_error'],
  [109, 'missing_extension'],
  [110, 'unsupported_extension'],
  [111, 'certificate_unobtainable'],
  [112, 'unrecognized_name'],
  [113, 'bad_certificate_status_response'],
  [114, 'bad_certificate_hash_value'],
  [116, 'certificate_required'],
  [120, 'no_application_protocol'],
];

describe('a fetch over TLS', { timeout: 60_000 }, () => {
  test('does not verify the certificate, names the host in SNI, and times the handshake', async () => {
    await using target = await tlsServer(P256);
    const { evidence, body } = await fetchFrom(target.port, 'www.example');
    assert.equal(evidence.outcome, 'response', JSON.stringify(evidence));
    assert.equal(Buffer.from(body).toString(), 'hello');
    assert.ok((evidence.times.tlsMs ?? 0) > 0);
    assert.deepEqual(target.names, ['www.example']);
  });

  test('sends no IP address as SNI', async () => {
    await using target = await tlsServer(P256);
    for (const host of ['127.0.0.1', '[2001:db8::1]']) {
      assert.equal((await fetchFrom(target.port, host)).evidence.outcome, 'response');
    }
    assert.deepEqual(target.names, [false, false]);
  });

  test('takes a certificate with a weak key and a SHA-1 signature', async () => {
    await using target = await tlsServer(WEAK);
    assert.equal((await fetchFrom(target.port)).evidence.outcome, 'response');
  });

  test('says tls-alert where the server refuses', async () => {
    await using old = await tlsServer({ ...WEAK, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    assert.deepEqual(ending(await fetchFrom(old.port)), ['tls-alert', 'tls']);
    await using other = await tlsServer({
      ...P256,
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
    });
    assert.deepEqual(ending(await fetchFrom(other.port)), ['tls-alert', 'tls']);
  });

  for (const [number, name] of ALERTS) {
    test(`says tls-alert for alert ${number}, ${name}`, async () => {
      await using refusing = await server(http(Buffer.from([21, 3, 3, 0, 2, 2, number])));
      assert.deepEqual(ending(await fetchFrom(refusing.port)), ['tls-alert', 'tls']);
    });
  }

  test('says tls-error for an alert that is neither a warning nor fatal', async () => {
    await using broken = await server(http(Buffer.from([21, 3, 3, 0, 2, 3, 40])));
    assert.deepEqual(ending(await fetchFrom(broken.port)), ['tls-error', 'tls']);
  });

  test('says tls-error where something else speaks', async () => {
    await using plain = await server(http('HTTP/1.1 400 Bad Request\r\n\r\n'));
    assert.deepEqual(ending(await fetchFrom(plain.port)), ['tls-error', 'tls']);
  });

  test('says tls-timeout where nobody speaks', async () => {
    await using silent = await server(() => {});
    const limits = { ...FETCH_LIMITS, tlsMs: 80 };
    assert.deepEqual(ending(await fetchFrom(silent.port, 'www.example', limits)), ['tls-timeout', 'tls']);
  });

  test('tells a close from a reset within the handshake', async () => {
    await using closing = await server((socket) => socket.once('data', () => socket.end()));
    assert.deepEqual(ending(await fetchFrom(closing.port)), ['closed', 'tls']);
    await using resetting = await server((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.deepEqual(ending(await fetchFrom(resetting.port)), ['reset', 'tls']);
  });

  test('goes on with the same phases after the handshake', async () => {
    await using silent = await tlsServer(P256, () => {});
    const limits = { ...FETCH_LIMITS, firstByteMs: 80 };
    const result = await fetchFrom(silent.port, 'www.example', limits);
    assert.deepEqual(ending(result), ['first-byte-timeout', 'first-byte']);
    await using resetting = await tlsServer(P256, (socket) => socket.once('data', () => socket.destroy()));
    assert.deepEqual(ending(await fetchFrom(resetting.port)), ['closed', 'first-byte']);
  });
});

function ending({ evidence }: FetchResult): [string, string] {
  return [evidence.outcome, evidence.phase];
}

function fetchFrom(port: number, host = 'www.example', limits = FETCH_LIMITS): Promise<FetchResult> {
  const address = { text: '127.0.0.1', family: 4 } as const;
  return fetcher.fetch({ url: `https://${host}:${port}/`, hop: 1, address, limits, policy });
}

async function tlsServer(
  options: TlsOptions,
  behave: (socket: TLSSocket) => void = http('HTTP/1.1 200 OK\r\n\r\nhello'),
) {
  const names: (string | false | null)[] = [];
  const open = new Set<TLSSocket>();
  const listener = createServer(options, (socket) => {
    names.push(socket.servername);
    open.add(socket);
    socket.on('error', () => {});
    behave(socket);
  });
  listener.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    names,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}
