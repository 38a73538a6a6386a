import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  cnameRecord,
  decodeLabel,
  delegate,
  DNS_01,
  nsRecords,
  type Purpose,
  readHostName,
  STYLES,
} from '../../../../src/delegation/names/index.ts';
import { readableLabel } from '../../../../src/delegation/names/readable.ts';

const PERSIST: Purpose = { type: 'dns-persist-01' };
const ACCOUNT: Purpose = { type: 'dns-account-01', account: 'ujmmovf2vn55tgye' };
const PURPOSES = [DNS_01, PERSIST, ACCOUNT];

test('names that people read', () => {
  const expected: readonly (readonly [string, Purpose, string])[] = [
    ['www.example.com', DNS_01, 'com-example-www'],
    ['my-site.com', DNS_01, 'com-my--site'],
    ['site.my.com', DNS_01, 'com-my-site'],
    ['xn--mnchen-3ya.de', DNS_01, 'de-xn----mnchen--3ya'],
    ['xn--e1afmkfd.xn--p1ai', DNS_01, 'idn---xn----p1ai-xn----e1afmkfd'],
    ['example.com', PERSIST, 'com-example---persist'],
    ['example.com', ACCOUNT, 'com-example---aujmmovf2vn55tgye'],
    // places 3 and 4 are hyphens because of the mark itself
    ['de', PERSIST, 'idn---de---persist'],
  ];
  for (const [name, purpose, label] of expected) assert.equal(readableLabel(name, purpose), label);
});

test('labels that look like marks are told apart from them', () => {
  for (const name of ['idn', 'persist.idn', 'idn.persist', 'x--persist', 'idn--x', 'persist', 'a.idn--de']) {
    for (const purpose of PURPOSES) {
      const label = readableLabel(name, purpose);
      assert.deepEqual(decodeLabel(label), { outcome: 'name', name, purpose }, label);
    }
  }
});

test('every short name over a, b, - and . has a label of its own', () => {
  const seen = new Map<string, string>();
  let count = 0;
  for (const name of shortNames(8)) {
    for (const purpose of PURPOSES) {
      const label = readableLabel(name, purpose);
      const what = `${name} ${purpose.type}`;
      assert.equal(seen.get(label), undefined, `${label} stands for ${what} and for another`);
      seen.set(label, what);
      wellFormed(label);
      assert.deepEqual(decodeLabel(label), { outcome: 'name', name, purpose });
      count++;
    }
  }
  assert.ok(count > 30_000, `${count} labels`);
});

test('any name goes there and back, or is hashed and says so', () => {
  const seen = new Map<string, string>();
  let hashed = 0;
  fc.assert(
    fc.property(hostNames, fc.constantFrom(...PURPOSES), (name, purpose) => {
      const label = readableLabel(name, purpose);
      wellFormed(label);
      const what = `${name} ${purpose.type}`;
      assert.equal(seen.get(label) ?? what, what);
      seen.set(label, what);
      const decoded = decodeLabel(label);
      if (decoded.outcome === 'hashed') {
        hashed++;
        assert.deepEqual(decoded.purpose, purpose);
      } else assert.deepEqual(decoded, { outcome: 'name', name, purpose });
    }),
    { numRuns: 20_000 },
  );
  assert.ok(hashed > 1_000, `${hashed} were hashed`);
});

test('no text but the one that is written decodes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[-a-h]{1,20}(?:---persist)?$/), (text) => {
      const decoded = decodeLabel(text);
      if (decoded.outcome === 'name') assert.equal(readableLabel(decoded.name, decoded.purpose), text);
    }),
    { numRuns: 20_000 },
  );
  for (const text of [
    '',
    '-',
    'a-',
    '-a',
    'A-b',
    'a---b',
    'a-----b',
    'ab--c',
    'a_b',
    'a.b',
    'ä',
    'a'.repeat(64),
  ])
    assert.deepEqual(decodeLabel(text), { outcome: 'none' }, text);
});

test('every style gives labels that differ by name and purpose, and are the same each time', () => {
  for (const style of STYLES) {
    const labels = ['example.com', 'www.example.com', `${'a'.repeat(60)}.${'b'.repeat(60)}.com`].flatMap(
      (name) =>
        PURPOSES.map((purpose) => delegate(name, purpose, style, 'd.example').target.split('.')[0] ?? ''),
    );
    assert.equal(new Set(labels).size, 9, style);
    for (const label of labels) wellFormed(label);
  }
  // RFC 9562 appendix A.4
  assert.equal(
    delegate('www.example.com', DNS_01, 'uuid', 'd.example').target,
    '2ed6657d-e927-568b-95e1-2665a8aea6a2.d.example',
  );
});

test('the records to publish', () => {
  const delegation = delegate('www.example.com', ACCOUNT, 'readable', 'd.example');
  const owner = '_ujmmovf2vn55tgye._acme-challenge.www.example.com.';
  assert.deepEqual(cnameRecord(delegation), {
    owner,
    type: 'CNAME',
    value: 'com-example-www---aujmmovf2vn55tgye.d.example.',
  });
  assert.deepEqual(nsRecords(delegation, ['ns1.d.example', 'ns2.d.example']), [
    { owner, type: 'NS', value: 'ns1.d.example.' },
    { owner, type: 'NS', value: 'ns2.d.example.' },
  ]);
  assert.equal(
    delegate('a.example', PERSIST, 'readable', 'd.example').challenge,
    '_validation-persist.a.example',
  );
});

test('names as they are typed', () => {
  assert.equal(read(' *.WWW.Example.com. '), 'www.example.com');
  assert.equal(read('münchen.de'), 'xn--mnchen-3ya.de');
  assert.equal(read('пример.рф'), 'xn--e1afmkfd.xn--p1ai');
  assert.equal(read(''), 'nameEmpty');
  assert.equal(read('*.'), 'nameEmpty');
  assert.equal(read('_acme-challenge.example.com'), 'nameUnderscore');
  for (const wrong of ['-a.com', 'a-.com', 'a..com', 'a b.com', '*.*.com', '.com', 'a/b']) {
    assert.equal(read(wrong), 'nameNotHostname', wrong);
  }
  assert.equal(read(`${'a'.repeat(64)}.com`), 'nameLabelTooLong');
  assert.equal(read(`${'a.'.repeat(130)}com`), 'nameTooLong');
});

function read(typed: string): string {
  const result = readHostName(typed);
  return result.ok ? result.value.name : result.fault.code;
}

function wellFormed(label: string): void {
  assert.match(label, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
  assert.notEqual(label.slice(2, 4), '--', label);
}

function* shortNames(length: number): Generator<string> {
  const letters = ['a', 'b', '-', '.'];
  let names = [''];
  for (let n = 0; n < length; n++) {
    names = names.flatMap((name) => letters.map((letter) => name + letter));
    for (const name of names) if (readHostName(name).ok && !name.endsWith('.')) yield name;
  }
}

const label = fc.stringMatching(/^[a-c0-9](?:[a-c-]{0,58}[a-c0-9])?$/, { size: 'max' });
const hostNames = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: label }, fc.constantFrom('idn', 'persist', 'xn--p1ai', 'h', 'com')),
    {
      minLength: 1,
      maxLength: 5,
      size: 'max',
    },
  )
  .map((labels) => labels.join('.'))
  .filter((name) => name.length <= 253);
