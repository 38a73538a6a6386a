// What may be put into the inventory, and the line that is published for it; each is read again as the CA reads it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type PersistWish, persistLine, readWish } from '../../../../src/delegation/persist/index.ts';
import { decidePersist } from '../../../../src/validation/challenges/dns-persist01-record.ts';

const NOW = Date.UTC(2026, 10, 20);
const URI = 'https://ca.example.net/acme/account/7';
const WISH: PersistWish = {
  name: 'www.example.org',
  issuer: 'ca.example.net',
  accountUri: URI,
  draft: '01',
  wildcard: false,
};
const THUMBPRINT = 'LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';
const PREFIX = 'https://ca.example.net/acme/hashed/';

function line(changes: Partial<PersistWish>): string {
  const read = readWish({ ...WISH, ...changes }, NOW);
  return read.ok ? persistLine(read.value) : `${read.fault.code} ${JSON.stringify(read.fault.params)}`;
}

suite('a record of dns-persist-01', () => {
  const owner = '_validation-persist.www.example.org. IN TXT';
  const rows: readonly [string, Partial<PersistWish>, string][] = [
    ['as it is asked for', {}, `${owner} "ca.example.net; accounturi=${URI}"`],
    [
      'with everything',
      { wildcard: true, until: '2027-01-31' },
      `${owner} "ca.example.net; accounturi=${URI}; policy=wildcard; persistUntil=1801353600"`,
    ],
    [
      'of a wildcard',
      { name: '*.WWW.example.org.' },
      `${owner} "ca.example.net; accounturi=${URI}; policy=wildcard"`,
    ],
    [
      'until a moment',
      { until: '2027-01-31T12:00:00.5+01:00' },
      `${owner} "ca.example.net; accounturi=${URI}; persistUntil=1801393200"`,
    ],
    [
      'of names in other letters',
      { name: 'bücher.example', issuer: 'CA.Example.Net.' },
      `_validation-persist.xn--bcher-kva.example. IN TXT "ca.example.net; accounturi=${URI}"`,
    ],
    [
      'of draft 02, made of what is hashed',
      { draft: '02', thumbprint: THUMBPRINT, hashPrefix: PREFIX },
      `${owner} "ca.example.net; accounturi=${PREFIX}sha-256/`,
    ],
  ];
  for (const [title, changes, wanted] of rows)
    test(title, () => assert.ok(line(changes).startsWith(wanted), line(changes)));

  test('of more than 255 bytes: in several strings', () => {
    const accountUri = `${URI}/${'a'.repeat(300)}`;
    const strings = [...line({ accountUri }).matchAll(/"([^"]*)"/g)].map(([, one = '']) => one);
    assert.deepEqual(
      strings.map(({ length }) => length),
      [255, 110],
    );
    assert.equal(strings.join(''), `ca.example.net; accounturi=${accountUri}`);
  });

  const refusals: readonly [Partial<PersistWish>, string][] = [
    [{ name: 'a_b.example.org' }, 'nameUnderscore'],
    [{ issuer: 'ca_example' }, '"reason":"issuer"'],
    [{ issuer: '*.example.net' }, '"reason":"issuer"'],
    [{ accountUri: 'ftp://ca.example.net/1' }, '"reason":"account"'],
    [{ accountUri: `${URI}; policy=wildcard` }, '"reason":"account"'],
    [{ accountUri: `${URI}"` }, '"reason":"account"'],
    [{ accountUri: `${URI}${'a'.repeat(2_000)}` }, '"reason":"account"'],
    [{ until: 'tomorrow' }, '"reason":"until"'],
    [{ until: '2027-13-01' }, '"reason":"until"'],
    [{ until: '2026-11-20' }, '"reason":"past"'],
    [{ draft: '02' }, '"reason":"hash"'],
    [{ draft: '02', thumbprint: 'short', hashPrefix: PREFIX }, '"reason":"hash"'],
    [{ draft: '02', accountUri: `${PREFIX}sha-256/${'A'.repeat(42)}B` }, '"reason":"hash"'],
  ];
  for (const [changes, says] of refusals)
    test(`not with ${JSON.stringify(changes).slice(0, 70)}`, () =>
      assert.ok(line(changes).includes(says), line(changes)));

  for (const draft of ['01', '02'] as const)
    test(`the CA reads its own draft ${draft}, and not the other`, () => {
      const made = line({
        draft,
        wildcard: true,
        until: '2027-01-31',
        thumbprint: THUMBPRINT,
        hashPrefix: PREFIX,
      });
      const text = /"(.*)"/.exec(made)?.[1] ?? '';
      const ruling = (version: '01' | '02') =>
        decidePersist([text], {
          version,
          domain: 'www.example.org',
          wildcard: true,
          issuers: ['ca.example.net'],
          accountUrls: [URI],
          hashPrefixes: [PREFIX],
          thumbprints: [THUMBPRINT],
          now: NOW,
        });
      assert.deepEqual(ruling(draft), { proven: true, until: Date.UTC(2027, 0, 31) });
      assert.equal(ruling(draft === '01' ? '02' : '01').proven, false);
    });
});
