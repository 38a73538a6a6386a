import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { accountLabel, hashedAccountUri } from '../../../../src/validation/index.ts';
import { accountHash, hashIn } from '../../../../src/validation/challenges/dns-persist01-hash.ts';
import {
  decidePersist,
  type PersistQuestion,
} from '../../../../src/validation/challenges/dns-persist01-record.ts';

const vectors = join(import.meta.dirname, '..', '..', '..', 'vectors');
const read = (file: string): unknown => JSON.parse(readFileSync(join(vectors, file), 'utf8'));

type Draft02 = {
  readonly prefix: string;
  readonly thumbprint: string;
  readonly accountUrl: string;
  readonly vectors: readonly { readonly domain: string; readonly hash: string; readonly uri: string }[];
};
const DRAFT_02 = read('dns-persist/draft-02.json') as Draft02;
const { accountUrl, thumbprint, prefix } = DRAFT_02;

type Expected = { readonly until: number | null } | string;
type RecordVector = {
  readonly version: '01' | '02';
  readonly source: string;
  readonly record: string;
  readonly plain: Expected;
  readonly wildcard: Expected;
};

const QUESTION: PersistQuestion = {
  version: '01',
  domain: 'example.com',
  wildcard: false,
  issuers: ['authority.example', 'ca.example.net', 'xn--nicode-example-fsb.com'],
  accountUrls: [accountUrl, 'https://other-host.example/acct/123'],
  hashPrefixes: [prefix],
  thumbprints: [thumbprint],
  now: Date.UTC(2024, 0, 1),
};
const IN_CLEAR = `accounturi=${accountUrl}`;
const HASHED = `accounturi=${DRAFT_02.vectors[0]?.uri}`;

test('draft-ietf-acme-dns-account-label section 3.2: its example', () => {
  const { accountUrl: url, label } = read('dns-account/label.json') as {
    accountUrl: string;
    label: string;
  };
  assert.equal(accountLabel(url), label);
});

describe('draft-ietf-acme-dns-persist-02 section 10.2', () => {
  for (const { domain, hash, uri } of DRAFT_02.vectors) {
    test(`the test vector of the domain ${domain}`, () => {
      assert.equal(accountHash({ domain, thumbprint, accountUrl }), hash);
      assert.equal(hashedAccountUri(prefix, { domain, thumbprint, accountUrl }), uri);
      assert.equal(hashIn(uri, ['https://elsewhere.example/', prefix]), hash);
    });
  }
});

describe('the records of the drafts', () => {
  for (const { version, source, record, plain, wildcard } of read(
    'dns-persist/records.json',
  ) as RecordVector[]) {
    for (const [kind, expected] of [
      ['plain', plain],
      ['wildcard', wildcard],
    ] as const) {
      test(`${version}, ${source}, ${kind}: ${JSON.stringify(expected)}`, () => {
        assert.deepEqual(outcome([record], { version, wildcard: kind === 'wildcard' }), expected);
      });
    }
  }
});

describe('a record at _validation-persist', () => {
  const cases: readonly (readonly [string, readonly string[], Partial<PersistQuestion>, Expected])[] = [
    ['issuer in capitals, with a dot at its end', [`Authority.EXAMPLE.; ${IN_CLEAR}`], {}, { until: null }],
    [
      'issuer in U-labels, as UTF-8',
      [latin1(`\u00fc\u00d1ICODE-example.com.; ${IN_CLEAR}`)],
      {},
      'other-issuer',
    ],
    [
      'issuer in U-labels of a name of ours',
      [latin1(`\u00dcNICODE-example.com.; ${IN_CLEAR}`)],
      {},
      { until: null },
    ],
    ['issuer with two dots at its end', [`authority.example..; ${IN_CLEAR}`], {}, 'other-issuer'],
    ['no issuer', [`; ${IN_CLEAR}`], {}, 'other-issuer'],
    ['nothing', [''], {}, 'other-issuer'],
    [
      'several records, one of them ours',
      ['x', `authority.example; ${IN_CLEAR}`, 'ca2.example'],
      {},
      { until: null },
    ],
    ['our second name', [`ca.example.net;${IN_CLEAR}`], {}, { until: null }],
    [
      "the account's other address",
      ['authority.example; accounturi=https://other-host.example/acct/123'],
      {},
      { until: null },
    ],
    ['another account', [`authority.example; ${IN_CLEAR}4`], {}, 'other-account'],
    [
      'the account in other letters',
      [`authority.example; accounturi=${accountUrl.toUpperCase()}`],
      {},
      'other-account',
    ],
    ['no account', ['authority.example'], {}, 'account-missing'],
    ['no account, and a semicolon', ['authority.example;'], {}, 'account-missing'],
    ['a semicolon at the end', [`authority.example; ${IN_CLEAR};`], {}, 'grammar'],
    ['the account twice', [`authority.example; ${IN_CLEAR}; ${IN_CLEAR}`], {}, 'parameter-twice'],
    ['an unknown parameter', [`authority.example; ${IN_CLEAR}; color=blue`], {}, { until: null }],
    ['an unknown parameter twice', [`authority.example; ${IN_CLEAR}; a=1; A=2`], {}, 'parameter-twice'],
    [
      'parameters in other letters',
      [`authority.example; AccountURI=${accountUrl}; PERSISTUNTIL=1`],
      {},
      'expired',
    ],
    ['a value with white space', [`authority.example; ${IN_CLEAR} x`], {}, 'grammar'],
    [
      'a policy in capitals',
      [`authority.example; ${IN_CLEAR}; policy=WildCard`],
      { wildcard: true },
      { until: null },
    ],
    [
      'another policy',
      [`authority.example; ${IN_CLEAR}; policy=wildcard,x`],
      { wildcard: true },
      'not-wildcard',
    ],
    ['another policy, for a plain name', [`authority.example; ${IN_CLEAR}; policy=x`], {}, { until: null }],
    ['a time with a fraction', [`authority.example; ${IN_CLEAR}; persistUntil=1.5`], {}, 'until-malformed'],
    [
      'a time in hexadecimal',
      [`authority.example; ${IN_CLEAR}; persistUntil=0x7fffffff`],
      {},
      'until-malformed',
    ],
    ['a negative time', [`authority.example; ${IN_CLEAR}; persistUntil=-1`], {}, 'until-malformed'],
    ['no time', [`authority.example; ${IN_CLEAR}; persistUntil=`], {}, 'until-malformed'],
    ['a time that has passed', [`authority.example; ${IN_CLEAR}; persistUntil=1700000000`], {}, 'expired'],
    ['this very second', [`authority.example; ${IN_CLEAR}; persistUntil=1704067200`], {}, 'expired'],
    [
      'the next second',
      [`authority.example; ${IN_CLEAR}; persistUntil=1704067201`],
      {},
      { until: 1_704_067_201 },
    ],
    [
      'of two that fit, the one that lasts longer',
      [1, 3, 2].map((n) => `authority.example; ${IN_CLEAR}; persistUntil=170500000${n}`),
      {},
      { until: 1_705_000_003 },
    ],
    [
      'of two that fit, the one without an end',
      [`authority.example; ${IN_CLEAR}; persistUntil=1705000000`, `authority.example; ${IN_CLEAR}`],
      {},
      { until: null },
    ],
    [
      'the nearest reason',
      ['x', 'authority.example;;', `authority.example; ${IN_CLEAR}; persistUntil=1`, 'authority.example'],
      {},
      'expired',
    ],
    [
      '02: another algorithm',
      [`authority.example; accounturi=${prefix}sha-512/${'A'.repeat(86)}`],
      { version: '02' },
      'account-not-hashed',
    ],
    [
      '02: a shorter hash',
      [`authority.example; ${HASHED.slice(0, -1)}`],
      { version: '02' },
      'account-not-hashed',
    ],
    ['02: a longer hash', [`authority.example; ${HASHED}A`], { version: '02' }, 'account-not-hashed'],
    ['02: a hash with padding', [`authority.example; ${HASHED}=`], { version: '02' }, 'account-not-hashed'],
    [
      '02: a hash that is not canonical',
      [`authority.example; ${HASHED.slice(0, -1)}x`],
      { version: '02' },
      'account-not-hashed',
    ],
    [
      '02: another prefix',
      [`authority.example; ${HASHED.replace('ca.example', 'ca.test')}`],
      { version: '02' },
      'account-not-hashed',
    ],
    [
      '02: for another domain',
      [`authority.example; ${HASHED}`],
      { version: '02', domain: 'example.net' },
      'other-account',
    ],
    [
      '02: made with a key of the past',
      [`authority.example; ${HASHED}`],
      { version: '02', thumbprints: ['new', 'old', thumbprint] },
      { until: null },
    ],
    [
      '02: made with a key of another',
      [`authority.example; ${HASHED}`],
      { version: '02', thumbprints: ['new'] },
      'other-account',
    ],
    [
      '02: made with another URL of the account',
      [`authority.example; ${HASHED}`],
      { version: '02', accountUrls: ['https://x.example/1', accountUrl] },
      { until: null },
    ],
    [
      '02: made with the URL of another account',
      [`authority.example; ${HASHED}`],
      { version: '02', accountUrls: [`${accountUrl}4`] },
      'other-account',
    ],
    ['01: a hashed account', [`authority.example; ${HASHED}`], {}, 'other-account'],
  ];
  for (const [title, records, more, expected] of cases) {
    test(`${title}: ${JSON.stringify(expected)}`, () => assert.deepEqual(outcome(records, more), expected));
  }

  test('whatever records hold, it is decided; without our name and our account nothing is proven', () => {
    const part = fc.constantFrom(
      'authority.example',
      ';',
      ' ',
      'accounturi=',
      accountUrl.slice(0, -1),
      'policy=wildcard',
      'persistUntil=',
      '99999999999',
      '=',
      '\u0000',
      '\u00ff',
    );
    const record = fc.oneof(
      fc.array(part).map((parts) => parts.join('')),
      fc.string({ unit: 'binary-ascii' }),
    );
    fc.assert(
      fc.property(
        fc.array(record),
        fc.constantFrom('01', '02'),
        fc.boolean(),
        (records, version, wildcard) => {
          assert.equal(
            decidePersist(records, { ...QUESTION, version, wildcard, accountUrls: [accountUrl] }).proven,
            false,
          );
        },
      ),
    );
  });
});

function outcome(records: readonly string[], more: Partial<PersistQuestion>): Expected {
  const ruling = decidePersist(records, { ...QUESTION, ...more });
  if (!ruling.proven) return ruling.reason;
  return { until: ruling.until === undefined ? null : ruling.until / 1_000 };
}

/** As a TXT record has it: one character for each byte. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
