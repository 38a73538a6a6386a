import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { fault } from '../../../../src/core/index.ts';
import { newClientKey } from '../../../../src/delegation/broker/index.ts';
import { openApiDocument } from '../../../../src/delegation/entrances/native/openapi.ts';
import { OPERATIONS } from '../../../../src/delegation/entrances/native/operations.ts';
import * as schemas from '../../../../src/delegation/entrances/native/schemas.ts';
import { StoreError } from '../../../../src/store/index.ts';
import { newValue, ZONE } from '../../../support/delegation.ts';
import { entrancesWorld } from './world.ts';
import { until } from '../../../support/wait.ts';

const BASE = '/delegation/v1';
const TARGET = `com-example-www.${ZONE}`;
const CHALLENGE = '_acme-challenge.www.example.com';
const PUBLISH = [{ owner: `${CHALLENGE}.`, type: 'CNAME', target: `${TARGET}.` }];

type World = Awaited<ReturnType<typeof entrancesWorld>>;
type Asked = {
  readonly key?: string | undefined;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
};

async function ask(at: World, method: string, path: string, { key = at.web.key, body, headers }: Asked = {}) {
  const response = await fetch(`${at.origin}${BASE}${path}`, {
    method,
    headers: {
      ...(key !== '' && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    // each test says which schema it is of
    json: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

function codeOf({ json, status, headers }: Awaited<ReturnType<typeof ask>>): string {
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(headers.get('cache-control'), 'no-store');
  const problem = schemas.problem.parse(json);
  assert.equal(problem.status, status);
  assert.equal(problem.type, `${BASE}/problems/${problem.code}`);
  return problem.code;
}

const valuePath = (value: string, name = CHALLENGE) => `/challenges/${name}/values/${value}`;

suite('values', () => {
  for (const name of [CHALLENGE, TARGET, `${CHALLENGE}.`, CHALLENGE.toUpperCase()]) {
    test(`${name}: put is there, put again is no second one, deleted is gone`, async (t) => {
      const at = await entrancesWorld(t);
      const value = newValue();
      for (let n = 0; n < 3; n++) {
        const put = await ask(at, 'PUT', valuePath(value, name));
        const { expiresAt, ...rest } = schemas.valueAnswer.parse(put.json);
        assert.equal(put.status, 200);
        assert.deepEqual(rest, { name: 'www.example.com', type: 'dns-01', challenge: CHALLENGE, value });
        assert.equal(Date.parse(expiresAt), at.clock.now() + 3_600_000);
        assert.deepEqual(at.served.get(TARGET), [value]);
        await at.clock.advance(1_000);
      }
      for (let n = 0; n < 2; n++) {
        const gone = await ask(at, 'DELETE', valuePath(value, name));
        assert.deepEqual([gone.status, gone.text], [204, '']);
        assert.deepEqual(at.served.get(TARGET), []);
      }
      const events = await at.store.challenges.listEvents({ clientId: at.web.id, limit: 10 });
      assert.deepEqual(
        events.map(({ event }) => event),
        ['cleaned', 'presented', 'presented', 'presented'],
      );
    });
  }

  test("another client's value stays, and is not told", async (t) => {
    const at = await entrancesWorld(t);
    await at.other.may('www.example.com');
    const [own, others] = [newValue(), newValue()];
    await ask(at, 'PUT', valuePath(own));
    await ask(at, 'PUT', valuePath(own), { key: at.other.key });
    await ask(at, 'PUT', valuePath(others), { key: at.other.key });
    assert.equal((await ask(at, 'DELETE', valuePath(others))).status, 204);
    assert.equal((await ask(at, 'DELETE', valuePath(own))).status, 204);
    assert.deepEqual(at.served.get(TARGET), [own, others], 'the other has the same one too');
    const shown = schemas.challengeAnswer.parse((await ask(at, 'GET', `/challenges/${TARGET}`)).json);
    assert.deepEqual(shown, {
      name: 'www.example.com',
      type: 'dns-01',
      challenge: CHALLENGE,
      publish: PUBLISH,
      values: [],
      liveValues: 2,
    });
    const theirs = await ask(at, 'GET', `/challenges/${CHALLENGE}`, { key: at.other.key });
    assert.deepEqual(
      schemas.challengeAnswer.parse(theirs.json).values.map(({ value }) => value),
      [own, others],
    );
  });

  test('of the same client, what httpreq counted goes with one delete; and what was put goes with one clean-up', async (t) => {
    const at = await entrancesWorld(t);
    const value = newValue();
    const httpreq = (action: string) =>
      fetch(`${at.origin}/delegation/httpreq/${action}`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`web:${at.web.key}`).toString('base64')}` },
        body: JSON.stringify({ fqdn: `${TARGET}.`, value }),
      });
    for (let n = 0; n < 3; n++) assert.equal((await httpreq('present')).status, 200);
    await ask(at, 'DELETE', valuePath(value));
    assert.deepEqual(at.served.get(TARGET), []);
    await ask(at, 'PUT', valuePath(value));
    assert.equal((await httpreq('cleanup')).status, 200);
    assert.deepEqual(at.served.get(TARGET), []);
  });
});

suite('rules decide as they do for httpreq', () => {
  const names: readonly (readonly [string, string | undefined])[] = [
    [CHALLENGE, undefined],
    [TARGET, undefined],
    ['_acme-challenge.notwww.example.com', 'notDelegatedTo'],
    ['_acme-challenge.example.com', 'notDelegatedTo'],
    ['_acme-challenge.www.example.com.evil.net', 'notDelegatedTo'],
    [`com-example.${ZONE}`, 'notDelegatedTo'],
    ['www.example.com', 'notAChallengeName'],
    [ZONE, 'notAChallengeName'],
    [`x.${TARGET}`, 'notAChallengeName'],
    ['_acme-challenge.*.example.com', 'notAChallengeName'],
    ['_acme-challenge.www\\.example.com', 'notAChallengeName'],
  ];
  for (const [name, code] of names) {
    test(`${name}: ${code ?? 'served'}`, async (t) => {
      const at = await entrancesWorld(t);
      const value = newValue();
      const put = await ask(at, 'PUT', valuePath(value, encodeURIComponent(name)));
      const credentials = Buffer.from(`web:${at.web.key}`).toString('base64');
      const httpreq = await fetch(`${at.origin}/delegation/httpreq/present`, {
        method: 'POST',
        headers: { authorization: `Basic ${credentials}` },
        body: JSON.stringify({ fqdn: name, value }),
      });
      assert.equal(put.status, httpreq.status);
      assert.equal(code, put.status === 200 ? undefined : codeOf(put));
      const same = (await httpreq.json()) as { error?: { code: string; message: string } };
      assert.equal(same.error?.code, code);
      if (code !== undefined) {
        assert.equal((put.json as { detail: string }).detail, same.error?.message);
        assert.deepEqual([...at.served.values()].flat(), []);
      }
    });
  }

  test('a key for one challenge alone, and one for some networks alone', async (t) => {
    const at = await entrancesWorld(t);
    await at.web.may('api.example.com');
    const bound = newClientKey(at.web.id, at.clock.now(), { challenge: '_acme-challenge.api.example.com' });
    const elsewhere = newClientKey(at.web.id, at.clock.now(), { networks: ['192.0.2.0/24'] });
    for (const { row } of [bound, elsewhere]) assert.ok(await at.store.clients.addKey(row, 10));
    const refused = await ask(at, 'PUT', valuePath(newValue()), { key: bound.key });
    assert.match(refused.text, /the key is for another name/);
    const shown = await ask(at, 'GET', '/names/www.example.com', { key: bound.key });
    assert.equal(schemas.nameAnswer.parse(shown.json).reason?.code, 'key');
    const own = valuePath(newValue(), '_acme-challenge.api.example.com');
    assert.equal((await ask(at, 'PUT', own, { key: bound.key })).status, 200);
    assert.equal(codeOf(await ask(at, 'PUT', own, { key: elsewhere.key })), 'clientKeyUnknown');
    const others = valuePath(newValue());
    assert.equal((await ask(at, 'PUT', others)).status, 200);
    const hidden = await ask(at, 'GET', `/challenges/${CHALLENGE}`, { key: bound.key });
    assert.equal(codeOf(hidden), 'notDelegatedTo');
    assert.match(hidden.text, /the key is for another name/);
  });

  test('a key ends; its use is seen, once an hour', async (t) => {
    const at = await entrancesWorld(t);
    const { key, row } = newClientKey(at.web.id, at.clock.now(), { expiresAt: at.clock.now() + 7_200_000 });
    assert.ok(await at.store.clients.addKey(row, 10));
    const usedAt = async () => (await at.store.clients.findKey(row.sha256))?.key.lastUsedAt;
    const first = at.clock.now();
    assert.equal(await usedAt(), undefined);
    for (const [afterMs, seen] of [
      [0, first],
      [3_599_999, first],
      [1, first + 3_600_000],
    ] as const) {
      await at.clock.advance(afterMs);
      assert.equal((await ask(at, 'GET', '/names/www.example.com', { key })).status, 200);
      await until(async () => (await usedAt()) === seen); // nobody waits for it to be written
    }
    await at.clock.advance(3_600_000 - 1);
    assert.equal((await ask(at, 'GET', '/names/www.example.com', { key })).status, 200);
    await at.clock.advance(1);
    assert.equal(codeOf(await ask(at, 'GET', '/names/www.example.com', { key })), 'clientKeyUnknown');
  });
});

suite('the ACME account', () => {
  const thumbprint = newValue();
  const keyAuthorization = `token-1.${thumbprint}`;
  const value = createHash('sha256').update(keyAuthorization).digest('base64url');

  test('is believed with the key authorization that the value is the digest of, and not otherwise', async (t) => {
    const at = await entrancesWorld(t);
    await at.other.may('api.example.com', { thumbprints: [thumbprint] });
    const path = valuePath(value, '_acme-challenge.api.example.com');
    const put = (body: object | undefined, to = path) =>
      ask(at, 'PUT', to, { key: at.other.key, ...(body && { body }) });
    const untold = await put(undefined);
    assert.equal(codeOf(untold), 'notDelegatedTo');
    assert.match(untold.text, /certain ACME accounts/);
    assert.equal(codeOf(await put({ accountThumbprint: thumbprint })), 'requestInvalid');
    // another account's value, with the thumbprint that the rule is for
    const foreign = valuePath(newValue(), '_acme-challenge.api.example.com');
    assert.equal(codeOf(await put({ keyAuthorization }, foreign)), 'keyAuthorizationRefused');
    for (const wrong of [`.${thumbprint}`, thumbprint, 'token-1.short', ''])
      assert.equal(codeOf(await put({ keyAuthorization: wrong })), 'keyAuthorizationRefused');
    const other = `token-1.${newValue()}`;
    const digest = createHash('sha256').update(other).digest('base64url');
    const another = await put(
      { keyAuthorization: other },
      valuePath(digest, '_acme-challenge.api.example.com'),
    );
    assert.match(another.text, /another ACME account/);
    assert.equal((await put({ keyAuthorization })).status, 200);
  });

  test('a question without it is answered by what it depends on', async (t) => {
    const at = await entrancesWorld(t);
    await at.other.may('api.example.com', { thumbprints: [thumbprint] });
    const question = async (query: string) =>
      schemas.nameAnswer.parse(
        (await ask(at, 'GET', `/names/api.example.com${query}`, { key: at.other.key })).json,
      );
    const open = await question('');
    assert.deepEqual([open.allowed, open.reason, open.rules[0]?.on], ['depends', null, ['account']]);
    assert.equal((await question(`?accountThumbprint=${thumbprint}`)).allowed, 'yes');
    const other = await question(`?accountThumbprint=${newValue()}`);
    assert.deepEqual([other.allowed, other.reason?.code], ['no', 'account']);
  });
});

test('may I: yes with the record to publish; no with the reason; only of my own rules; nothing is recorded', async (t) => {
  const at = await entrancesWorld(t);
  await at.other.may('*', { name: 'example.com', scope: 'subtree', types: ['dns-account-01'] });
  const yes = schemas.nameAnswer.parse((await ask(at, 'GET', '/names/WWW.example.com')).json);
  assert.deepEqual(yes, {
    name: 'www.example.com',
    type: 'dns-01',
    challenge: CHALLENGE,
    publish: PUBLISH,
    allowed: 'yes',
    reason: null,
    rules: [{ id: at.rule.id, name: 'www.example.com', outcome: 'allows', reason: null, on: [] }],
  });
  const none = schemas.nameAnswer.parse((await ask(at, 'GET', '/names/mail.example.com')).json);
  assert.deepEqual([none.allowed, none.reason?.code, none.rules], ['no', 'no-rule', []]);
  const key = at.other.key;
  const type = schemas.nameAnswer.parse((await ask(at, 'GET', '/names/www.example.com', { key })).json);
  assert.deepEqual([type.allowed, type.reason?.code, type.rules.length], ['no', 'type', 1]);
  const account = await ask(at, 'GET', '/names/www.example.com?type=dns-account-01', { key });
  assert.deepEqual(
    [schemas.nameAnswer.parse(account.json).allowed, schemas.nameAnswer.parse(account.json).challenge],
    ['yes', null],
  );
  const labelled = '/names/www.example.com?type=dns-account-01&accountLabel=abcdefghijklmnop';
  const known = schemas.nameAnswer.parse((await ask(at, 'GET', labelled, { key })).json);
  assert.equal(known.challenge, `_abcdefghijklmnop.${CHALLENGE}`);
  assert.equal(codeOf(await ask(at, 'GET', '/names/a_b.example.com')), 'nameUnderscore');
  const closed = await ask(at, 'GET', `/challenges/${CHALLENGE}`, { key });
  assert.equal(codeOf(closed), 'notDelegatedTo', 'a client that may not sees nothing of the challenge');
  assert.deepEqual(await at.store.challenges.listEvents({ limit: 10 }), []);
});

suite('requests that are none', () => {
  test('without credentials nothing is told, not even what would be wrong', async (t) => {
    const at = await entrancesWorld(t);
    for (const authorization of [undefined, 'Basic d2ViOng=', 'Bearer', 'Bearer a b', 'bearer']) {
      const refused = await ask(at, 'PUT', '/challenges/x/values/y', {
        key: '',
        ...(authorization !== undefined && { headers: { authorization } }),
      });
      assert.deepEqual([refused.status, codeOf(refused)], [401, 'credentialsMissing'], authorization);
      assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="sixfour"');
    }
    const wrong = await ask(at, 'PUT', '/challenges/x/values/y', { key: newValue() });
    assert.deepEqual([wrong.status, codeOf(wrong)], [401, 'clientKeyUnknown']);
    assert.equal(wrong.headers.get('www-authenticate'), 'Bearer realm="sixfour", error="invalid_token"');
  });

  test('each part is checked by its schema; what was wrong is not repeated', async (t) => {
    const at = await entrancesWorld(t);
    const value = newValue();
    for (const [method, path, given, code] of [
      ['PUT', valuePath('short'), {}, 'requestInvalid'],
      ['PUT', valuePath(`${value}x`), {}, 'requestInvalid'],
      ['PUT', `${valuePath(value)}?ttl=1`, {}, 'requestInvalid'],
      ['PUT', valuePath(value), { body: '{' }, 'requestInvalid'],
      ['PUT', valuePath(value), { body: '[]' }, 'requestInvalid'],
      ['PUT', valuePath(value), { body: 'null' }, 'requestInvalid'],
      ['PUT', valuePath(value), { body: { secretField: 'x' } }, 'requestInvalid'],
      [
        'PUT',
        valuePath(value),
        { body: '{}', headers: { 'content-type': 'text/plain' } },
        'contentTypeRefused',
      ],
      [
        'PUT',
        valuePath(value),
        { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        'contentTypeRefused',
      ],
      ['PUT', valuePath(value), { body: `"${'x'.repeat(20_000)}"` }, 'requestTooLarge'],
      ['DELETE', valuePath(value), { body: {} }, 'requestInvalid'],
      ['GET', '/names/www.example.com?type=dns-persist-01', {}, 'requestInvalid'],
      ['GET', '/names/www.example.com?accountThumbprint=x', {}, 'requestInvalid'],
      ['POST', valuePath(value), {}, 'methodRefused'],
      ['PUT', `/challenges/${CHALLENGE}`, {}, 'methodRefused'],
      ['GET', '/nothing', {}, 'nothingThere'],
      ['GET', `/challenges/${'x'.repeat(500)}`, {}, 'requestInvalid'],
      ['GET', '/problems/nothing', {}, 'nothingThere'],
    ] as const) {
      const refused = await ask(at, method, path, given);
      assert.equal(codeOf(refused), code, `${method} ${path} ${JSON.stringify(given)}`);
      assert.ok(!refused.text.includes('secretField') && !refused.text.includes('xxxx'), refused.text);
    }
    const method = await ask(at, 'POST', valuePath(value));
    assert.equal(method.headers.get('allow'), 'PUT, DELETE');
    assert.equal(at.served.size, 0);
  });

  test('an address that cannot be read is a problem too, and not repeated', async (t) => {
    const at = await entrancesWorld(t);
    for (const name of ['%zz', '%', `${'x'.repeat(900)}.example`]) {
      const refused = await ask(at, 'GET', `/names/${name}`);
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'requestInvalid'], name);
      assert.ok(!refused.text.includes('zz') && !refused.text.includes('xxxx'), refused.text);
    }
  });

  test('a store that cannot write says so, by its own fault', async (t) => {
    const at = await entrancesWorld(t);
    t.mock.method(at.store.challenges, 'present', () =>
      Promise.reject(new StoreError(fault('storeOverloaded', {}, { retryAfterSeconds: 5 }))),
    );
    const refused = await ask(at, 'PUT', valuePath(newValue()));
    assert.deepEqual(
      [refused.status, codeOf(refused), refused.headers.get('retry-after')],
      [503, 'storeOverloaded', '5'],
    );
    const authorization = `Basic ${Buffer.from(`web:${at.web.key}`).toString('base64')}`;
    const other = await fetch(`${at.origin}/delegation/httpreq/present`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ fqdn: `${CHALLENGE}.`, value: newValue() }),
    });
    assert.deepEqual([other.status, other.headers.get('retry-after')], [503, '5']);
    assert.match(await other.text(), /storeOverloaded/);
  });

  test('a problem says where it is explained', async (t) => {
    const at = await entrancesWorld(t);
    const refused = await ask(at, 'PUT', valuePath(newValue()), { key: '' });
    const { type } = schemas.problem.parse(refused.json);
    const explained: unknown = await (await fetch(`${at.origin}${type}`)).json();
    assert.deepEqual(schemas.problemType.parse(explained), {
      code: 'credentialsMissing',
      status: 401,
      documentation: 'docs/errors.md#client-key',
    });
  });
});

suite('openapi.json', () => {
  test('is served to everybody, as it is made', async (t) => {
    const at = await entrancesWorld(t);
    const served = await ask(at, 'GET', '/openapi.json', { key: '' });
    assert.equal(served.status, 200);
    assert.deepEqual(served.json, JSON.parse(JSON.stringify(openApiDocument())));
  });

  test('has every operation, every part of its path, and only references that lead somewhere', () => {
    type Described = { operationId: string; parameters: { name: string; in: string; required: boolean }[] };
    const document = JSON.parse(JSON.stringify(openApiDocument())) as {
      openapi: string;
      paths: Record<string, Record<string, Described>>;
    };
    assert.match(document.openapi, /^3\.1\./);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
    );
    assert.deepEqual(
      described.map(({ operationId }) => operationId),
      OPERATIONS.map(({ id }) => id),
    );
    for (const { path, parameters } of described) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((one) => one.in === 'path');
      assert.deepEqual(
        declared.map(({ name }) => name),
        named,
      );
      assert.ok(declared.every(({ required }) => required));
    }
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, at = '']) => at);
    assert.ok(references.length > 10);
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
      assert.ok(found, reference);
    }
  });

  test('every operation is there, and is refused without credentials by a problem that is described', async (t) => {
    const at = await entrancesWorld(t);
    for (const { method, path } of OPERATIONS) {
      const address = path.replace('{value}', newValue()).replaceAll(/\{\w+\}/g, 'www.example.com');
      const refused = await ask(at, method, address, { key: '' });
      assert.equal(codeOf(refused), 'credentialsMissing', `${method} ${path}`);
    }
  });
});
