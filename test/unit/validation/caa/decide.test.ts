import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { type CaaQuestion, type CaaRecord, decideCaa } from '../../../../src/validation/caa/decide.ts';
import { caaRecordText } from '../../../../src/validation/caa/record-text.ts';

const URL = 'https://ca.example/acme/account/1';
const OTHER_URL = 'https://ca.example:6464/acme/account/1';
const PLAIN: CaaQuestion = {
  wildcard: false,
  issuers: ['ca.example', 'xn--bcher-kva.example'],
  accountUrls: [URL, OTHER_URL],
  method: 'http-01',
};
const WILD: CaaQuestion = { ...PLAIN, wildcard: true, method: 'dns-01' };

const issue = (value: string, flags = 0): CaaRecord => ({ flags, tag: 'issue', value });
const wild = (value: string): CaaRecord => ({ flags: 0, tag: 'issuewild', value });
const tag = (name: string, flags = 0, value = 'x'): CaaRecord => ({ flags, tag: name, value });

describe('a CAA record set for a name', () => {
  const cases: readonly (readonly [string, readonly CaaRecord[], string])[] = [
    ['names this CA', [issue('ca.example')], 'allowed'],
    ['names this CA in capitals', [issue('CA.Example')], 'allowed'],
    ['names this CA by its other name', [issue('xn--bcher-kva.example')], 'allowed'],
    ['names another', [issue('other.example')], 'other-issuer'],
    ['names a name below ours', [issue('www.ca.example')], 'other-issuer'],
    ['names this CA with a trailing dot', [issue('ca.example.')], 'malformed'],
    ['names this CA among others', [issue('other.example'), issue('ca.example')], 'allowed'],
    ['names nobody', [issue(';')], 'nobody'],
    ['names nobody, and this CA', [issue(';'), issue('ca.example')], 'allowed'],
    ['names nobody, with an empty value', [issue('')], 'nobody'],
    ['holds one malformed record', [issue('ca.example; ;')], 'malformed'],
    ['holds a malformed record beside a good one', [issue('%%%'), issue('ca.example')], 'allowed'],
    ['has tags in capitals', [{ ...issue('other.example'), tag: 'ISSUE' }], 'other-issuer'],
    ['has only iodef', [tag('iodef', 0, 'mailto:a@b.example')], 'allowed'],
    ['has iodef with the critical flag', [tag('iodef', 128)], 'allowed'],
    ['has only issuewild, for another', [wild('other.example')], 'allowed'],
    [
      'has issuewild for us and issue for another',
      [wild('ca.example'), issue('other.example')],
      'other-issuer',
    ],
    [
      'has issuemail and issuevmc, critical',
      [tag('issuemail', 128, ';'), tag('issuevmc', 1, ';')],
      'allowed',
    ],
    ['has an unknown tag with flag 0', [tag('tbs')], 'allowed'],
    ['has an unknown tag with flag 2', [tag('tbs', 2)], 'allowed'],
    ['has an unknown tag with flag 126', [tag('tbs', 126)], 'allowed'],
    ['has an unknown tag with flag 1', [tag('tbs', 1)], 'critical-tag'],
    ['has an unknown tag with flag 128', [tag('tbs', 128)], 'critical-tag'],
    ['has an unknown critical tag beside ours', [issue('ca.example'), tag('tbs', 129)], 'critical-tag'],
    ['has a tag of odd bytes, critical', [tag('is\u0000sue', 128)], 'critical-tag'],
    ['has issue with the critical flag, for us', [issue('ca.example', 128)], 'allowed'],
    ['has an unknown parameter', [issue('ca.example; policy=ev')], 'allowed'],
    ['names our account', [issue(`ca.example; accounturi=${URL}`)], 'allowed'],
    ['names our account by its other address', [issue(`ca.example; accounturi=${OTHER_URL}`)], 'allowed'],
    [
      'names another account',
      [issue('ca.example; accounturi=https://ca.example/acme/account/2')],
      'other-account',
    ],
    [
      'names our account in capitals',
      [issue(`ca.example; accounturi=${URL.toUpperCase()}`)],
      'other-account',
    ],
    ['names our account with a slash more', [issue(`ca.example; accounturi=${URL}/`)], 'other-account'],
    ['names no account', [issue('ca.example; accounturi=')], 'other-account'],
    ['names our account twice', [issue(`ca.example; accounturi=${URL}; accounturi=${URL}`)], 'account-twice'],
    ['spells the parameter in capitals', [issue('ca.example; AccountURI=x')], 'other-account'],
    ['names our account at another CA', [issue(`other.example; accounturi=${URL}`)], 'other-issuer'],
    [
      'has another account first, then us',
      [issue('ca.example; accounturi=x'), issue('ca.example')],
      'allowed',
    ],
    ['lists our method', [issue('ca.example; validationmethods=http-01')], 'allowed'],
    [
      'lists our method among unknown ones',
      [issue('ca.example; validationmethods=x-1,http-01,ca-y')],
      'allowed',
    ],
    ['lists other methods', [issue('ca.example; validationmethods=dns-01,tls-alpn-01')], 'other-method'],
    ['lists no method', [issue('ca.example; validationmethods=')], 'other-method'],
    ['lists our method in capitals', [issue('ca.example; validationmethods=HTTP-01')], 'other-method'],
    [
      'has an empty label among the methods',
      [issue('ca.example; validationmethods=http-01,')],
      'methods-malformed',
    ],
    [
      'has an odd label among the methods',
      [issue('ca.example; validationmethods=http-01,a_b')],
      'methods-malformed',
    ],
    [
      'lists methods twice',
      [issue('ca.example; validationmethods=http-01; validationmethods=http-01')],
      'methods-twice',
    ],
    [
      'restricts both, and we fit',
      [issue(`ca.example; validationmethods=http-01; accounturi=${URL}`)],
      'allowed',
    ],
    [
      'restricts both, and the method does not',
      [issue(`ca.example; validationmethods=dns-01; accounturi=${URL}`)],
      'other-method',
    ],
    [
      'tells the nearest reason',
      [issue(';'), issue('other.example'), issue('ca.example; accounturi=x')],
      'other-account',
    ],
  ];
  for (const [title, set, expected] of cases) {
    test(`${title}: ${expected}`, () => assert.equal(outcome(set, PLAIN), expected));
  }
});

describe('a CAA record set for a wildcard', () => {
  const cases: readonly (readonly [string, readonly CaaRecord[], string])[] = [
    ['issue alone counts', [issue('other.example')], 'other-issuer'],
    ['issue alone permits', [issue('ca.example')], 'allowed'],
    ['issuewild goes before issue', [wild('other.example'), issue('ca.example')], 'other-issuer'],
    ['issuewild permits where issue does not', [wild('ca.example'), issue(';')], 'allowed'],
    ['issuewild forbids everybody', [wild(';'), issue('ca.example')], 'nobody'],
    ['a malformed issuewild forbids, though issue permits', [wild('%%%'), issue('ca.example')], 'malformed'],
  ];
  for (const [title, set, expected] of cases) {
    test(`${title}: ${expected}`, () => assert.equal(outcome(set, WILD), expected));
  }
});

describe('whatever a record set holds', () => {
  const record = fc.record({
    flags: fc.integer({ min: 0, max: 255 }),
    tag: fc.oneof(fc.constantFrom('issue', 'issuewild', 'iodef', 'Issue', 'issuemail'), fc.string()),
    value: fc.oneof(
      fc.constantFrom('ca.example', ';', 'ca.example; accounturi=x', 'other.example', '%'),
      fc.string(),
    ),
  });
  const question = fc.constantFrom(PLAIN, WILD);

  test('it is decided, and an unknown critical tag always forbids', () => {
    const critical = fc.record({
      flags: fc.constantFrom(128, 1, 129, 255, 3),
      tag: fc.constantFrom('tbs', 'issues', 'contactemail', ''),
      value: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(record), critical, fc.array(record), question, (before, one, after, asked) => {
        const ruling = decideCaa([...before, one, ...after], asked);
        assert.equal(ruling.decision, 'forbidden');
      }),
    );
  });

  test('it permits only by a record that names this CA, or where none has a tag that counts', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), question, (set, asked) => {
        const ruling = decideCaa(set, asked);
        if (ruling.decision === 'forbidden') return;
        if (ruling.record !== undefined) {
          assert.ok(ruling.record.value.trim().toLowerCase().startsWith('ca.example'));
          return;
        }
        const counts = asked.wildcard ? ['issue', 'issuewild'] : ['issue'];
        assert.ok(set.every((one) => !counts.includes(one.tag.toLowerCase())));
      }),
    );
  });

  test('its text is printable ASCII of bounded length', () => {
    fc.assert(
      fc.property(
        fc.record({ flags: fc.nat(255), tag: fc.string(), value: fc.string({ maxLength: 2_000 }) }),
        (one) => {
          const text = caaRecordText(one);
          assert.match(text, /^[ -~]+$/);
          assert.ok(text.length <= 243);
        },
      ),
    );
  });
});

test('the text of a record is that of a zone file', () => {
  assert.equal(caaRecordText(issue('ca.example; accounturi=x')), '0 issue "ca.example; accounturi=x"');
  assert.equal(caaRecordText(issue('a"\\\u0007\u00e9')), '0 issue "a\\"\\\\\\007\\233"');
});

function outcome(set: readonly CaaRecord[], question: CaaQuestion): string {
  const ruling = decideCaa(set, question);
  return ruling.decision === 'allowed' ? 'allowed' : ruling.reason;
}
