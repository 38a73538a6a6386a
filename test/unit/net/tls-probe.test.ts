import assert from 'node:assert/strict';
import { constants } from 'node:crypto';
import { describe, test } from 'node:test';
import { createStop, systemClock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createTlsProber,
  FETCH_LIMITS,
  parseAddress,
  reverseName,
  type TlsProbeRequest,
} from '../../../src/net/index.ts';
import { challengeCertificate, startResponder } from '../../support/tls-alpn.ts';
import { http, server } from './servers.ts';

const prober = createTlsProber({ clock: systemClock });
const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
const CERTIFICATE = challengeCertificate('www.example', 'token.thumbprint');

describe('a TLS probe', { timeout: 60_000 }, () => {
  for (const host of ['::1', '127.0.0.1']) {
    test(`brings the leaf from ${host}, asks for one protocol by one name, and hangs up`, async () => {
      await using target = await startResponder(CERTIFICATE, { host });
      const { evidence, protocol, certificate } = await probe(target.port, { address: addressOf(host) });
      assert.equal(evidence.outcome, 'response', JSON.stringify(evidence));
      assert.equal(evidence.phase, 'done');
      assert.equal(evidence.address, host);
      assert.equal(evidence.port, target.port);
      assert.equal(protocol, 'agreed');
      assert.deepEqual(Buffer.from(certificate ?? []), Buffer.from(CERTIFICATE.der));
      await target.completed;
      assert.deepEqual(target.seen, [{ name: 'www.example', protocol: 'acme-tls/1' }]);
      const { connectMs = -1, tlsMs = -1, totalMs } = evidence.times;
      assert.ok(connectMs >= 0 && tlsMs > 0 && connectMs + tlsMs <= totalMs + 0.01);
    });
  }

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    test(`speaks ${version}`, async () => {
      await using target = await startResponder(CERTIFICATE, { minVersion: version, maxVersion: version });
      assert.equal((await probe(target.port)).evidence.outcome, 'response');
    });
  }

  test('does not speak TLS 1.1', async () => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using target = await startResponder(CERTIFICATE, old);
    assert.deepEqual(ending(await probe(target.port)), ['tls-alert', 'tls']);
  });

  test('says none where the server ignores ALPN, and brings the certificate all the same', async () => {
    await using target = await startResponder(CERTIFICATE, { ALPNProtocols: [] });
    const { evidence, protocol, certificate } = await probe(target.port);
    assert.deepEqual([evidence.outcome, protocol], ['response', 'none']);
    assert.ok(certificate);
  });

  test('says tls-alert, with its name, where the server refuses the protocol', async () => {
    await using target = await startResponder(CERTIFICATE, { ALPNProtocols: ['h2', 'http/1.1'] });
    const result = await probe(target.port);
    assert.deepEqual(ending(result), ['tls-alert', 'tls']);
    assert.equal(result.evidence.errno, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
  });

  test('asks the policy before any packet is sent', async () => {
    await using target = await startResponder(CERTIFICATE);
    const closed = createAddressPolicy({ allowed: () => [], allowLoopback: false });
    assert.deepEqual(ending(await probe(target.port, { policy: closed })), ['address-refused', 'policy']);
    assert.equal(target.seen.length, 0);
  });

  test('says how it failed: refused, closed, reset, no TLS, silence', async () => {
    const gone = await server(() => {});
    await gone[Symbol.asyncDispose]();
    assert.deepEqual(ending(await probe(gone.port)), ['refused', 'connect']);
    await using closing = await server((socket) => socket.once('data', () => socket.end()));
    assert.deepEqual(ending(await probe(closing.port)), ['closed', 'tls']);
    await using resetting = await server((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.deepEqual(ending(await probe(resetting.port)), ['reset', 'tls']);
    await using plain = await server(http('HTTP/1.1 400 Bad Request\r\n\r\n'));
    assert.deepEqual(ending(await probe(plain.port)), ['tls-error', 'tls']);
    await using silent = await server(() => {});
    const limits = { ...FETCH_LIMITS, tlsMs: 60 };
    assert.deepEqual(ending(await probe(silent.port, { limits })), ['tls-timeout', 'tls']);
    const short = { ...FETCH_LIMITS, totalMs: 60 };
    assert.deepEqual(ending(await probe(silent.port, { limits: short })), ['tls-timeout', 'tls']);
  });

  test('ends with cancelled when it is told to stop', async () => {
    await using silent = await server(() => {});
    const { signal, stop } = createStop();
    const running = probe(silent.port, { signal });
    await silent.connected;
    stop();
    assert.equal((await running).evidence.outcome, 'cancelled');
    assert.equal((await probe(silent.port, { signal })).evidence.outcome, 'cancelled');
  });

  test('takes weak keys and old signatures: what is shown is judged elsewhere', async () => {
    const options = { secureOptions: constants.SSL_OP_NO_TICKET, ciphers: 'DEFAULT@SECLEVEL=0' };
    await using target = await startResponder(CERTIFICATE, options);
    assert.equal((await probe(target.port)).evidence.outcome, 'response');
  });

  test('never names an address in SNI', async () => {
    await assert.rejects(probe(1, { serverName: '127.0.0.1' }), /SNI/);
  });
});

test('the name of an address in the reverse tree (RFC 8738 section 6)', () => {
  assert.equal(reverseName(addressOf('192.0.2.1')), '1.2.0.192.in-addr.arpa');
  assert.equal(
    reverseName(addressOf('2001:db8::1')),
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
  );
});

function probe(port: number, changes: Partial<TlsProbeRequest> = {}) {
  return prober.probe({
    url: `tls://www.example:${port}`,
    hop: 0,
    address: addressOf('127.0.0.1'),
    serverName: 'www.example',
    protocol: 'acme-tls/1',
    limits: FETCH_LIMITS,
    policy,
    ...changes,
  });
}

function ending({ evidence }: Awaited<ReturnType<typeof probe>>): [string, string] {
  return [evidence.outcome, evidence.phase];
}

function addressOf(text: string) {
  const address = parseAddress(text);
  assert.ok(address);
  return address;
}
