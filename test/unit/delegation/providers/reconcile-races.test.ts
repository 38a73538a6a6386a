// Providers that come, go and get other credentials while names are written there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { newValue } from '../../../support/delegation.ts';
import { NAME, world } from '../../../support/provider-client.ts';
import { HELD } from '../../../support/provider-world.ts';

const HOSTS = ['a', 'b', 'c', 'd'];

suite('providers that change meanwhile', () => {
  test('who waits for a turn while credentials are replaced is written with the new ones', async (t) => {
    const { present, played, store, clock, reconciler } = await world(t);
    played.delayMs = 1_000;
    const under = Promise.all(HOSTS.map((host) => present(host, newValue())));
    await clock.advance(1);
    const waiting = present('www', newValue());
    await clock.advance(1);
    await store.providers.replaceCredentials('one', Buffer.from('{"number":2}'), clock.now());
    await reconciler.changed();
    await clock.drive(Promise.all([under, waiting]));
    assert.equal(await waiting, 'done');
    assert.deepEqual(
      played.asked.filter((call) => call.includes(NAME)).map((call) => call.split(' ')[0]),
      ['list', 'add'],
    );
    const by = played.by.get(`add ${NAME}`);
    assert.deepEqual(by, { number: 2 });
  });

  test('credentials that were given in the same millisecond are others all the same', async (t) => {
    const { present, played, store, clock, reconciler } = await world(t);
    const at = clock.now();
    for (const number of [1, 2]) {
      await store.providers.replaceCredentials('one', Buffer.from(JSON.stringify({ number })), at);
      await reconciler.changed();
      assert.equal(await present('www', newValue()), 'done');
      assert.deepEqual(played.by.get(`add ${NAME}`), { number });
    }
  });

  test('a closer provider that comes while a client waits has its value too when it is told so', async (t) => {
    const at = await world(t);
    const { present, played, store, clock } = at;
    played.delayMs = 1_000;
    const under = Promise.all(HOSTS.map((host) => present(host, newValue())));
    await clock.advance(1);
    const value = newValue();
    const waiting = present('www', value);
    await clock.advance(1);
    await at.addProvider('two', [`www.${HELD}`]);
    assert.equal(await clock.drive(waiting), 'done');
    await clock.drive(under);
    const rows = await store.providerRecords.ofName('two', NAME);
    assert.deepEqual(
      rows.map((row) => [row.value, row.state]),
      [[value, 'present']],
    );
  });

  test('what is asked for while everything is looked at is looked at too', async (t) => {
    const at = await world(t);
    const { present, played, store, clock, reconciler } = at;
    const value = newValue();
    assert.equal(await present('www', value), 'done');
    played.delayMs = 1_000;
    const first = reconciler.sweep();
    await clock.advance(1);
    await at.addProvider('two', [`www.${HELD}`]);
    await clock.drive(Promise.all([first, reconciler.sweep()]));
    const rows = await store.providerRecords.list({ limit: 10 });
    assert.deepEqual(
      rows.map((row) => [row.provider, row.value]),
      [['two', value]],
    );
  });

  test('a provider that does not answer keeps nobody from another one', async (t) => {
    const at = await world(t);
    const { present, played, store, clock, reconciler } = at;
    await at.addProvider('two', [`sub.${HELD}`]);
    for (let host = 0; host < 60; host++) await present(`host${host}`, newValue());
    await present('www.sub', newValue());
    const theirs = `_acme-challenge.www.sub.${HELD}`;
    played.values.get(theirs)?.clear();
    const begun = clock.now();
    let addedMs = Number.POSITIVE_INFINITY;
    played.next = (call) => {
      if (!call.includes(` ${theirs}`)) return { ok: false, outcome: 'timeout' };
      if (call.startsWith('add')) addedMs = clock.now() - begun;
      return undefined;
    };
    played.delayMs = 30_000;
    await clock.drive(reconciler.sweep());
    assert.equal(addedMs, 60_000, 'one list, and one call');
    assert.equal((await store.providerRecords.ofName('two', theirs)).length, 1);
  });

  test('two checks of one name at once do not take each other for a failure', async (t) => {
    const { played, clock, reconciler } = await world(t);
    played.delayMs = 100;
    const both = [1, 2].map(() => reconciler.check('one', [NAME]));
    const done = (await clock.drive(Promise.all(both))).flatMap((checks) => checks ?? []);
    assert.deepEqual(
      done.map(({ steps }) => steps.map(({ step, failure }) => [step, failure])),
      [1, 2].map(() => ['add', 'list', 'remove'].map((step) => [step, undefined])),
    );
    assert.deepEqual([...(played.values.get(NAME) ?? [])], []);
  });

  test('a check that the store fails under leaves nothing that is wanted', async (t) => {
    const { store, played, reconciler, clock } = await world(t);
    const ofName = store.providerRecords.ofName.bind(store.providerRecords);
    Object.assign(store.providerRecords, { ofName: () => Promise.reject(new Error('no store')) });
    await assert.rejects(reconciler.check('one', [NAME]), /no store/);
    Object.assign(store.providerRecords, { ofName });
    await clock.advance(3_600_000);
    assert.deepEqual(
      played.asked.filter((call) => call.startsWith('add')),
      [],
    );
  });
});
