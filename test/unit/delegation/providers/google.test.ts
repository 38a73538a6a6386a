import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { google } from '../../../../src/delegation/providers/google/index.ts';
import {
  error,
  FORGED_ACCOUNT,
  googleValues,
  playGoogle,
  type PlayedRrset,
  SERVICE_ACCOUNT,
} from '../../../support/providers/google.ts';
import { endPlayed, openKind, within } from '../../../support/providers/open-kind.ts';
import {
  addInEnvironment,
  checkCases,
  commonCases,
  failed,
  givenUp,
  openTrap,
} from '../../../support/providers/troubles.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LHDhK3oGRvkiefQnx7OOczTY5Tic_xZ6HcMOc_gmtoM' };
const QUOTED = `"${VALUE.value}"`;
const JSON_TYPE = { 'content-type': 'application/json' };

async function world(t: TestContext, options: object = {}) {
  const peer = await playGoogle();
  const zone = {
    name: 'outside',
    dnsName: 'example.com.',
    visibility: 'public' as const,
    rrsets: [] as PlayedRrset[],
  };
  peer.zones.push(zone);
  const given = {
    options: { url: peer.url, login_url: peer.url, ca: peer.ca, ...options },
    credentials: { key: JSON.stringify(SERVICE_ACCOUNT, undefined, 2) },
    value: VALUE,
  };
  const provider = await openKind(google, given);
  t.after(async () => {
    provider.close();
    await endPlayed([peer]);
  });
  const set = (...rrdatas: string[]) => {
    zone.rrsets = rrdatas.length === 0 ? [] : [{ name: `${NAME}.`, type: 'TXT', ttl: 300, rrdatas }];
  };
  return { peer, zone, provider, given, set };
}

suite('a set is replaced by one change', () => {
  test('what others wrote is sent again as it was, and so is the TTL', async (t) => {
    const { provider, set, zone } = await world(t);
    set('"one" "two"', '"say \\"hello\\""');
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(zone.rrsets[0]?.rrdatas, ['"one" "two"', '"say \\"hello\\""', QUOTED]);
    assert.equal(zone.rrsets[0]?.ttl, 300);
    const listed = await provider.list?.(VALUE, within());
    assert.deepEqual(listed, { ok: true, value: ['onetwo', 'say "hello"', VALUE.value] });
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(zone.rrsets[0]?.rrdatas, ['"one" "two"', '"say \\"hello\\""']);
  });

  test('a change by another between reading and writing is read, and kept', async (t) => {
    const { provider, peer, set } = await world(t);
    // 409: there is a set by now
    peer.meanwhile = () => set('"theirs"');
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(googleValues(peer, NAME), ['theirs', VALUE.value]);
    // 412: the set is another by now
    peer.meanwhile = () => set('"theirs"', QUOTED, '"more"');
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(googleValues(peer, NAME), ['theirs', 'more']);
    // 404: there is no set any more
    peer.meanwhile = () => set();
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(googleValues(peer, NAME), [VALUE.value]);
  });

  test('a race without an end is a conflict', async (t) => {
    const { provider, peer, set } = await world(t);
    let round = 0;
    const again = () => {
      set(`"${++round}"`);
      peer.meanwhile = again;
    };
    peer.meanwhile = again;
    assert.equal(failed(await provider.add(VALUE, within())).outcome, 'conflict');
    assert.equal(round, 8);
  });

  test('a CNAME at the name is refused, and a routing policy left alone', async (t) => {
    const { provider, zone } = await world(t);
    zone.rrsets = [{ name: `${NAME}.`, type: 'CNAME', ttl: 60, rrdatas: ['elsewhere.example.'] }];
    const code = 'HTTP 400 cnameResourceRecordSetConflict';
    assert.deepEqual(failed(await provider.add(VALUE, within())), { ok: false, outcome: 'refused', code });
    zone.rrsets = [{ name: `${NAME}.`, type: 'TXT', ttl: 60, rrdatas: [], routingPolicy: { wrr: {} } }];
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'routing policy' });
  });
});

suite('the zone', () => {
  test('is looked up once, behind private ones of its name on other pages', async (t) => {
    const { provider, peer } = await world(t);
    peer.zones.unshift({ name: 'inside', dnsName: 'example.com.', visibility: 'private', rrsets: [] });
    for (let i = 0; i < 2; i++) assert.ok((await provider.add(VALUE, within())).ok);
    assert.equal(peer.asked.filter(({ target }) => target.includes('dnsName')).length, 2);
    assert.deepEqual(googleValues(peer, NAME), [VALUE.value]);
  });

  test('that is given by its name at the provider is not looked up', async (t) => {
    const { provider, peer } = await world(t, { zones: { 'example.com': 'outside' } });
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.equal(peer.asked.filter(({ target }) => target.includes('dnsName')).length, 0);
  });

  test('is not guessed among several public ones', async (t) => {
    const { provider, peer } = await world(t);
    peer.zones.push({ name: 'outside-2', dnsName: 'example.com.', visibility: 'public', rrsets: [] });
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'no-zone', code: 'several zones of this name' });
  });
});

suite('failures', () => {
  test('each is what it is, by its reason and status alone, and is asked once', async (t) => {
    const at = await world(t, { zones: { 'example.com': 'outside' } });
    const [read, write] = [/^GET .*rrsets/, /^POST .*changes/];
    await checkCases({ ...at, value: VALUE }, [
      ...commonCases(read),
      ...commonCases(write),
      ...(
        [
          [401, 'authError', 'unauthorized'],
          [403, 'forbidden', 'unauthorized'],
          [403, 'insufficientPermissions', 'unauthorized'],
          [403, 'rateLimitExceeded', 'rate-limited'],
          [403, 'userRateLimitExceeded', 'rate-limited'],
          [403, 'quotaExceeded', 'rate-limited'],
          [403, 'dailyLimitExceeded', 'rate-limited'],
          [429, 'rateLimitExceeded', 'rate-limited'],
          [404, 'notFound', 'no-zone'],
          [400, 'invalid', 'refused'],
          [500, 'internalError', 'unreachable'],
          [503, 'backendError', 'unreachable'],
        ] as const
      ).flatMap(([status, reason, outcome]) =>
        [read, write].map((match) => ({
          what: reason,
          match,
          trouble: error(status, reason),
          is: { outcome, code: `HTTP ${status} ${reason}` },
        })),
      ),
      {
        what: 'a wait',
        match: write,
        trouble: { ...error(429, 'rateLimitExceeded'), headers: { ...JSON_TYPE, 'retry-after': '7' } },
        is: { outcome: 'rate-limited', code: 'HTTP 429 rateLimitExceeded', retryAfterMs: 7_000 },
      },
      ...['ya29.played-1', SERVICE_ACCOUNT.private_key.slice(40, 60)].map((echo) => ({
        what: 'a reason that is a token, or a piece of the key',
        match: read,
        trouble: error(400, echo),
        is: { outcome: 'refused' as const, code: 'HTTP 400' },
      })),
      {
        what: 'a reason that is a sentence',
        match: read,
        trouble: error(400, 'the secret is -----BEGIN'),
        is: { outcome: 'refused', code: 'HTTP 400' },
      },
      ...['', '{', '[]', '"rrsets"', '{"rrsets":[{"name":1}]}', '{"rrsets":{}}'].map((body) => ({
        what: `a body: ${body}`,
        match: read,
        trouble: { status: 200, headers: JSON_TYPE, body },
        is: { outcome: 'malformed' as const, code: 'HTTP 200' },
      })),
    ]);
    assert.deepEqual(googleValues(at.peer, NAME), []);
  });

  test('of tokens too', async (t) => {
    const at = await world(t);
    const match = /^POST \/token/;
    await checkCases({ ...at, value: VALUE }, [
      ...commonCases(match),
      {
        what: 'an account that is gone',
        match,
        trouble: denied(400, '{"error":"invalid_grant","error_description":"nobody may show"}'),
        is: { outcome: 'unauthorized', code: 'HTTP 400 invalid_grant' },
      },
      {
        what: 'too many',
        match,
        trouble: denied(429, '{"error":"rate_limit_exceeded"}'),
        is: { outcome: 'rate-limited', code: 'HTTP 429 rate_limit_exceeded' },
      },
      ...[
        '',
        '{',
        '{}',
        '{"access_token":7,"expires_in":3600}',
        '{"access_token":"a b","expires_in":3600}',
      ].map((body) => ({
        what: `a body: ${body}`,
        match,
        trouble: denied(200, body),
        is: { outcome: 'malformed' as const },
      })),
    ]);
    assert.ok((await at.provider.add(VALUE, within())).ok);
    assert.ok((await at.provider.remove(VALUE, within())).ok);
    // of the requests for tokens only the last was answered with one
    const asked = at.peer.asked.filter(({ target }) => target === '/token').length;
    assert.equal(asked, 5 + 2 + 5 + 1);
  });

  test('an answer that does not come is given up, and the next request is heard', async (t) => {
    const at = await world(t);
    const done = await givenUp({ ...at, value: VALUE }, /^POST .*changes/);
    assert.deepEqual(done, { ok: false, outcome: 'timeout' });
    assert.ok((await at.provider.add(VALUE, within())).ok);
  });
});

test('a key is a file of Google, as text or as what is in it, and reading it twice changes nothing', () => {
  const once = read(JSON.stringify(SERVICE_ACCOUNT));
  assert.ok(once.success);
  assert.deepEqual(read(once.data.key).data, once.data);
  assert.equal(JSON.stringify(once.data).includes('token_uri'), false);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const pem = ec.export({ type: 'pkcs8', format: 'pem' });
  for (const [wrong, message] of [
    ['no JSON', 'must be a JSON file'],
    ['{}', 'must be the key of a service account'],
    [{ ...SERVICE_ACCOUNT, type: 'authorized_user' }, 'must be the key of a service account'],
    [{ ...SERVICE_ACCOUNT, private_key: 'x' }, 'must be an RSA key in PEM'],
    [{ ...SERVICE_ACCOUNT, private_key: pem }, 'must be an RSA key in PEM'],
    [{ ...SERVICE_ACCOUNT, universe_domain: 'example.com' }, 'must be of the public cloud'],
    [undefined, 'Invalid input: expected object, received undefined'],
  ] as const) {
    const done = read(wrong);
    assert.equal(done.error?.issues[0]?.message, message);
    assert.doesNotMatch(JSON.stringify(done.error?.issues), /PRIVATE KEY/);
  }
});

test('nothing of the environment is read, and nothing is logged: no key file, no proxy, no metadata', async (t) => {
  const trap = await openTrap();
  t.after(() => trap.close());
  const file = join(tempDir(t), 'environment.json');
  writeFileSync(file, JSON.stringify({ ...FORGED_ACCOUNT, client_email: 'environment@example.com' }));
  const variables = {
    GOOGLE_APPLICATION_CREDENTIALS: file,
    GOOGLE_CLOUD_PROJECT: 'environment',
    GCLOUD_PROJECT: 'environment',
    GOOGLE_CLOUD_QUOTA_PROJECT: 'environment',
    GOOGLE_CLOUD_UNIVERSE_DOMAIN: 'environment.example',
    GOOGLE_SDK_NODE_LOGGING: '*',
    GCE_METADATA_HOST: trap.url.slice('http://'.length),
    GCE_METADATA_IP: trap.url.slice('http://'.length),
    HTTPS_PROXY: 'no URL at all',
    https_proxy: trap.url,
    HTTP_PROXY: trap.url,
  };
  const { given, peer } = await world(t);
  assert.equal(await addInEnvironment('google', given, variables), 'done');
  assert.doesNotMatch(JSON.stringify(peer.asked), /environment/);
  assert.equal(trap.visits(), 0);
});

function denied(status: number, body: string) {
  return { status, headers: JSON_TYPE, body };
}

function read(key: unknown) {
  return google.credentials.safeParse({ key });
}
