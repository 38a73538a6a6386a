// What is beyond the first page, and what another program does between reading and writing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cloudflare } from '../../../../src/delegation/providers/cloudflare/index.ts';
import { digitalocean } from '../../../../src/delegation/providers/digitalocean/index.ts';
import { ovh } from '../../../../src/delegation/providers/ovh/index.ts';
import { playCloudflare } from '../../../support/providers/cloudflare.ts';
import { playDigitalOcean } from '../../../support/providers/digitalocean.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { OVH_KEYS, playOvh } from '../../../support/providers/ovh.ts';
import { says } from '../../../support/providers/played-api.ts';
import { PLAYED_KINDS, TOKEN } from '../../../support/providers/played-kinds.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };
const COUNT = 7;

const PAGED = [
  ['cloudflare', cloudflare, playCloudflare],
  ['digitalocean', digitalocean, playDigitalOcean],
] as const;

for (const [name, kind, play] of PAGED) {
  describe(`pages: ${name}`, { timeout: 60_000 }, () => {
    test('what is on the last one is found: listed, not made twice, and taken away', async () => {
      const played = await play({ token: TOKEN, pageSize: 2 });
      const provider = await openKind(kind, {
        options: { url: played.api.url },
        credentials: { token: TOKEN },
      });
      for (let i = 0; i < COUNT; i++) played.other.add(NAME, `of others ${i}`);
      played.other.add(NAME, VALUE.value);
      const listed = await provider.list?.(VALUE, within());
      assert.ok(listed?.ok);
      assert.equal(listed.value.length, COUNT + 1);
      assert.ok((await provider.add(VALUE, within())).ok);
      assert.equal(played.values(NAME).length, COUNT + 1);
      assert.ok((await provider.remove(VALUE, within())).ok);
      assert.equal(played.values(NAME).length, COUNT);
      assert.ok(!played.values(NAME).includes(VALUE.value));
      assert.ok(played.api.asked.some(({ query }) => query['page'] === '4'));
      provider.close();
      await played.api.close();
    });

    test('pages without end are given up', async () => {
      const played = await play({ token: TOKEN, pageSize: 1 });
      const provider = await openKind(kind, {
        options: { url: played.api.url },
        credentials: { token: TOKEN },
      });
      for (let i = 0; i < 200; i++) played.other.add(NAME, `of others ${i}`);
      const done = await provider.add(VALUE, within());
      assert.deepEqual(done, { ok: false, outcome: 'refused', code: 'too many pages' });
      assert.ok(played.api.asked.length < 60);
      provider.close();
      await played.api.close();
    });
  });
}

describe('another program between our reading and our writing', { timeout: 60_000 }, () => {
  for (const { name, play, open, wholeSets } of PLAYED_KINDS) {
    test(`${name}: it has written the same value: that is no failure`, async () => {
      const played = await play();
      const provider = await open(played.api.url);
      const write = name === 'powerdns' ? 'PATCH' : wholeSets === true ? 'PUT' : 'POST';
      played.api.before(write, () => played.other.add(NAME, VALUE.value, 300));
      assert.ok((await provider.add(VALUE, within())).ok);
      assert.ok(new Set(played.values(NAME)).has(VALUE.value));
      provider.close();
      await played.api.close();
    });

    test(`${name}: it has taken our value away already: that is no failure`, async () => {
      const played = await play();
      const provider = await open(played.api.url);
      assert.ok((await provider.add(VALUE, within())).ok);
      const write = { hetzner: 'POST', desec: 'PUT', powerdns: 'PATCH' }[name] ?? 'DELETE';
      played.api.before(write, () => played.other.remove(NAME, VALUE.value));
      assert.ok((await provider.remove(VALUE, within())).ok);
      assert.deepEqual(played.values(NAME), []);
      provider.close();
      await played.api.close();
    });
  }

  test('cloudflare: the new record is refused as one that is there already, since it is', async () => {
    const played = await playCloudflare({ token: TOKEN });
    const provider = await openKind(cloudflare, {
      options: { url: played.api.url },
      credentials: { token: TOKEN },
    });
    const body = {
      success: false,
      errors: [{ code: 81058, message: 'An identical record already exists.' }],
    };
    played.api.next(says(400, body), 2);
    assert.ok((await provider.add(VALUE, within())).ok);
    provider.close();
    await played.api.close();
  });
});

describe('a list that holds more than was asked for', { timeout: 60_000 }, () => {
  const token = { credentials: { token: TOKEN } };
  const careless = [
    ['cloudflare', () => playCloudflare({ token: TOKEN, careless: true }), cloudflare, token],
    ['digitalocean', () => playDigitalOcean({ token: TOKEN, careless: true }), digitalocean, token],
    ['ovh', () => playOvh({ careless: true }), ovh, { credentials: OVH_KEYS }],
  ] as const;
  for (const [name, play, kind, credentials] of careless) {
    test(`${name}: what is at other names does not count, and stays`, async () => {
      const played = await play();
      const given = { options: { url: played.api.url }, ...credentials };
      const provider = await openKind<unknown, unknown>(kind, given);
      const elsewhere = '_acme-challenge.example.com';
      played.other.add(elsewhere, VALUE.value);
      assert.ok((await provider.add(VALUE, within())).ok);
      assert.deepEqual(played.values(NAME), [VALUE.value]);
      assert.deepEqual(await provider.list?.(VALUE, within()), { ok: true, value: [VALUE.value] });
      assert.ok((await provider.remove(VALUE, within())).ok);
      assert.deepEqual([played.values(NAME), played.values(elsewhere)], [[], [VALUE.value]]);
      provider.close();
      await played.api.close();
    });
  }
});
