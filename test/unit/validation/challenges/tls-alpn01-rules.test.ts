import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AttemptEvidence,
  type Evidence,
  RETRY_RULES,
  type RetryRule,
  type TlsAlpnCertificate,
} from '../../../../src/core/index.ts';
import { describeFault } from '../../../../src/i18n/index.ts';
import { attemptFault } from '../../../../src/validation/attempt-faults.ts';
import { nextTlsAlpn, type Step, tlsAlpnSubject } from '../../../../src/validation/index.ts';
import { judgementOf } from '../../../../src/validation/rules.ts';
import { lookupIn } from '../world.ts';

const NAME = 'www.example';
const SUBJECT = tlsAlpnSubject({ type: 'dns', value: NAME }, 443);
const [V6, V4] = ['2001:db8::6', '192.0.2.4'];

type Seen = Pick<AttemptEvidence, 'phase' | 'outcome' | 'errno' | 'tlsAlpn'>;
const shown = (certificate: TlsAlpnCertificate, protocol: 'agreed' | 'none' | 'other' = 'agreed'): Seen => ({
  phase: 'done',
  outcome: 'response',
  tlsAlpn: { protocol, certificate },
});
const GOOD = shown('match');
const ALERT = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

/** What IPv6 shows while IPv4 is good: [retried under `boulder` and `per-hop`, fault of `documented`]. */
const ROWS: readonly (readonly [string, Seen, boolean, string])[] = [
  ['connection timeout', { phase: 'connect', outcome: 'connect-timeout' }, true, 'validationConnectTimeout'],
  ['refused', { phase: 'connect', outcome: 'refused' }, true, 'validationRefused'],
  ['unreachable', { phase: 'connect', outcome: 'unreachable' }, true, 'validationUnreachable'],
  ['TLS alert', { phase: 'tls', outcome: 'tls-alert', errno: 'X' }, true, 'validationTlsAlert'],
  ['ALPN refused', { phase: 'tls', outcome: 'tls-alert', errno: ALERT }, true, 'validationAlpnRefused'],
  ['silence', { phase: 'tls', outcome: 'tls-timeout' }, true, 'validationTlsTimeout'],
  ['no TLS', { phase: 'tls', outcome: 'tls-error', errno: 'X' }, true, 'validationTlsError'],
  ['reset', { phase: 'tls', outcome: 'reset' }, true, 'validationReset'],
  ['no certificate', shown('absent'), true, 'validationAlpnCertificate'],
  ['another protocol', shown('not-read', 'other'), true, 'validationAlpnNotAgreed'],
  ['ALPN ignored', shown('not-read', 'none'), false, 'validationAlpnNotAgreed'],
  ['wrong certificate', shown('other-key-authorization'), false, 'validationAlpnCertificate'],
  ['not self-signed', shown('not-self-signed'), false, 'validationAlpnCertificate'],
];

describe('parity row 15: tls-alpn-01, IPv6 wrong, IPv4 right', () => {
  for (const [what, seen, retried, code] of ROWS) {
    for (const rule of RETRY_RULES) {
      const valid = retried && rule !== 'documented';
      test(`${what}: ${rule} says ${valid ? 'valid' : 'invalid'}`, () => {
        const { step, evidence } = walk(rule, { [V6]: seen, [V4]: GOOD });
        assert.equal(judgementOf(step), valid ? 'valid' : 'invalid');
        assert.equal(evidence.filter(({ kind }) => kind === 'attempt').length, valid ? 2 : 1);
        if (step.do !== 'verdict' || step.verdict.valid) return;
        const judged = {
          documented: 'invalid',
          boulder: retried ? 'valid' : 'invalid',
          'per-hop': retried ? 'valid' : 'invalid',
        } as const;
        const fault = attemptFault(step.verdict.cause, rule, judged);
        assert.equal(fault.code, code);
        const text = describeFault(fault);
        for (const part of [`IPv6 ${V6}, port 443`, 'challenge certificate of www.example:443'])
          assert.ok(text.includes(part), text);
        assert.equal(text.includes('under "boulder" and "per-hop" it would have passed'), retried);
        assert.ok(!/undefined|\[object|NaN|tls:/.test(text), text);
      });
    }
  }
});

test('both fail: the refusal names IPv4, and IPv6 before it; the error over IPv6 is never lost', () => {
  const world = { [V6]: { phase: 'tls', outcome: 'tls-timeout' } as const, [V4]: shown('extension-missing') };
  for (const rule of ['boulder', 'per-hop'] as const) {
    const { step } = walk(rule, world);
    assert.ok(step.do === 'verdict' && !step.verdict.valid && step.verdict.cause.kind === 'answer');
    const judged = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;
    const text = describeFault(attemptFault(step.verdict.cause, rule, judged));
    assert.match(text, /^IPv4 192\.0\.2\.4, port 443: .* no acmeIdentifier extension, while asking/);
    assert.match(text, /Before that, IPv6 2001:db8::6, port 443, failed too: tls-timeout\./);
  }
});

test('with IPv6 alone, and with IPv4 alone, its own failure is the refusal, under every rule', () => {
  for (const rule of RETRY_RULES) {
    for (const address of [V6, V4]) {
      const { step } = walk(rule, { [address]: { phase: 'connect', outcome: 'refused' } });
      assert.ok(step.do === 'verdict' && !step.verdict.valid && step.verdict.cause.kind === 'attempt');
      assert.equal(step.verdict.cause.attempt.address, address);
      assert.equal(step.verdict.cause.earlier, undefined);
      assert.equal(judgementOf(walk(rule, { [address]: GOOD }).step), 'valid');
    }
  }
});

test('an address that the policy refused is passed over, and alone is the refusal', () => {
  const refused: Seen = { phase: 'policy', outcome: 'address-refused' };
  for (const rule of RETRY_RULES) {
    assert.equal(judgementOf(walk(rule, { [V6]: refused, [V4]: GOOD }).step), 'valid');
    const { step } = walk(rule, { [V6]: refused });
    assert.ok(step.do === 'verdict' && !step.verdict.valid && step.verdict.cause.kind === 'no-address');
  }
});

test('what was cut short is no verdict', () => {
  for (const rule of RETRY_RULES) {
    const cut: Seen = { phase: 'tls', outcome: 'cancelled' };
    assert.equal(judgementOf(walk(rule, { [V6]: cut, [V4]: GOOD }).step), 'not-measured');
    assert.equal(judgementOf(nextTlsAlpn(rule, SUBJECT, [])), 'not-measured');
  }
});

test('RFC 8738: an address is asked at itself, without a lookup', () => {
  for (const [value, family, url] of [
    [V6, 6, 'tls://[2001:db8::6]:443'],
    [V4, 4, 'tls://192.0.2.4:443'],
  ] as const) {
    const subject = tlsAlpnSubject({ type: 'ip', value }, 443);
    assert.equal(subject.url, url);
    const step = nextTlsAlpn('documented', subject, []);
    assert.deepEqual(step, { do: 'attempt', url, hop: 0, address: { text: value, family }, budget: 'last' });
  }
});

/** Follows a rule through a world in which each address shows one thing. */
function walk(
  rule: RetryRule,
  world: Readonly<Record<string, Seen>>,
): { readonly step: Step; readonly evidence: readonly Evidence[] } {
  const dns = { [NAME]: { AAAA: world[V6] ? [V6] : [], A: world[V4] ? [V4] : [] } };
  const evidence: Evidence[] = [];
  for (let steps = 0; steps < 10; steps++) {
    const step = nextTlsAlpn(rule, SUBJECT, evidence);
    if (step.do === 'verdict') return { step, evidence };
    if (step.do === 'lookup') {
      for (const type of step.types)
        evidence.push(lookupIn({ dns, servers: {} }, { name: step.name, type, hop: step.hop }));
      continue;
    }
    assert.equal(step.budget, step.address.family === 6 && world[V4] ? 'first' : 'last');
    const { url, hop, address } = step;
    const seen = world[address.text];
    assert.ok(seen);
    const times = { totalMs: 1 };
    const place = { url, hop, address: address.text, family: address.family, port: 443 };
    evidence.push({ kind: 'attempt', at: 0, ...place, times, ...seen });
  }
  throw new Error('a rule without end');
}
