// What of a row is taken, and what becomes of an account: pure.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type AcmeDnsRow, canonicalUser, readAccounts } from '../../../../src/delegation/import/index.ts';
import {
  clientName,
  type ImportPlan,
  type KnownAccount,
  planAccount,
} from '../../../../src/delegation/import/plan.ts';

const HASH = '$2a$10$8JEFVNYYhLoBysjAxe2yBuXrkDojBQBkVpXEQgyQyjn43SvJ4vL36';
const USER = 'eabcdb41-d89f-4580-826f-3e62e9755ef2';
const LABEL = '8e5700ea-a4bf-41c7-8a77-e990661dcc6a';
const ROW: AcmeDnsRow = { user: USER, hash: HASH, subdomain: LABEL, allowFrom: '[]' };
const ZONE = 'auth.example.net';

suite('a row', () => {
  const rows: readonly [string, Partial<AcmeDnsRow>, string | readonly string[]][] = [
    ['from everywhere', {}, []],
    ['from no list at all, as Go writes it', { allowFrom: 'null' }, []],
    [
      'from networks as acme-dns takes them: bits behind the prefix, brackets',
      { allowFrom: '["192.0.2.7/24", "[2001:db8::7]/32", "::1/128"]' },
      ['192.0.2.0/24', '2001:db8::/32', '::1/128'],
    ],
    ['in capital letters', { user: USER.toUpperCase(), subdomain: LABEL.toUpperCase() }, []],
    ['with a subdomain that was renamed', { subdomain: 'my-host' }, []],
    ['of a later bcrypt', { hash: HASH.replace('$2a$10', '$2b$12') }, []],
    ['with no networks: that is not everywhere', { allowFrom: null }, 'networks'],
    ['with an empty text for networks', { allowFrom: '' }, 'networks'],
    ['with a network that is none', { allowFrom: '["192.0.2.0/24", "x"]' }, 'networks'],
    ['with an address for a network', { allowFrom: '["192.0.2.7"]' }, 'networks'],
    ['with an object for networks', { allowFrom: '{}' }, 'networks'],
    [
      'with more networks than anybody has',
      { allowFrom: JSON.stringify(Array(1_001).fill('::/0')) },
      'networks',
    ],
    ['with another user', { user: 'admin' }, 'user'],
    ['with a password that is no hash', { hash: 'secret' }, 'hash'],
    ['with a hash that takes hours', { hash: HASH.replace('$10$', '$31$') }, 'hash'],
    ['with two labels', { subdomain: 'a.b' }, 'subdomain'],
    ['with an underscore', { subdomain: '_acme-challenge' }, 'subdomain'],
    ['with no subdomain', { subdomain: '' }, 'subdomain'],
  ];
  for (const [title, changes, wanted] of rows)
    test(title, () => {
      const { accounts, unreadable } = readAccounts([{ ...ROW, ...changes }]);
      if (typeof wanted === 'string') {
        assert.deepEqual([accounts, unreadable[0]?.problem], [[], wanted]);
        return;
      }
      const label = (changes.subdomain ?? LABEL).toLowerCase();
      assert.deepEqual(accounts, [{ user: USER, hash: changes.hash ?? HASH, label, networks: wanted }]);
    });

  test('two that differ in letters alone are both left out', () => {
    const other = { ...ROW, user: USER.replace('e', 'd') };
    const both = readAccounts([ROW, { ...other, subdomain: LABEL.toUpperCase() }]);
    assert.deepEqual(
      both.unreadable.map(({ problem }) => problem),
      ['twice', 'twice'],
    );
    const users = readAccounts([ROW, { ...ROW, user: USER.toUpperCase(), subdomain: 'other' }]);
    assert.equal(users.accounts.length, 0);
  });

  test('a user in any form that Go takes is one user', () => {
    for (const form of [USER, USER.toUpperCase(), `{${USER}}`, `urn:uuid:${USER}`, USER.replaceAll('-', '')])
      assert.equal(canonicalUser(form), USER, form);
    assert.equal(canonicalUser(`${USER}0`), undefined);
  });
});

suite('what becomes of an account', () => {
  const NOBODY: KnownAccount = { owner: undefined, label: undefined, nameTaken: false, ruled: [] };
  const owner = { id: 'c1', name: 'its-name' };
  const itself = `${LABEL}.${ZONE}`;
  const client = LABEL.replaceAll('-', '');
  const own = { challenge: `_acme-challenge.${itself}`, clientId: 'c1' };
  const rows: readonly [string, readonly string[], Partial<KnownAccount>, ImportPlan][] = [
    [
      'without a name: its label stands for itself',
      [],
      {},
      { client, outcome: 'new', challenge: `_acme-challenge.${itself}`, rules: [itself] },
    ],
    [
      'one name: its label stands for that',
      ['www.example.org'],
      {},
      { client, outcome: 'new', challenge: '_acme-challenge.www.example.org', rules: ['www.example.org'] },
    ],
    [
      'two names: its label stands for itself, and both are allowed',
      ['a.example.org', 'b.example.org'],
      {},
      {
        client,
        outcome: 'new',
        challenge: `_acme-challenge.${itself}`,
        rules: [itself, 'a.example.org', 'b.example.org'],
      },
    ],
    ['again', [], { owner, label: own }, { client: 'its-name', outcome: 'unchanged' }],
    [
      'again, with names that are allowed already',
      ['a.example.org'],
      { owner, label: own, ruled: ['a.example.org'] },
      { client: 'its-name', outcome: 'unchanged' },
    ],
    [
      'again, with a name more',
      ['a.example.org', 'b.example.org'],
      { owner, label: own, ruled: ['a.example.org'] },
      { client: 'its-name', outcome: 'more-rules', clientId: 'c1', rules: ['b.example.org'] },
    ],
    [
      "a label that is somebody else's",
      [],
      { label: { ...own, clientId: 'c2' } },
      { client, outcome: 'conflict', conflict: 'label' },
    ],
    [
      'a label that stands for another name',
      [],
      { label: { challenge: '_acme-challenge.other.example', clientId: null } },
      { client, outcome: 'conflict', conflict: 'label' },
    ],
    [
      'a label whose client was removed',
      [],
      { label: { ...own, clientId: null } },
      { client, outcome: 'new', challenge: own.challenge, rules: [itself] },
    ],
    [
      "a client's name that is taken",
      [],
      { nameTaken: true },
      { client, outcome: 'conflict', conflict: 'client' },
    ],
    [
      'a user that is known with another label',
      [],
      { owner, label: undefined },
      { client: 'its-name', outcome: 'conflict', conflict: 'user' },
    ],
    [
      "a user that is known, and a label of another's",
      [],
      { owner, label: { ...own, clientId: 'c2' } },
      { client: 'its-name', outcome: 'conflict', conflict: 'user' },
    ],
  ];
  for (const [title, names, known, plan] of rows)
    test(title, () => {
      const account = { user: USER, hash: HASH, label: LABEL, networks: [], names };
      assert.deepEqual(planAccount(account, ZONE, { ...NOBODY, ...known }), plan);
    });

  test("names of clients: 32 characters at most, of different labels' different ones", () => {
    const long = 'a'.repeat(40);
    const names = [LABEL, 'my-host', `${long}1`, `${long}2`].map((label) => clientName({ label }));
    assert.deepEqual(names.slice(0, 2), [client, 'my-host']);
    assert.equal(new Set(names).size, 4);
    for (const name of names) assert.match(name, /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
  });
});
