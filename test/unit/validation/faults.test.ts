import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AttemptEvidence, FAULTS, type Outcome, type Phase } from '../../../src/core/index.ts';
import { describeFault } from '../../../src/i18n/index.ts';
import { attemptFault } from '../../../src/validation/attempt-faults.ts';

const NONE = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;
const URL = 'http://www.example/.well-known/acme-challenge/token';

describe('the fault of every way in which an attempt can fail', () => {
  const ways: readonly (readonly [Outcome, Phase, string, string])[] = [
    ['connect-timeout', 'connect', 'validationConnectTimeout', 'connection'],
    ['refused', 'connect', 'validationRefused', 'connection'],
    ['unreachable', 'connect', 'validationUnreachable', 'connection'],
    ['prohibited', 'connect', 'validationProhibited', 'connection'],
    ['error', 'connect', 'validationConnectError', 'connection'],
    ['reset', 'first-byte', 'validationReset', 'connection'],
    ['closed', 'body', 'validationClosed', 'connection'],
    ['tls-timeout', 'tls', 'validationTlsTimeout', 'connection'],
    ['tls-alert', 'tls', 'validationTlsAlert', 'tls'],
    ['tls-error', 'tls', 'validationTlsError', 'tls'],
    ['first-byte-timeout', 'first-byte', 'validationResponseTimeout', 'connection'],
    ['header-timeout', 'headers', 'validationResponseTimeout', 'connection'],
    ['body-timeout', 'body', 'validationResponseTimeout', 'connection'],
    ['malformed', 'headers', 'validationMalformedResponse', 'connection'],
    ['too-large', 'headers', 'validationTooLarge', 'connection'],
  ];
  for (const [outcome, phase, code, problem] of ways) {
    test(`${outcome}: ${code}, a ${problem} problem, which names address, family, port and URL`, () => {
      const attempt = attemptOf({ outcome, phase });
      const fault = attemptFault({ kind: 'attempt', attempt, earlier: undefined }, 'documented', NONE);
      assert.equal(fault.code, code);
      assert.equal(FAULTS[fault.code].problem, problem);
      const text = describeFault(fault);
      for (const part of ['IPv6 2001:db8::6', 'port 80', URL, 'after redirect 1'])
        assert.ok(text.includes(part), text);
      assert.ok(!/undefined|\[object|NaN/.test(text), text);
    });
  }
});

test('a refused connection names both who may have sent the reset, with a next step for each', () => {
  const attempt = attemptOf({ outcome: 'refused', phase: 'connect' });
  const fault = attemptFault({ kind: 'attempt', attempt, earlier: undefined }, 'documented', NONE);
  assert.match(
    describeFault(fault),
    /^IPv6 .* refused .* redirect 1.*; either nothing listens there: make the web server listen .*; or a firewall sent the reset: let port 80 through for IPv6\.$/,
  );
});

test('a refusal names the attempt before it, the rule that judged and the rules that would have passed', () => {
  const earlier = attemptOf({ outcome: 'connect-timeout', phase: 'connect' });
  const attempt = attemptOf({ outcome: 'refused', phase: 'connect', address: '192.0.2.4', family: 4 });
  const judged = { documented: 'invalid', boulder: 'valid', 'per-hop': 'not-measured' } as const;
  const text = describeFault(attemptFault({ kind: 'attempt', attempt, earlier }, 'documented', judged));
  assert.match(text, /^IPv4 192\.0\.2\.4, port 80: the connection was refused/);
  assert.match(text, /Before that, IPv6 2001:db8::6, port 80, failed too: connect-timeout\./);
  assert.match(text, /The retry rule "documented" judged this; under "boulder" it would have passed\.$/);
  assert.ok(!text.includes('per-hop'));
});

test('a wrong status and a wrong body are unauthorized, and neither repeats what came', () => {
  for (const http of [
    { status: 404, bodyBytes: 0, body: 'not-read' },
    { status: 200, bodyBytes: 9, body: 'html' },
    { status: 200, bodyBytes: 9, body: 'other' },
  ] as const) {
    const attempt = attemptOf({ outcome: 'response', phase: 'done', http });
    const fault = attemptFault({ kind: 'answer', attempt, earlier: undefined }, 'boulder', NONE);
    assert.equal(FAULTS[fault.code].problem, 'unauthorized');
    assert.equal(FAULTS[fault.code].status, 403);
  }
  const http = { status: 200, bodyBytes: 128, body: 'too-long' } as const;
  const attempt = attemptOf({ outcome: 'too-large', phase: 'body', http });
  const fault = attemptFault({ kind: 'attempt', attempt, earlier: undefined }, 'boulder', NONE);
  assert.equal(fault.code, 'validationWrongBody');
});

test('an address that the policy refuses is named with its range', () => {
  const refused = [
    attemptOf({ outcome: 'address-refused', phase: 'policy', address: '169.254.169.254', family: 4 }),
  ];
  const fault = attemptFault({ kind: 'no-address', url: URL, lookups: [], refused }, 'documented', NONE);
  assert.match(describeFault(fault), /169\.254\.169\.254 .* metadata/);
});

test('failed lookups of both families are both told', () => {
  const base = { kind: 'lookup', at: 0, hop: 0, name: 'www.example', tries: 3, ms: 5 } as const;
  const lookups = [
    { ...base, type: 'AAAA', outcome: 'servfail', ede: [{ code: 6, text: 'bytes from elsewhere' }] },
    { ...base, type: 'A', outcome: 'nodata' },
  ] as const;
  const text = describeFault(
    attemptFault({ kind: 'no-address', url: URL, lookups, refused: [] }, 'documented', NONE),
  );
  assert.match(text, /www\.example \(AAAA: servfail \(extended error 6\); A: nodata\)/);
  assert.ok(!text.includes('bytes from elsewhere'));
});

test('an answer that DNSSEC refuses is told with the link that fails, whatever the other family brought', () => {
  const base = { kind: 'lookup', at: 0, hop: 0, name: 'www.example', tries: 3, ms: 5 } as const;
  const dnssec = { status: 'bogus', reason: 'signature-expired', link: 'example DNSKEY' } as const;
  const lookups = [
    { ...base, type: 'AAAA', outcome: 'nodata' },
    { ...base, type: 'A', outcome: 'bogus', dnssec },
  ] as const;
  const fault = attemptFault({ kind: 'no-address', url: URL, lookups, refused: [] }, 'documented', NONE);
  assert.deepEqual([fault.code, FAULTS[fault.code].problem], ['validationDnssec', 'dns']);
  assert.match(
    describeFault(fault),
    /^The A records of www\.example cannot be believed, because DNSSEC fails at example DNSKEY: the signature has expired; /,
  );
});

function attemptOf(extra: Partial<AttemptEvidence>): AttemptEvidence {
  return {
    kind: 'attempt',
    at: 0,
    hop: 1,
    url: URL,
    address: '2001:db8::6',
    family: 6,
    port: 80,
    phase: 'connect',
    outcome: 'error',
    times: { connectMs: 5_000, totalMs: 5_000 },
    ...extra,
  };
}
