// The provider `acme-dns` at our own entrance, and at a played server of acme-dns, which keeps two values.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acmeDns } from '../../../../src/delegation/providers/acme-dns/index.ts';
import { newValue, ZONE } from '../../../support/delegation.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { type Asked, endless, jsonOf, playApi, says, silent } from '../../../support/providers/played-api.ts';
import { entrancesWorld } from '../entrances/world.ts';

const NAME = '_acme-challenge.www.example.com';
const LABEL = 'com-example-www';
const ACCOUNT = {
  username: 'eabcdb41-d89f-4580-826f-3e62e9755ef2',
  password: 'x'.repeat(40),
  subdomain: LABEL,
};
const at = (value: string, name = NAME) => ({ zone: 'example.com', name, value });

test('at our own entrance: values are served; what is not ours is refused; nothing is taken away', async (t) => {
  const world = await entrancesWorld(t);
  const url = `${world.origin}/delegation/acme-dns/`;
  const account = { username: world.web.user, password: world.web.key, subdomain: LABEL };
  const foreign = { ...account, subdomain: 'com-example' };
  const provider = await open(url, { 'www.example.com': account, 'example.com': foreign });
  const [one, two] = [newValue(), newValue()];
  for (const value of [one, two, two])
    assert.deepEqual(await provider.add(at(value), within()), { ok: true, value: {} });
  const served = () => world.served.get(`${LABEL}.${ZONE}`);
  assert.deepEqual(served(), [one, two]);
  assert.deepEqual(await provider.remove(at(one), within()), { ok: true, value: {} });
  assert.deepEqual(served(), [one, two]);
  const forbidden = { ok: false, outcome: 'unauthorized', code: 'HTTP 401 forbidden' };
  assert.deepEqual(await provider.add(at(one, '_acme-challenge.example.com'), within()), forbidden);
  const stranger = await open(url, { 'www.example.com': { ...account, password: 'y'.repeat(40) } });
  assert.deepEqual(await stranger.add(at(newValue()), within()), forbidden);
  provider.close();
  stranger.close();
});

describe('a server of acme-dns', { timeout: 60_000 }, () => {
  test('is asked to the byte as its description has it', async () => {
    const played = await playAcmeDns();
    const provider = await open(played.api.url, { 'www.example.com': ACCOUNT });
    const values = [newValue(), newValue(), newValue()];
    for (const value of values) assert.ok((await provider.add(at(value), within())).ok);
    assert.deepEqual(played.slots(), values.slice(1), 'the third displaces the first: it keeps two');
    assert.equal(played.api.asked[0]?.body, `{"subdomain":"${LABEL}","txt":"${values[0]}"}`);
    provider.close();
    await played.api.close();
  });

  test('a name without an account is told, and nothing is sent', async () => {
    const played = await playAcmeDns();
    const provider = await open(played.api.url, { 'www.example.com': ACCOUNT });
    for (const name of [
      '_acme-challenge.example.com',
      '_acme-challenge.a.www.example.com',
      'x.www.example.com',
    ]) {
      const failure = { ok: false, outcome: 'no-zone', code: 'no account' };
      assert.deepEqual(await provider.add(at(newValue(), name), within()), failure);
      assert.deepEqual(await provider.remove(at(newValue(), name), within()), failure);
    }
    assert.equal(played.api.asked.length, 0);
    provider.close();
    await played.api.close();
  });

  const value = newValue();
  const failures = [
    ['bad_txt', says(400, { error: 'bad_txt' }), { outcome: 'refused', code: 'HTTP 400 bad_txt' }],
    ['a key sent back', says(400, { error: ACCOUNT.password }), { outcome: 'refused', code: 'HTTP 400' }],
    [
      'a database that is gone',
      says(500, { error: 'db_error' }),
      { outcome: 'unreachable', code: 'HTTP 500 db_error' },
    ],
    ['another value', says(200, { txt: 'x'.repeat(43) }), { outcome: 'malformed', code: 'HTTP 200' }],
    ['no JSON', says(200, 'OK'), { outcome: 'malformed', code: 'HTTP 200' }],
    ['without end', endless, { outcome: 'malformed' }],
    ['silence', silent, { outcome: 'timeout' }],
  ] as const;
  for (const [what, play, failure] of failures) {
    test(`answers ${what}`, async () => {
      const played = await playAcmeDns();
      const provider = await open(played.api.url, { 'www.example.com': ACCOUNT });
      played.api.next(play);
      const until = within(play === silent ? 150 : undefined);
      assert.deepEqual(await provider.add(at(value), until), { ok: false, ...failure });
      provider.close();
      await played.api.close();
    });
  }
});

test('account files of clients fit as they are', () => {
  const more = {
    ...ACCOUNT,
    fulldomain: `${LABEL}.auth.example`,
    server_url: 'https://auth.example',
    allowfrom: [],
  };
  const read = acmeDns.credentials.parse({ accounts: { 'WWW.Example.com.': more } });
  assert.deepEqual(read, { accounts: { 'www.example.com': ACCOUNT } });
  for (const bad of [{ ...ACCOUNT, password: 'a\r\nb' }, { ...ACCOUNT, username: '' }, { username: 'x' }]) {
    assert.ok(!acmeDns.credentials.safeParse({ accounts: { 'example.com': bad } }).success);
  }
});

/** https://github.com/acme-dns/acme-dns#update-endpoint; the JSON of its answers has a space after the colon. */
async function playAcmeDns() {
  const slots: string[] = [];
  const api = await playApi('', (asked: Asked) => {
    assert.deepEqual([asked.method, asked.path], ['POST', '/update']);
    assert.equal(asked.headers['x-api-user'], ACCOUNT.username);
    assert.equal(asked.headers['x-api-key'], ACCOUNT.password);
    const body = jsonOf(asked) as { subdomain: string; txt: string };
    assert.deepEqual(Object.keys(body), ['subdomain', 'txt']);
    assert.equal(body.subdomain, LABEL);
    assert.match(body.txt, /^[A-Za-z0-9_-]{43}$/);
    slots.push(body.txt);
    if (slots.length > 2) slots.shift();
    return { status: 200, body: `{"txt": "${body.txt}"}` };
  });
  return { api, slots: (): readonly string[] => slots };
}

function open(url: string, accounts: Readonly<Record<string, typeof ACCOUNT>>) {
  return openKind(acmeDns, { options: { url }, credentials: { accounts } });
}
