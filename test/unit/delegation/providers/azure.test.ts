import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { azure } from '../../../../src/delegation/providers/azure/index.ts';
import { AZURE, AZURE_SECRET, azureValues, error, playAzure } from '../../../support/providers/azure.ts';
import { endPlayed, openKind, within } from '../../../support/providers/open-kind.ts';
import {
  addInEnvironment,
  checkCases,
  commonCases,
  failed,
  givenUp,
  openTrap,
} from '../../../support/providers/troubles.ts';

const NAME = '_acme-challenge.www.example.com';
const KEY = 'example.com/_acme-challenge.www';
const VALUE = { zone: 'example.com', name: NAME, value: 'LHDhK3oGRvkiefQnx7OOczTY5Tic_xZ6HcMOc_gmtoM' };
const JSON_TYPE = { 'content-type': 'application/json' };

async function world(t: TestContext, options: object = {}) {
  const peer = await playAzure();
  peer.zones.add('example.com');
  const given = {
    options: { ...AZURE, url: peer.url, login_url: peer.url, ca: peer.ca, ...options },
    credentials: { client_secret: AZURE_SECRET },
    value: VALUE,
  };
  const provider = await openKind(azure, given);
  t.after(async () => {
    provider.close();
    await endPlayed([peer]);
  });
  const set = (...values: string[][]) => {
    const TXTRecords = values.map((value) => ({ value }));
    peer.sets.set(KEY, { etag: peer.etag(), TTL: 300, TXTRecords, metadata: { owner: 'them' } });
  };
  return { peer, provider, given, set };
}

suite('a set is put with its ETag', () => {
  test('what others wrote is sent again as it was, with TTL and metadata', async (t) => {
    const { provider, peer, set } = await world(t);
    set(['one', 'two'], ['']);
    assert.ok((await provider.add(VALUE, within())).ok);
    const { TTL, TXTRecords, metadata } = peer.sets.get(KEY) ?? {};
    assert.deepEqual(TXTRecords, [{ value: ['one', 'two'] }, { value: [''] }, { value: [VALUE.value] }]);
    assert.deepEqual({ TTL, metadata }, { TTL: 300, metadata: { owner: 'them' } });
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(azureValues(peer, NAME), ['onetwo', '']);
  });

  test('a change by another between reading and writing is read, and kept', async (t) => {
    const { provider, peer, set } = await world(t);
    peer.meanwhile = () => set(['theirs']);
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(azureValues(peer, NAME), ['theirs', VALUE.value]);
    peer.meanwhile = () => set(['theirs'], [VALUE.value], ['more']);
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(azureValues(peer, NAME), ['theirs', 'more']);
    set([VALUE.value]);
    peer.meanwhile = () => peer.sets.delete(KEY);
    assert.ok((await provider.remove(VALUE, within())).ok);
  });

  test('a race without an end is a conflict', async (t) => {
    const { provider, peer, set } = await world(t);
    let round = 0;
    const again = () => {
      set([String(++round)]);
      peer.meanwhile = again;
    };
    peer.meanwhile = again;
    assert.equal(failed(await provider.add(VALUE, within())).outcome, 'conflict');
    assert.equal(round, 8);
  });

  test('a conflict while nothing changes is something else, and refused', async (t) => {
    const { provider, peer } = await world(t);
    peer.trouble(/^PUT/, error(409, 'Conflict'), 9);
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'HTTP 409 Conflict' });
  });
});

suite('failures', () => {
  test('each is what it is, by its code and status alone, and is asked once', async (t) => {
    const at = await world(t);
    assert.ok((await at.provider.list?.(VALUE, within()))?.ok);
    const [read, write] = [/^GET .*TXT/, /^PUT .*TXT/];
    await checkCases({ ...at, value: VALUE }, [
      ...commonCases(read),
      ...commonCases(write),
      ...(
        [
          [401, 'InvalidAuthenticationToken', 'unauthorized'],
          [401, 'ExpiredAuthenticationToken', 'unauthorized'],
          [403, 'AuthorizationFailed', 'unauthorized'],
          [404, 'ResourceGroupNotFound', 'no-zone'],
          [404, 'SubscriptionNotFound', 'no-zone'],
          [404, 'ParentResourceNotFound', 'no-zone'],
          [400, 'BadRequest', 'refused'],
          [429, 'TooManyRequests', 'rate-limited'],
          [500, 'InternalServerError', 'unreachable'],
        ] as const
      ).flatMap(([status, code, outcome]) =>
        [read, write].map((match) => ({
          what: code,
          match,
          trouble: error(status, code),
          is: { outcome, code: `HTTP ${status} ${code}` },
        })),
      ),
      {
        what: 'a wait',
        match: write,
        trouble: { ...error(429, 'TooManyRequests'), headers: { ...JSON_TYPE, 'retry-after': '7' } },
        is: { outcome: 'rate-limited', code: 'HTTP 429 TooManyRequests', retryAfterMs: 7_000 },
      },
      ...['eyJ0eXAi.1', AZURE_SECRET.slice(5, 25)].map((echo) => ({
        what: 'a code that is a token, or a piece of the secret',
        match: read,
        trouble: error(400, echo),
        is: { outcome: 'refused' as const, code: 'HTTP 400' },
      })),
      {
        what: 'a code that is a sentence',
        match: read,
        trouble: error(400, `the secret is ${AZURE_SECRET}`),
        is: { outcome: 'refused', code: 'HTTP 400' },
      },
      ...['', '{', '[]', '{"properties":{"TTL":60,"TXTRecords":[]}}', '{"etag":"x","properties":{}}'].map(
        (body) => ({
          what: `a body: ${body}`,
          match: read,
          trouble: { status: 200, headers: JSON_TYPE, body },
          is: { outcome: 'malformed' as const, code: 'HTTP 200' },
        }),
      ),
    ]);
    assert.deepEqual(azureValues(at.peer, NAME), []);
  });

  test('of tokens too', async (t) => {
    const at = await world(t);
    const match = /^POST .*token/;
    await checkCases({ ...at, value: VALUE }, [
      ...commonCases(match),
      {
        what: 'no such tenant',
        match,
        trouble: denied(400, { error: 'invalid_request', error_description: 'nobody may show' }),
        is: { outcome: 'unauthorized', code: 'HTTP 400 invalid_request' },
      },
      {
        what: 'no such client',
        match,
        trouble: denied(400, { error: 'unauthorized_client' }),
        is: { outcome: 'unauthorized', code: 'HTTP 400 unauthorized_client' },
      },
      {
        what: 'too many',
        match,
        trouble: denied(429, { error: 'temporarily_unavailable' }, { 'retry-after': '3' }),
        is: { outcome: 'rate-limited', code: 'HTTP 429 temporarily_unavailable', retryAfterMs: 3_000 },
      },
      ...['{', '{}', '{"token_type":"Bearer","access_token":"a b","expires_in":3600}'].map((body) => ({
        what: `a body: ${body}`,
        match,
        trouble: denied(200, body),
        is: { outcome: 'malformed' as const, code: 'HTTP 200 no token' },
      })),
    ]);
    assert.equal(at.peer.tokens, 0);
    assert.ok((await at.provider.add(VALUE, within())).ok);
    assert.ok((await at.provider.remove(VALUE, within())).ok);
    assert.equal(at.peer.tokens, 1);
  });

  test('an answer that does not come is given up, and the next request is heard', async (t) => {
    const at = await world(t);
    const done = await givenUp({ ...at, value: VALUE }, /^PUT/);
    assert.deepEqual(done, { ok: false, outcome: 'timeout' });
    assert.ok((await at.provider.add(VALUE, within())).ok);
  });
});

test('a set of the zone itself, and one of the delegated name itself', async (t) => {
  const { provider, peer } = await world(t);
  peer.zones.add('_acme-challenge.example.net');
  const name = '_acme-challenge.example.net';
  assert.ok((await provider.add({ zone: name, name, value: VALUE.value }, within())).ok);
  assert.deepEqual([...peer.sets.keys()], ['_acme-challenge.example.net/@']);
});

test('a URL without TLS is refused by the schema: the SDK would refuse to send a token there', () => {
  const options = { ...AZURE, url: 'http://127.0.0.1:1' };
  assert.equal(azure.options.safeParse(options).success, false);
  assert.equal(azure.options.safeParse(AZURE).success, true);
});

test('nothing of the environment is read: no secret, no authority, no proxy, no metadata', async (t) => {
  const trap = await openTrap();
  t.after(() => trap.close());
  const variables = {
    AZURE_TENANT_ID: 'environment',
    AZURE_CLIENT_ID: 'environment',
    AZURE_CLIENT_SECRET: 'environment',
    AZURE_USERNAME: 'environment',
    AZURE_PASSWORD: 'environment',
    AZURE_LOG_LEVEL: 'verbose',
    AZURE_AUTHORITY_HOST: trap.url,
    AZURE_SUBSCRIPTION_ID: 'environment',
    IDENTITY_ENDPOINT: trap.url,
    IDENTITY_HEADER: 'environment',
    MSI_ENDPOINT: trap.url,
    HTTPS_PROXY: 'no URL at all',
    https_proxy: trap.url,
    ALL_PROXY: trap.url,
  };
  const { given, peer } = await world(t);
  assert.equal(await addInEnvironment('azure', given, variables), 'done');
  assert.doesNotMatch(JSON.stringify(peer.asked), /environment/);
  assert.equal(trap.visits(), 0);
});

function denied(status: number, body: object | string, headers: object = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { ...JSON_TYPE, ...headers }, body: text };
}
