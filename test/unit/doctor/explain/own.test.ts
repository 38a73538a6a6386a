// Every refusal of our own validation is known again, by its English text and by its code.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FAULTS, type Fault, type FaultCode } from '../../../../src/core/index.ts';
import { explain } from '../../../../src/doctor/explain/index.ts';
import { validationFaults } from '../../../../src/i18n/en/faults-validation.ts';
import { describeFault } from '../../../../src/i18n/index.ts';

const PARAMS = {
  name: 'www.example.org',
  address: '2001:db8::10',
  family: 'IPv6',
  port: 80,
  url: 'http://www.example.org/.well-known/acme-challenge/x',
  hop: 0,
  rule: 'documented',
  passes: ['boulder', 'per-hop'],
  seconds: 10,
  errno: 'EHOSTUNREACH',
  phase: 'first-byte',
  certificate: 'absent',
  range: 'documentation',
  more: 1,
  status: 404,
  body: 'html',
  reason: 'loop',
  reasons: 'no answer',
  records: 2,
  type: 'A',
  link: 'example.org DNSKEY',
  record: 'sixfour; accounturi=x',
  found: 'example.org',
  issuer: 'sixfour.example',
  failed: 'example.org',
  waiting: 3,
  check: 'dcv',
  asked: 3,
  needed: 2,
  ways: [{ how: 'connect-timeout', family: 'IPv6', count: 2 }],
};
const FAILED_TWICE = { ...PARAMS, failed: 2 };

suite('our own refusals', () => {
  const codes = Object.keys(validationFaults).filter((code) => code !== 'addressRefused') as FaultCode[];
  for (const code of codes) {
    const params = code.includes('Perspectives') ? FAILED_TWICE : PARAMS;
    // parameters of every kind at once: each message takes its own
    const fault = { code, params } as unknown as Fault;
    test(`${code} by its text`, () => {
      const [found] = explain(describeFault(fault));
      assert.equal(found?.row.source, 'sixfour', describeFault(fault));
      const judged = FAULTS[code].blame === 'target' && !/Perspectives|OutOfTime/.test(code);
      assert.equal(found.rules !== undefined, judged);
      if (describeFault(fault).startsWith('IPv6 2001:db8::10, port'))
        assert.equal(found.address, '2001:db8::10');
    });
    test(`${code} by its code`, () => {
      const found = explain(JSON.stringify({ error: { code, message: 'in another language' } }));
      assert.equal(found[0]?.row.source, 'sixfour');
      assert.equal(found[0]?.rules, undefined);
    });
  }

  test('the rules that would have passed are those that the message names', () => {
    const fault = { code: 'validationRefused', params: PARAMS } as unknown as Fault;
    const [found] = explain(describeFault(fault));
    assert.deepEqual(found?.rules, { documented: 'fails', boulder: 'passes', 'per-hop': 'passes' });
    assert.equal(found?.name, 'www.example.org');
  });

  test('a name that is not allowed', () => {
    for (const code of ['nameNotAllowed', 'addressNotAllowed'] as const) {
      const fault = { code, params: { ...PARAMS, range: '' } } as unknown as Fault;
      assert.equal(explain(describeFault(fault))[0]?.row.id, 'own-not-allowed', describeFault(fault));
    }
  });
});
