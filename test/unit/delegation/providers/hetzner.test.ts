// Hetzner's changes end later than their answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hetzner } from '../../../../src/delegation/providers/hetzner/index.ts';
import { playHetzner } from '../../../support/providers/hetzner.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { says } from '../../../support/providers/played-api.ts';
import { TOKEN } from '../../../support/providers/played-kinds.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };

describe('actions of Hetzner', { timeout: 60_000 }, () => {
  test('are asked after until they have ended', async () => {
    await using world = await open(2);
    assert.ok((await world.provider.add(VALUE, within())).ok);
    assert.deepEqual(world.played.values(NAME), [VALUE.value]);
    assert.equal(world.polls(), 2);
    assert.ok((await world.provider.remove(VALUE, within())).ok);
    assert.deepEqual(world.played.values(NAME), []);
  });

  test('that do not end are given up by the deadline', async () => {
    await using world = await open(1_000_000);
    const done = await world.provider.add(VALUE, within(700));
    assert.deepEqual(done, { ok: false, outcome: 'timeout' });
    assert.ok(world.polls() >= 1);
  });

  test('that fail are a refusal, with their code', async () => {
    for (const [code, told] of [
      ['action_failed', 'action_failed'],
      ['because of the token', undefined],
    ]) {
      await using world = await open(0);
      const action = { id: 1, status: 'error', error: { code, message: 'no' } };
      // at the first try, and at the second
      for (const request of [2, 5]) world.played.api.next(says(201, { action }), request);
      const done = await world.provider.add(VALUE, within());
      assert.deepEqual(done, { ok: false, outcome: 'refused', ...(told !== undefined && { code: told }) });
    }
  });

  test('the TTL is that of the settings, 60 at least; that of a set that there is, is kept', async () => {
    await using world = await open(0);
    assert.ok((await world.provider.add(VALUE, within())).ok);
    assert.equal(world.played.ttl(NAME), 60);
    world.played.other.add('_acme-challenge.example.com', 'of others', 7200);
    assert.ok((await world.provider.add({ ...VALUE, name: '_acme-challenge.example.com' }, within())).ok);
    const sent = world.played.api.asked.findLast(({ method }) => method === 'POST')?.body;
    assert.equal(sent, `{"records":[{"value":"\\"${VALUE.value}\\""}]}`);
  });
});

async function open(polls: number) {
  const played = await playHetzner({ token: TOKEN, polls });
  const provider = await openKind(hetzner, {
    options: { url: played.api.url },
    credentials: { token: TOKEN },
  });
  return {
    played,
    provider,
    polls: () => played.api.asked.filter(({ path }) => path.startsWith('/actions/')).length,
    async [Symbol.asyncDispose]() {
      provider.close();
      await played.api.close();
    },
  };
}
