import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { route53 } from '../../../../src/delegation/providers/route53/index.ts';
import { endPlayed, openKind, within } from '../../../support/providers/open-kind.ts';
import { AWS_KEY, failed as answerOf, playRoute53, valuesAt } from '../../../support/providers/route53.ts';
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

async function world(t: TestContext, options: object = {}) {
  const peer = await playRoute53();
  const zone = { id: 'Z1', name: 'example.com.', sets: [] as (typeof peer.zones)[number]['sets'] };
  peer.zones.push(zone);
  const given = {
    options: { url: peer.url, ca: peer.ca, ...options },
    credentials: { access_key_id: AWS_KEY.id, secret_access_key: AWS_KEY.secret },
    value: VALUE,
  };
  const provider = await openKind(route53, given);
  t.after(async () => {
    provider.close();
    await endPlayed([peer]);
  });
  const set = (values: string[], more: object = {}) => {
    zone.sets = [{ name: `${NAME}.`, type: 'TXT', ttl: 300, values, ...more }];
  };
  return { peer, zone, provider, given, set };
}

suite('a set is swapped for another', () => {
  test('what others wrote is sent again as it was, and so is the TTL', async (t) => {
    const { provider, set, zone } = await world(t);
    set(['"one" "two"', '"caf\\303\\251"', '"say \\"hello\\""']);
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(zone.sets[0]?.values, ['"one" "two"', '"caf\\303\\251"', '"say \\"hello\\""', QUOTED]);
    assert.equal(zone.sets[0]?.ttl, 300);
    const listed = await provider.list?.(VALUE, within());
    assert.deepEqual(listed, { ok: true, value: ['onetwo', 'caf\u00c3\u00a9', 'say "hello"', VALUE.value] });
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(zone.sets[0]?.values, ['"one" "two"', '"caf\\303\\251"', '"say \\"hello\\""']);
  });

  test('a change by another between reading and writing is read, and kept', async (t) => {
    const { provider, peer, set } = await world(t);
    peer.meanwhile = () => set(['"theirs"']);
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(valuesAt(peer, NAME), ['theirs', VALUE.value]);
    // this time the error comes bare
    peer.meanwhile = () => set(['"theirs"', QUOTED, '"more"']);
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(valuesAt(peer, NAME), ['theirs', 'more']);
    peer.meanwhile = () => set([]);
    set([QUOTED]);
    peer.meanwhile = () => void (peer.zones[0] ?? { sets: [] }).sets.splice(0);
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(valuesAt(peer, NAME), []);
  });

  test('a race without an end is a conflict', async (t) => {
    const { provider, peer, set } = await world(t);
    let round = 0;
    const again = () => {
      set([`"${++round}"`]);
      peer.meanwhile = again;
    };
    peer.meanwhile = again;
    assert.equal(failed(await provider.add(VALUE, within())).outcome, 'conflict');
    assert.equal(round, 8);
  });

  test('a batch that is refused for another reason is refused, with its code', async (t) => {
    const { provider, zone } = await world(t);
    zone.sets = [{ name: `${NAME}.`, type: 'CNAME', ttl: 60, values: ['elsewhere.example.'] }];
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'HTTP 400 InvalidChangeBatch' });
  });

  test('one of several sets of a routing policy is left alone', async (t) => {
    const { provider, set, peer } = await world(t);
    set(['"a"'], { setIdentifier: 'blue' });
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'routing policy' });
    assert.deepEqual(valuesAt(peer, NAME), ['a']);
  });
});

suite('the zone', () => {
  test('is looked up once, behind private ones of its name on other pages', async (t) => {
    const { provider, peer } = await world(t);
    for (const id of ['Z01', 'Z02', 'Z03'])
      peer.zones.push({ id, name: 'example.com.', private: true, sets: [] });
    for (let i = 0; i < 2; i++) assert.ok((await provider.add(VALUE, within())).ok);
    assert.equal(peer.asked.filter(({ target }) => target.includes('hostedzonesbyname')).length, 2);
    assert.equal(peer.zones[0]?.sets.length, 1);
  });

  test('that is given by its id is not looked up, in any spelling of its name', async (t) => {
    const { provider, peer } = await world(t, { zones: { 'Example.COM.': 'Z1' } });
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.equal(peer.asked.filter(({ target }) => target.includes('hostedzonesbyname')).length, 0);
  });

  test('is not guessed among several public ones', async (t) => {
    const { provider, peer } = await world(t);
    peer.zones.push({ id: 'Z2', name: 'example.com.', sets: [] });
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'no-zone', code: 'several zones of this name' });
  });

  test('that was made anew is found under its new id', async (t) => {
    const { provider, peer } = await world(t);
    assert.ok((await provider.add(VALUE, within())).ok);
    peer.zones.splice(0, 1, { id: 'Z9', name: 'example.com.', sets: [] });
    const done = failed(await provider.add(VALUE, within()));
    assert.deepEqual(done, { ok: false, outcome: 'no-zone', code: 'HTTP 404 NoSuchHostedZone' });
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(valuesAt(peer, NAME), [VALUE.value]);
  });
});

suite('failures', () => {
  test('each is what it is, by its code and status alone, and is asked once', async (t) => {
    const at = await world(t, { zones: { 'example.com': 'Z1' } });
    const [read, write] = [/^GET .*rrset/, /^POST .*rrset/];
    const later = { 'retry-after': '7' };
    await checkCases({ ...at, value: VALUE }, [
      ...commonCases(read),
      ...commonCases(write),
      ...(
        [
          [403, 'AccessDenied', 'unauthorized'],
          [403, 'InvalidClientTokenId', 'unauthorized'],
          [403, 'SignatureDoesNotMatch', 'unauthorized'],
          [400, 'IncompleteSignature', 'unauthorized'],
          [403, 'ExpiredToken', 'unauthorized'],
          [404, 'NoSuchHostedZone', 'no-zone'],
          [400, 'Throttling', 'rate-limited'],
          [400, 'ThrottlingException', 'rate-limited'],
          [400, 'PriorRequestNotComplete', 'rate-limited'],
          [400, 'InvalidInput', 'refused'],
          [400, 'SomethingNew', 'refused'],
          [500, 'InternalFailure', 'unreachable'],
        ] as const
      ).flatMap(([status, code, outcome]) =>
        [read, write].map((match) => ({
          what: code,
          match,
          trouble: answerOf(status, code),
          is: { outcome, code: `HTTP ${status} ${code}` },
        })),
      ),
      {
        what: 'a wait',
        match: write,
        trouble: { ...answerOf(429, 'TooManyRequestsException'), headers: later },
        is: { outcome: 'rate-limited', code: 'HTTP 429 TooManyRequestsException', retryAfterMs: 7_000 },
      },
      {
        what: 'a code that is a piece of the secret',
        match: read,
        trouble: answerOf(400, AWS_KEY.secret.slice(0, 12)),
        is: { outcome: 'refused', code: 'HTTP 400' },
      },
      {
        what: 'a code that is a sentence',
        match: read,
        trouble: answerOf(400, `the secret is ${AWS_KEY.secret}`),
        is: { outcome: 'refused', code: 'HTTP 400' },
      },
      ...['', 'no XML', '<a><b></a>', '<ListResourceRecordSetsResponse/>'].map((body) => ({
        what: `a body: ${body}`,
        match: read,
        trouble: { status: 200, headers: { 'content-type': 'text/xml' }, body },
        is: { outcome: 'malformed' as const, code: 'HTTP 200' },
      })),
    ]);
    assert.deepEqual(valuesAt(at.peer, NAME), []);
  });

  test('an answer that does not come is given up, and the next request is heard', async (t) => {
    const at = await world(t);
    const done = await givenUp({ ...at, value: VALUE }, /^POST/);
    assert.deepEqual(done, { ok: false, outcome: 'timeout' });
    assert.ok((await at.provider.add(VALUE, within())).ok);
  });

  test('a change that nobody knows is no change that is done', async (t) => {
    const { provider } = await world(t);
    const done = await provider.inSync?.('/change/C404', within());
    assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'HTTP 404 NoSuchChange' });
  });
});

test('nothing of the environment is read: no keys, no files, no endpoints, no proxy, no metadata', async (t) => {
  const trap = await openTrap();
  t.after(() => trap.close());
  const dir = tempDir(t);
  const files = [join(dir, 'config'), join(dir, 'credentials')] as const;
  writeFileSync(
    files[0],
    `[default]\nregion = eu-north-1\nendpoint_url = ${trap.url}\nmax_attempts = 9\nuse_fips_endpoint = true\n`,
  );
  writeFileSync(files[1], '[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = file\n');
  const variables = {
    AWS_ACCESS_KEY_ID: 'AKIDENVIRONMENT',
    AWS_SECRET_ACCESS_KEY: 'environment',
    AWS_SESSION_TOKEN: 'environment',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-2',
    AWS_PROFILE: 'default',
    AWS_CONFIG_FILE: files[0],
    AWS_SHARED_CREDENTIALS_FILE: files[1],
    AWS_ENDPOINT_URL: trap.url,
    AWS_ENDPOINT_URL_ROUTE_53: trap.url,
    AWS_MAX_ATTEMPTS: '9',
    AWS_RETRY_MODE: 'adaptive',
    AWS_DEFAULTS_MODE: 'auto',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_SDK_UA_APP_ID: 'environment',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: trap.url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: trap.url,
    HTTPS_PROXY: trap.url,
    https_proxy: trap.url,
  };
  const { given, peer } = await world(t);
  peer.trouble(/^GET/, answerOf(400, 'Throttling'));
  assert.equal(await addInEnvironment('route53', given, variables), 'rate-limited');
  assert.equal(peer.asked.length, 1);
  // the server recomputes every signature, with the key and the region of the options
  assert.equal(await addInEnvironment('route53', given, variables), 'done');
  assert.doesNotMatch(JSON.stringify(peer.asked), /environment|AKIDFILE|x-amz-security-token|eu-/i);
  assert.equal(trap.visits(), 0);
});
