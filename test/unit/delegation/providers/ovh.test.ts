// OVHcloud's own clock, and its refresh.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { ovh } from '../../../../src/delegation/providers/ovh/index.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { OVH_KEYS, playOvh } from '../../../support/providers/ovh.ts';
import { says } from '../../../support/providers/played-api.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };
const DONE = { ok: true, value: {} };

describe('OVHcloud', { timeout: 60_000 }, () => {
  test('a record that was made and not served, since the refresh failed, is served at the next try', async () => {
    await using world = await open();
    // time, list, create, refresh
    world.played.api.next(says(500), 3);
    assert.equal((await world.provider.add(VALUE, within())).ok, false);
    assert.deepEqual([world.played.stored(NAME), world.played.values(NAME)], [[VALUE.value], []]);
    assert.deepEqual(await world.provider.add(VALUE, within()), DONE);
    assert.deepEqual(world.played.values(NAME), [VALUE.value]);
  });

  test('its time is asked for once, and again after one of the clocks was set', async () => {
    let ahead = 0;
    await using world = await open({ ...systemClock, now: () => systemClock.now() + ahead });
    const times = () => world.played.api.asked.filter(({ path }) => path === '/auth/time').length;
    for (let i = 0; i < 2; i++) assert.deepEqual(await world.provider.add(VALUE, within()), DONE);
    assert.equal(times(), 1);
    ahead = 3_600_000;
    const late = { ok: false, outcome: 'refused', code: 'HTTP 400 QUERY_TIME_OUT' };
    assert.deepEqual(await world.provider.remove(VALUE, within()), late);
    assert.deepEqual(await world.provider.remove(VALUE, within()), DONE);
    assert.equal(times(), 2);
  });

  test('a right that is missing is told by its code', async () => {
    await using world = await open();
    const body = {
      class: 'Client::Forbidden',
      message: 'no',
      errorCode: 'NOT_GRANTED_CALL',
      httpCode: '403',
    };
    world.played.api.next(says(403, body), 1);
    const denied = { ok: false, outcome: 'unauthorized', code: 'HTTP 403 NOT_GRANTED_CALL' };
    assert.deepEqual(await world.provider.add(VALUE, within()), denied);
  });
});

async function open(clock = systemClock) {
  const played = await playOvh();
  const provider = await openKind(ovh, { options: { url: played.api.url }, credentials: OVH_KEYS, clock });
  return {
    played,
    provider,
    async [Symbol.asyncDispose]() {
      provider.close();
      await played.api.close();
    },
  };
}
