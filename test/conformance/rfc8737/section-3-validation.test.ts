// RFC 8737 and RFC 8738 with real sockets: a name server, and a responder for each family on one port.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import {
  type AttemptEvidence,
  type Identifier,
  RETRY_RULES,
  type RetryRule,
  silentLog,
  systemClock as clock,
} from '../../../src/core/index.ts';
import { describeFault } from '../../../src/i18n/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
} from '../../../src/net/index.ts';
import { createValidator } from '../../../src/validation/index.ts';
import { subjectAltName } from '../../../src/wire/x509/index.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { sharedPort } from '../../support/shared-port.ts';
import {
  acmeIdentifier,
  challengeCertificate,
  digestOf,
  nameOf,
  startResponder,
} from '../../support/tls-alpn.ts';
import { plainTerms } from '../../support/validation-request.ts';

const NAME = 'www.example.test';
const KEY_AUTHORIZATION = 'token.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';
const GOOD = challengeCertificate(NAME, KEY_AUTHORIZATION);

describe('RFC 8737 section 3', { timeout: 60_000 }, () => {
  test('a responder that answers over both families is asked over IPv6 alone', async (t) => {
    await using v6 = await startResponder(GOOD, { host: '::1', port: await sharedPort() });
    await using v4 = await startResponder(GOOD, { port: v6.port });
    const { report, attempts } = await validate(t, { port: v6.port });
    assert.deepEqual(report.verdict, { valid: true });
    assert.deepEqual(report.judgements, { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' });
    const [attempt, ...others] = attempts;
    assert.deepEqual(others, []);
    assert.equal(attempt?.address, '::1');
    assert.equal(attempt.url, `tls://${NAME}:${v6.port}`);
    assert.deepEqual(attempt.tlsAlpn, { protocol: 'agreed', certificate: 'match' });
    await v6.completed;
    assert.deepEqual(v6.seen, [{ name: NAME, protocol: 'acme-tls/1' }]);
    assert.equal(v4.seen.length, 0);
  });

  for (const rule of RETRY_RULES) {
    const valid = rule !== 'documented';
    test(`IPv6 refuses the protocol, IPv4 is right: ${rule} says ${valid ? 'valid' : 'invalid'}, and both are on record`, async (t) => {
      await using v6 = await startResponder(GOOD, {
        host: '::1',
        port: await sharedPort(),
        ALPNProtocols: ['h2'],
      });
      await using v4 = await startResponder(GOOD, { port: v6.port });
      const { report, attempts } = await validate(t, { port: v4.port, rule });
      assert.equal(report.verdict.valid, valid);
      assert.deepEqual(report.judgements, { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' });
      assert.deepEqual(
        attempts.map(({ family, outcome }) => [family, outcome]),
        [
          [6, 'tls-alert'],
          [4, 'response'],
        ],
      );
      if (report.verdict.valid) return;
      assert.equal(report.verdict.fault.code, 'validationAlpnRefused');
      const text = describeFault(report.verdict.fault);
      assert.match(
        text,
        /^IPv6 ::1, port \d+: .* acme-tls\/1 .* under "boulder" and "per-hop" it would have passed/,
      );
    });
  }

  test('IPv6 alone, and nothing there: its own failure is told, not that IPv4 is missing', async (t) => {
    const gone = await startResponder(GOOD, { host: '::1' });
    await gone[Symbol.asyncDispose]();
    for (const rule of RETRY_RULES) {
      const { report } = await validate(t, { port: gone.port, rule, addresses: { AAAA: ['::1'] } });
      assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationRefused');
      assert.match(describeFault(report.verdict.fault), /^IPv6 ::1, port/);
    }
  });

  test("another account's certificate is refused without a second attempt", async (t) => {
    const other = challengeCertificate(NAME, 'token.somebody-else');
    await using v6 = await startResponder(other, { host: '::1', port: await sharedPort() });
    await using v4 = await startResponder(GOOD, { port: v6.port });
    for (const rule of RETRY_RULES) {
      const { report } = await validate(t, { port: v6.port, rule });
      assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationAlpnCertificate');
      assert.match(describeFault(report.verdict.fault), /another token or another account/);
    }
    assert.equal(v4.seen.length, 0);
  });

  test('an ordinary web server that ignores ALPN is not the proof, even with the right certificate', async (t) => {
    await using v4 = await startResponder(GOOD, { ALPNProtocols: [] });
    const { report, attempts } = await validate(t, { port: v4.port, addresses: { A: ['127.0.0.1'] } });
    assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationAlpnNotAgreed');
    assert.deepEqual(attempts[0]?.tlsAlpn, { protocol: 'none', certificate: 'not-read' });
  });

  test('incident 23: neither TLS 1.1 nor the OID of the drafts is the proof', async (t) => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using v4 = await startResponder(GOOD, old);
    const { report } = await validate(t, { port: v4.port, addresses: { A: ['127.0.0.1'] } });
    assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationTlsAlert');
    const draft = { ...acmeIdentifier(digestOf(KEY_AUTHORIZATION)), oid: '1.3.6.1.5.5.7.1.30.1' };
    const extensions = [subjectAltName([nameOf(NAME)], false), draft];
    await using other = await startResponder(challengeCertificate(NAME, KEY_AUTHORIZATION, { extensions }));
    const second = await validate(t, { port: other.port, addresses: { A: ['127.0.0.1'] } });
    assert.equal(second.attempts[0]?.tlsAlpn?.certificate, 'extension-missing');
    assert.equal(second.report.verdict.valid, false);
  });

  test('nothing of the certificate is in the record', async (t) => {
    const secret = challengeCertificate('inside-only.example.test', KEY_AUTHORIZATION);
    await using v4 = await startResponder(secret, {});
    const { report } = await validate(t, { port: v4.port, addresses: { A: ['127.0.0.1'] } });
    assert.ok(!report.verdict.valid && report.verdict.fault.code === 'validationAlpnCertificate');
    assert.doesNotMatch(JSON.stringify(report), /inside-only/);
  });
});

describe('RFC 8738 section 6: addresses', { timeout: 60_000 }, () => {
  const table = [
    ['127.0.0.1', '1.0.0.127.in-addr.arpa'],
    ['::1', `1.${'0.'.repeat(31)}ip6.arpa`],
  ] as const;
  for (const [value, serverName] of table) {
    test(`${value} is asked at itself by the name ${serverName}, without DNS`, async (t) => {
      await using target = await startResponder(challengeCertificate(value, KEY_AUTHORIZATION), {
        host: value,
      });
      const identifier = { type: 'ip', value } as const;
      const { report } = await validate(t, { port: target.port, identifier });
      assert.deepEqual(report.verdict, { valid: true });
      assert.deepEqual(
        report.evidence.map(({ kind }) => kind),
        ['attempt'],
      );
      await target.completed;
      assert.deepEqual(target.seen, [{ name: serverName, protocol: 'acme-tls/1' }]);
    });
  }
});

async function validate(
  t: TestContext,
  what: {
    readonly port: number;
    readonly rule?: RetryRule;
    readonly identifier?: Identifier;
    readonly addresses?: { readonly AAAA?: readonly string[]; readonly A?: readonly string[] };
  },
) {
  const dns = await startDnsServer({
    names: { [NAME]: what.addresses ?? { AAAA: ['::1'], A: ['127.0.0.1'] } },
  });
  t.after(() => dns.close());
  const policy = createAddressPolicy({ allowed: () => [], allowLoopback: true });
  const validator = createValidator({
    resolverFor: () => createStubResolver({ servers: dns.servers, clock }),
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => policy,
    rule: what.rule ?? 'documented',
    clock,
    log: silentLog,
    tlsAlpn01Port: what.port,
  });
  t.after(() => validator.close());
  const report = await validator.validate({
    identifier: what.identifier ?? { type: 'dns', value: NAME },
    wildcard: false,
    type: 'tls-alpn-01',
    token: 'token',
    keyAuthorization: KEY_AUTHORIZATION,
    ...plainTerms,
  });
  const attempts = report.evidence.filter((one): one is AttemptEvidence => one.kind === 'attempt');
  return { report, attempts };
}
