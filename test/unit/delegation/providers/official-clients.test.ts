// Our stand-ins of Cloudflare and OVHcloud are what their own clients expect: these run against them as they are.
import assert from 'node:assert/strict';
import { globalAgent } from 'node:https';
import { test } from 'node:test';
import Cloudflare, { NotFoundError, PermissionDeniedError } from 'cloudflare';
// @ts-expect-error it has no types
import ovh from 'ovh';
import { cloudflare } from '../../../../src/delegation/providers/cloudflare/index.ts';
import { subjectAltName } from '../../../../src/wire/x509/index.ts';
import { playCloudflare } from '../../../support/providers/cloudflare.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { OVH_KEYS, playOvh } from '../../../support/providers/ovh.ts';
import { TOKEN } from '../../../support/providers/played-kinds.ts';
import { challengeCertificate, nameOf } from '../../../support/tls-alpn.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };

test('cloudflare 7: zones, records over several pages, a new one, one less, and what is refused', async () => {
  const played = await playCloudflare({ token: TOKEN, pageSize: 2 });
  const client = new Cloudflare({ apiToken: TOKEN, baseURL: played.api.url, maxRetries: 0 });
  const zones = await client.zones.list({ name: 'example.com' });
  const zone_id = zones.result[0]?.id ?? '';
  const content = `"${VALUE.value}"`;
  const record = { zone_id, type: 'TXT', name: NAME, content, ttl: 60 } as const;
  for (let i = 0; i < 4; i++) played.other.add(NAME, `of others ${i}`);
  const made = await client.dns.records.create(record);
  assert.deepEqual(played.values(NAME).at(-1), VALUE.value);
  const found: string[] = [];
  for await (const one of client.dns.records.list({ zone_id, type: 'TXT', name: { exact: NAME } })) {
    if (one.type === 'TXT') found.push(one.content ?? '');
  }
  assert.equal(found.length, 5);
  assert.ok(found.includes(content));
  await assert.rejects(() => client.dns.records.create(record), /81058/);
  await client.dns.records.delete(made.id, { zone_id });
  assert.equal(played.values(NAME).length, 4);
  await assert.rejects(() => client.dns.records.delete(made.id, { zone_id }), NotFoundError);
  const stranger = new Cloudflare({ apiToken: 'wrong', baseURL: played.api.url, maxRetries: 0 });
  await assert.rejects(() => stranger.zones.list(), PermissionDeniedError);

  // what one makes, the other finds
  const provider = await openKind(cloudflare, {
    options: { url: played.api.url },
    credentials: { token: TOKEN },
  });
  await client.dns.records.create(record);
  assert.ok((await provider.add(VALUE, within())).ok);
  assert.equal(played.values(NAME).length, 5);
  assert.ok((await provider.remove(VALUE, within())).ok);
  assert.equal(played.values(NAME).length, 4);
  provider.close();
  await played.api.close();
});

test('ovh 2: its time and signature, records, and the refresh', async (t) => {
  const now = Date.now();
  const { pem, keyPem } = challengeCertificate('localhost', '', {
    extensions: [subjectAltName([nameOf('localhost')], false)],
    notBefore: now - 86_400_000,
    notAfter: now + 86_400_000,
  });
  // it leaves the port out of what it signs
  const played = await playOvh({ origin: 'https://localhost', tls: { key: keyPem, cert: pem } });
  const { ca } = globalAgent.options;
  globalAgent.options.ca = pem; // what it uses cannot be told it otherwise
  t.after(() => {
    globalAgent.options.ca = ca;
    globalAgent.destroy();
  });
  const client = openOvh(played.api.port, OVH_KEYS.application_secret);
  const records = '/domain/zone/example.com/record';
  const fields = { fieldType: 'TXT', subDomain: '_acme-challenge.www', target: VALUE.value, ttl: 60 };
  const made = (await client.requestPromised('POST', records, fields)) as { id: number };
  assert.deepEqual(played.values(NAME), [], 'it is served after a refresh');
  await client.requestPromised('POST', '/domain/zone/example.com/refresh', {});
  assert.deepEqual(played.values(NAME), [VALUE.value]);
  const filter = { fieldType: 'TXT', subDomain: '_acme-challenge.www' };
  assert.deepEqual(await client.requestPromised('GET', records, filter), [made.id]);
  const one = (await client.requestPromised('GET', `${records}/${made.id}`, {})) as { target: string };
  assert.equal(one.target, `"${VALUE.value}"`);
  await client.requestPromised('DELETE', `${records}/${made.id}`, {});
  assert.deepEqual(played.stored(NAME), []);
  await assert.rejects(() => client.requestPromised('DELETE', `${records}/${made.id}`, {}), { error: 404 });
  const stranger = openOvh(played.api.port, 'another-secret');
  await assert.rejects(() => stranger.requestPromised('GET', records, filter), { error: 400 });
  await played.api.close();
});

type OvhClient = { requestPromised(method: string, path: string, params: object): Promise<unknown> };

function openOvh(port: number, appSecret: string): OvhClient {
  const { application_key: appKey, consumer_key: consumerKey } = OVH_KEYS;
  const open = ovh as (settings: object) => OvhClient;
  return open({ host: 'localhost', port, appKey, appSecret, consumerKey });
}
