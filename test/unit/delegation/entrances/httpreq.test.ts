import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { newValue, ZONE } from '../../../support/delegation.ts';
import { entrancesWorld } from './world.ts';

const BASE = '/delegation/httpreq';
const TARGET = `com-example-www.${ZONE}`;

type World = Awaited<ReturnType<typeof entrancesWorld>>;
type Who = { readonly name: string; readonly key: string };

async function post(at: World, action: string, body: unknown, who: Who = at.web) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const head = [
    'Content-Type: application/json',
    `Authorization: Basic ${Buffer.from(`${who.name}:${who.key}`).toString('base64')}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  return at.send(`POST ${BASE}/${action}`, head, text);
}

function codeOf({ body }: { body: string }): string {
  return (JSON.parse(body) as { error: { code: string } }).error.code;
}

suite('by default', () => {
  for (const fqdn of [`${TARGET}.`, '_acme-challenge.www.example.com.']) {
    test(`${fqdn} is presented and cleaned up; what was sent comes back`, async (t) => {
      const at = await entrancesWorld(t);
      const body = { fqdn, value: newValue() };
      const presented = await post(at, 'present', body);
      assert.deepEqual([presented.status, JSON.parse(presented.body)], [200, body]);
      assert.deepEqual(at.served.get(TARGET), [body.value]);
      const cleaned = await post(at, 'cleanup', body);
      assert.deepEqual([cleaned.status, JSON.parse(cleaned.body)], [200, body]);
      assert.ok(cleaned.body.includes(`"${body.value}"`), 'acme.sh looks for it');
      assert.deepEqual(at.served.get(TARGET), []);
      assert.equal((await post(at, 'cleanup', body)).status, 200, 'again');
    });
  }

  test('another client is refused with the reason, for the label as for the name; its own stays', async (t) => {
    const at = await entrancesWorld(t);
    const value = newValue();
    await post(at, 'present', { fqdn: `${TARGET}.`, value });
    for (const fqdn of [`${TARGET}.`, '_acme-challenge.www.example.com.']) {
      const refused = await post(at, 'present', { fqdn, value: newValue() }, at.other);
      assert.deepEqual([refused.status, codeOf(refused)], [403, 'notDelegatedTo']);
      assert.match(refused.body, /Client \\"other\\" may not answer .* www\.example\.com: no rule/);
      assert.equal((await post(at, 'cleanup', { fqdn, value }, at.other)).status, 200);
    }
    assert.deepEqual(at.served.get(TARGET), [value]);
  });

  test('names are no suffixes, and labels of others no way around', async (t) => {
    const at = await entrancesWorld(t);
    for (const [fqdn, status] of [
      ['_acme-challenge.notwww.example.com.', 403],
      ['_acme-challenge.www.example.com.evil.net.', 403],
      ['_acme-challenge.example.com.', 403],
      [`com-example.${ZONE}.`, 403],
      [`com-example-www-x.${ZONE}.`, 403],
      ['www.example.com.', 400],
      [`${ZONE}.`, 400],
      [`x.${TARGET}.`, 400],
      [`_acme-challenge.www.example.com.${ZONE}.`, 400],
      ['_acme-challenge.www\\.example.com.', 400],
      ['', 400],
    ] as const) {
      assert.equal((await post(at, 'present', { fqdn, value: newValue() })).status, status, fqdn);
    }
    assert.equal(at.served.size, 0);
  });

  test('without a good key nothing is told but that', async (t) => {
    const at = await entrancesWorld(t);
    const body = { fqdn: `${TARGET}.`, value: newValue() };
    for (const who of [
      { name: 'web', key: at.other.key },
      { name: 'other', key: at.web.key },
      { name: 'web', key: '' },
    ]) {
      const refused = await post(at, 'present', body, who);
      assert.deepEqual([refused.status, codeOf(refused)], [401, 'clientKeyUnknown']);
    }
    const bare = await at.send(`POST ${BASE}/present`, ['Content-Length: 2'], '{}');
    assert.equal(bare.status, 401);
    assert.equal((await at.send(`GET ${BASE}/present`, [], '')).status, 404);
  });

  test('a body that is none', async (t) => {
    const at = await entrancesWorld(t);
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{}',
      '{"fqdn":1,"value":2}',
      { fqdn: `${TARGET}.`, value: 'x' },
    ]) {
      assert.equal((await post(at, 'present', body)).status, 400, JSON.stringify(body));
    }
  });
});

const valueOf = ({ keyAuth }: { keyAuth: string }) =>
  createHash('sha256').update(keyAuth).digest('base64url');

suite('RAW', () => {
  const thumbprint = newValue();
  const raw = (domain: string, print = thumbprint, token = 'token-1') => ({
    domain,
    token,
    keyAuth: `${token}.${print}`,
  });

  test('the value is made of the key authorization', async (t) => {
    const at = await entrancesWorld(t);
    const body = raw('www.example.com');
    const presented = await post(at, 'present', body);
    assert.deepEqual([presented.status, JSON.parse(presented.body)], [200, body]);
    assert.deepEqual(at.served.get(TARGET), [valueOf(body)]);
    assert.equal((await post(at, 'cleanup', body)).status, 200);
    assert.deepEqual(at.served.get(TARGET), []);
    assert.equal((await post(at, 'present', raw('api.example.com'))).status, 403);
    for (const bad of [{ ...body, keyAuth: 'x' }, { ...body, token: 'y' }, raw('a_b.example.com'), raw('')]) {
      assert.equal((await post(at, 'present', bad)).status, 400);
    }
  });

  test('and tells the account, which a rule may ask for', async (t) => {
    const at = await entrancesWorld(t);
    await at.other.may('api.example.com', { thumbprints: [thumbprint] });
    const reasonOf = async (body: unknown) => {
      const { body: text } = await post(at, 'present', body, at.other);
      return /rule is for [a-z ]*accounts?/i.exec(text)?.[0] ?? 'none';
    };
    assert.equal((await post(at, 'present', raw('api.example.com'), at.other)).status, 200);
    assert.equal(await reasonOf(raw('api.example.com', newValue())), 'rule is for another ACME account');
    const byDefault = { fqdn: '_acme-challenge.api.example.com.', value: newValue() };
    assert.equal(await reasonOf(byDefault), 'rule is for certain ACME accounts');
  });
});
