// What the broker promises about names at a provider: from its own door, with a peer that fails in every way.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { newValue } from '../../../support/delegation.ts';
import { NAME, world } from '../../../support/provider-client.ts';
import { HELD } from '../../../support/provider-world.ts';

suite('reconciling providers', () => {
  test('a value is at the provider when its client is told so, and gone when it has cleaned up', async (t) => {
    const { present, cleanUp, played, journal } = await world(t);
    const value = newValue();
    assert.deepEqual(await present('www', value), 'done');
    assert.deepEqual([...(played.values.get(NAME) ?? [])], [value]);
    assert.deepEqual(await journal(), [`${NAME} ${value} present`]);
    assert.deepEqual(await present('www', value), 'done', 'twice, counted');
    assert.deepEqual(await cleanUp('www', value), 'done');
    assert.deepEqual([...(played.values.get(NAME) ?? [])], [value]);
    assert.deepEqual(await cleanUp('www', value), 'done');
    assert.deepEqual([...(played.values.get(NAME) ?? [])], []);
    assert.deepEqual(await journal(), []);
  });

  test('a name that no provider holds is none of its business', async (t) => {
    const { present, played } = await world(t);
    assert.equal(await present('', newValue(), `not${HELD}`), 'done');
    assert.deepEqual(played.asked, []);
  });

  test('of nested zones the closest counts, by labels', async (t) => {
    const at = await world(t);
    await at.addProvider('two', [`sub.${HELD}`]);
    await at.present('www.sub', newValue());
    await at.present('sub', newValue());
    await at.present('notsub', newValue());
    const rows = await at.store.providerRecords.list({ limit: 10 });
    assert.deepEqual(
      rows.map(({ provider, zone, name }) => [provider, zone, name]),
      [
        ['one', HELD, `_acme-challenge.notsub.${HELD}`],
        ['two', `sub.${HELD}`, `_acme-challenge.sub.${HELD}`],
        ['two', `sub.${HELD}`, `_acme-challenge.www.sub.${HELD}`],
      ],
    );
  });

  test('a value that was there before us is not taken away', async (t) => {
    const { present, cleanUp, played, journal } = await world(t);
    const [value, other] = [newValue(), newValue()];
    played.values.set(NAME, new Set([value, other]));
    assert.equal(await present('www', value), 'done');
    assert.deepEqual(await journal(), [`${NAME} ${value} foreign`]);
    assert.ok(!played.asked.some((call) => call.startsWith('add')));
    assert.equal(await cleanUp('www', value), 'done');
    assert.deepEqual([...(played.values.get(NAME) ?? [])], [value, other]);
    assert.deepEqual(await journal(), []);
  });

  test('what the provider refuses the client does not have, and nothing is left anywhere', async (t) => {
    const { present, played, journal, live, clock } = await world(t);
    for (const outcome of ['unauthorized', 'no-zone', 'refused', 'malformed'] as const) {
      played.next = (call) =>
        call.startsWith('add') ? { ok: false, outcome, code: '403 secret' } : undefined;
      assert.equal(await present('www', newValue()), `providerFailed ${outcome}`);
      await clock.advance(1);
      assert.deepEqual([await live(), await journal()], [[], []], outcome);
    }
    played.next = (call) => (call.startsWith('add') ? 'thrown' : undefined);
    assert.equal(await present('www', newValue()), 'providerFailed malformed');
  });

  test('an answer that was lost: the client is told late, and the value is taken away again', async (t) => {
    const { present, played, journal, live, clock } = await world(t);
    played.next = (call) => (call.startsWith('add') ? 'lost' : undefined);
    assert.equal(await present('www', newValue()), 'providerLate');
    await clock.advance(1);
    assert.deepEqual([await live(), await journal()], [[], []]);
    assert.deepEqual([...(played.values.get(NAME) ?? [])], []);
  });

  test('one value that fails does not fail another of the same name', async (t) => {
    const { present, cleanUp, played } = await world(t);
    const [old, young] = [newValue(), newValue()];
    await present('www', old);
    played.next = (call) =>
      call === `remove ${NAME} ${old}` ? { ok: false, outcome: 'refused' } : undefined;
    assert.equal(await cleanUp('www', old), 'providerFailed refused');
    assert.equal(await present('www', young), 'done');
    played.next = () => undefined;
    assert.equal(await cleanUp('www', young), 'done');
    assert.deepEqual([...(played.values.get(NAME) ?? [])], [], 'the old one is gone by the way');
  });

  test('what could not be taken away is tried again, later and later, and shown meanwhile', async (t) => {
    const { present, cleanUp, played, journal, store, clock } = await world(t);
    const value = newValue();
    await present('www', value);
    played.next = () => ({ ok: false, outcome: 'unreachable', code: 'ECONNREFUSED' });
    assert.equal(await cleanUp('www', value), 'providerLate');
    const tries = () => played.asked.filter((call) => call.startsWith('remove')).length;
    for (const [ms, count] of [
      [4_999, 1],
      [1, 2],
      [9_999, 2],
      [1, 3],
      [20_000, 4],
    ] as const) {
      await clock.advance(ms);
      assert.equal(tries(), count);
    }
    const [row] = await store.providerRecords.list({ limit: 2 });
    assert.deepEqual([row?.state, row?.attempts, row?.failure], ['removing', 4, 'unreachable ECONNREFUSED']);
    played.next = () => undefined;
    await clock.advance(40_000);
    assert.deepEqual([await journal(), [...(played.values.get(NAME) ?? [])]], [[], []]);
    assert.equal(clock.pending(), 0);
  });

  test('an expired value goes from the provider, without anybody who asks', async (t) => {
    const { present, broker, played, clock } = await world(t);
    await present('www', newValue());
    await clock.advance(3_600_001);
    await broker.expire();
    await clock.advance(1);
    assert.deepEqual([...(played.values.get(NAME) ?? [])], []);
  });

  test('one call of a name at a time, a few names at a time, and what comes meanwhile is one round', async (t) => {
    const { present, played, clock } = await world(t);
    played.delayMs = 100;
    const hosts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const all = hosts.flatMap((host) => Array.from({ length: 4 }, () => present(host, newValue())));
    const done = await clock.drive(Promise.all(all));
    assert.deepEqual(new Set(done), new Set(['done']));
    assert.deepEqual(played.atOnce, { all: 4, name: 1 });
    const lists = played.asked.filter((call) => call.startsWith('list')).length;
    assert.ok(lists <= hosts.length * 2, `${lists} lists for ${all.length} values`);
  });

  test('a provider that wants a pause gets it, for all names', async (t) => {
    const { present, played, clock } = await world(t);
    let refused = 0;
    played.next = (call) => {
      if (!call.startsWith('add') || refused > 0) return undefined;
      refused++;
      return { ok: false, outcome: 'rate-limited', retryAfterMs: 20_000 };
    };
    const first = present('www', newValue());
    await clock.advance(0);
    const second = present('two', newValue());
    await clock.advance(19_999);
    assert.equal(played.asked.filter((call) => !call.startsWith('list')).length, 1);
    assert.deepEqual(await clock.drive(Promise.all([first, second])), ['done', 'done']);
    played.next = () => ({ ok: false, outcome: 'rate-limited', retryAfterMs: 600_000 });
    assert.equal(await clock.drive(present('three', newValue())), 'providerLate', 'not that long');
  });

  test('where the provider tells when its servers have it, the client waits for that, and others do not', async (t) => {
    const at = await world(t, { inSync: () => synced });
    let synced = false;
    let told = 0;
    const first = at.present('www', newValue()).finally(() => told++);
    await at.clock.advance(10_000);
    assert.equal(told, 0);
    assert.equal(at.played.values.get(NAME)?.size, 1);
    const second = at.present('www', newValue());
    await at.clock.advance(1);
    assert.equal(at.played.values.get(NAME)?.size, 2, 'the next value is written meanwhile');
    synced = true;
    assert.deepEqual(await at.clock.drive(Promise.all([first, second])), ['done', 'done']);
    synced = false;
    assert.equal(await at.clock.drive(at.present('two', newValue())), 'providerLate');
  });

  test('a provider that cannot list is written to all the same', async (t) => {
    const { present, cleanUp, played } = await world(t, { canList: false });
    const value = newValue();
    assert.equal(await present('www', value), 'done');
    assert.equal(await cleanUp('www', value), 'done');
    assert.deepEqual(
      played.asked.map((call) => call.split(' ')[0]),
      ['add', 'remove'],
    );
  });

  test('new credentials are used at once', async (t) => {
    const { present, store, clock, reconciler, played } = await world(t);
    await present('www', newValue());
    await store.providers.replaceCredentials('one', Buffer.from('{"not json'), clock.now() + 1);
    await reconciler.changed();
    assert.equal(played.closed, 1);
    assert.match(await present('www', newValue()), /^provider/);
    await store.providers.replaceCredentials('one', Buffer.from('{}'), clock.now() + 2);
    await reconciler.changed();
    assert.equal(await present('www', newValue()), 'done');
  });

  test('a check writes at a name of its own, looks, and leaves nothing; its failures are told', async (t) => {
    const { played, reconciler, journal, present } = await world(t);
    const [check] = (await reconciler.check('one', [])) ?? [];
    assert.deepEqual(
      check?.steps.map(({ step, ok: good }) => [step, good]),
      [
        ['add', true],
        ['list', true],
        ['remove', true],
      ],
    );
    assert.match(check?.name ?? '', /^_acme-challenge\.sixfour-check-[0-9a-f]{12}\.held\.test$/);
    assert.deepEqual([[...(played.values.get(check?.name ?? '') ?? [])], await journal()], [[], []]);
    played.next = (call) =>
      call.startsWith('add') ? { ok: false, outcome: 'unauthorized', code: '401' } : undefined;
    const [bad] = (await reconciler.check('one', [])) ?? [];
    assert.deepEqual(bad?.steps, [{ step: 'add', ok: false, failure: 'unauthorized 401' }]);
    assert.deepEqual(await journal(), []);
    assert.equal(await reconciler.check('nobody', []), undefined);
    played.next = () => undefined;
    const value = newValue();
    await present('www', value);
    const [own] = (await reconciler.check('one', [NAME])) ?? [];
    assert.deepEqual([own?.name, own?.steps.every((step) => step.ok)], [NAME, true]);
    assert.deepEqual([...(played.values.get(NAME) ?? [])], [value], 'the value of a client stays');
    assert.deepEqual(await reconciler.check('one', ['_acme-challenge.elsewhere.test']), []);
  });
});
