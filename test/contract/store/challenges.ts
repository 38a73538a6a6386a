import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../../src/store/index.ts';
import { addAnswerer, BY } from './delegation-world.ts';
import { DAY, HOUR, NOW, newName, type OpenStore, storeFor, timesDone } from './world.ts';

type Answerer = Awaited<ReturnType<typeof addAnswerer>>;

export function challengeContract(open: OpenStore): void {
  const store = storeFor(open);

  test('a label stands for one challenge, for ever', async () => {
    const { challenges, clients } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store());
    assert.equal(await challenges.allocate([one.label]), true);
    assert.equal(await challenges.allocate([one.label]), true, 'again');
    const squatted = { ...other.label, label: one.label.label };
    assert.equal(await challenges.allocate([other.label, squatted]), false);
    assert.deepEqual(await challenges.listByChallenge(other.challenge), [], 'all or none');
    assert.equal(await present(store(), other, 'v', { names: [squatted] }), 'label-taken');
    assert.deepEqual(await challenges.liveValues(other.challenge, NOW), []);
    assert.deepEqual(await challenges.findName(one.label.zone, one.label.label), one.label);

    await clients.remove(one.client.id, { ...BY, name: one.client.name });
    const orphan = { ...one.label, clientId: null };
    assert.deepEqual(await challenges.findName(one.label.zone, one.label.label), orphan);
    assert.equal(await challenges.allocate([squatted]), false, 'nor is it free when its client is gone');
  });

  test('names are listed by zone and label, from the one named on', async () => {
    const { challenges } = store();
    const labels = [];
    for (let i = 0; i < 4; i++) labels.push((await addAnswerer(store())).label);
    assert.equal(await challenges.allocate(labels), true);
    const all = await challenges.listNames({ limit: 1000 });
    const sorted = all.map(({ label }) => label).toSorted((a, b) => (a < b ? -1 : 1));
    assert.deepEqual(
      all.map(({ label }) => label),
      sorted,
    );
    const [first, second] = all;
    assert.ok(first);
    assert.deepEqual(await challenges.listNames({ after: first, limit: 1 }), [second]);
    const clientId = labels[2]?.clientId ?? '';
    assert.deepEqual(await challenges.listNames({ clientId, limit: 10 }), [labels[2]]);
  });

  test('values of several clients live side by side, and each once', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store(), one.rule.name);
    assert.equal(await present(store(), one, 'apex'), 'presented');
    assert.equal(await present(store(), one, 'wildcard'), 'presented');
    assert.equal(await present(store(), other, 'apex'), 'presented');
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['apex', 'wildcard']);
    assert.equal(await cleanUp(store(), one, 'apex'), true);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['wildcard', 'apex'], "the other's");
    assert.equal(await cleanUp(store(), other, 'wildcard'), false, 'not its own');
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['wildcard', 'apex']);
  });

  test('what was presented twice is there until it was cleaned up twice', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    for (let i = 0; i < 2; i++) assert.equal(await present(store(), one, 'v'), 'presented');
    assert.equal(await cleanUp(store(), one, 'v'), true);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['v']);
    assert.equal(await cleanUp(store(), one, 'v'), true);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), []);
    assert.equal(await cleanUp(store(), one, 'v'), false);
    assert.equal(await timesDone(async () => (await present(store(), one, 'w')) === 'presented', 20), 20);
    assert.equal(await timesDone(() => cleanUp(store(), one, 'w'), 30), 20, 'counted exactly');
  });

  test('so many values live at a time, whoever presents; one that is there is always counted', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store(), one.rule.name);
    let count = 0;
    const add = async (who: Answerer) => {
      const outcome = await present(store(), who, `v${count++}`, { valuesMax: 8 });
      return outcome === 'presented';
    };
    assert.equal((await timesDone(() => add(one), 6)) + (await timesDone(() => add(other), 6)), 8);
    assert.equal(await present(store(), other, 'more', { valuesMax: 8 }), 'too-many');
    assert.equal(await present(store(), one, 'v0', { valuesMax: 8 }), 'presented');
    assert.equal((await challenges.liveValues(one.challenge, NOW)).length, 8);
    assert.equal(await present(store(), other, 'more', { valuesMax: 8, at: NOW + HOUR }), 'presented');
  });

  test('a value expires; presented again it begins anew', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    const lasting = await addAnswerer(store());
    for (let i = 0; i < 3; i++) await present(store(), one, 'v');
    await present(store(), lasting, 'v', { at: NOW + HOUR });
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW + HOUR), []);
    assert.equal(await present(store(), one, 'v', { at: NOW + HOUR }), 'presented');
    assert.equal(await cleanUp(store(), one, 'v'), true);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW + HOUR), [], 'one reference');

    await present(store(), one, 'w', { at: NOW });
    assert.ok((await challenges.allLive(NOW)).some((row) => row.challenge === one.challenge));
    const expired = await challenges.expire(NOW + HOUR, 1000);
    assert.ok(expired.includes(one.challenge) && !expired.includes(lasting.challenge));
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), []);
    assert.deepEqual(await challenges.liveValues(lasting.challenge, NOW), ['v']);
    assert.deepEqual(await challenges.expire(NOW + HOUR, 1000), []);
  });

  test('without its rule nothing is presented, and what was presented under it goes with it', async () => {
    const { challenges, rules } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store());
    const foreign = { ...other, value: (text: string) => other.value(text, { ruleId: one.rule.id }) };
    assert.equal(await present(store(), foreign, 'v'), 'rule-gone', "another client's rule");
    assert.equal(await present(store(), one, 'v', { names: [one.label] }), 'presented');
    assert.deepEqual(await rules.remove(one.rule.id, BY), [one.challenge]);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), []);
    assert.equal(await present(store(), one, 'v'), 'rule-gone');
    assert.deepEqual(await challenges.listByChallenge(one.challenge), [one.label], 'the label stays');
  });

  test('a client that is removed leaves no value', async () => {
    const { challenges, clients } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store(), one.rule.name);
    await present(store(), one, 'mine');
    await present(store(), other, 'theirs');
    assert.deepEqual(await clients.remove(one.client.id, { ...BY, name: one.client.name }), [one.challenge]);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['theirs']);
  });

  test('sequences are given once, in blocks that do not touch', async () => {
    const { challenges } = store();
    const ends = await Promise.all(Array.from({ length: 20 }, () => challenges.reserveSequences(10)));
    const sorted = ends.toSorted((a, b) => a - b);
    assert.deepEqual(
      sorted.map((end) => end - (sorted[0] ?? 0)),
      Array.from({ length: 20 }, (_, index) => index * 10),
    );
  });

  test('a fetch is an event of each client whose value went out, once', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store(), one.rule.name);
    const idle = await addAnswerer(store(), one.rule.name);
    await present(store(), one, 'v', { names: [one.label] });
    await present(store(), one, 'w');
    await present(store(), other, 'x');
    await present(store(), idle, 'y', { at: NOW - 2 * HOUR });
    await challenges.recordFetches([
      { ...one.label, at: NOW, source: '192.0.2.53' },
      { zone: one.label.zone, label: 'nothing', at: NOW, source: '192.0.2.53' },
    ]);
    const fetched = async (who: Answerer) => {
      const events = await challenges.listEvents({ clientId: who.client.id, limit: 10 });
      return events.filter(({ event }) => event === 'fetched');
    };
    const event = { ...one.event('fetched'), source: '192.0.2.53' };
    assert.deepEqual(await fetched(one), [event]);
    assert.deepEqual(await fetched(other), [{ ...event, clientId: other.client.id }]);
    assert.deepEqual(await fetched(idle), []);
    await challenges.recordFetches([{ zone: one.challenge, label: '', at: NOW + 1, source: '192.0.2.54' }]);
    assert.deepEqual((await fetched(one))[0], { ...event, at: NOW + 1, source: '192.0.2.54' });
  });

  test('a fetch is written down late: it is also of the client that has cleaned up since, and of none that had before', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store());
    const before = await addAnswerer(store(), one.rule.name);
    await present(store(), one, 'v', { names: [one.label] });
    await present(store(), before, 'w');
    await cleanUp(store(), one, 'v');
    await cleanUp(store(), before, 'w');
    const fetched = async (who: Answerer) => {
      const events = await challenges.listEvents({ clientId: who.client.id, limit: 10 });
      return events.filter(({ event }) => event === 'fetched').map(({ source }) => source);
    };
    await challenges.recordFetches([
      { ...one.label, at: NOW, source: '192.0.2.53' },
      { ...one.label, at: NOW + 1, source: '192.0.2.54' },
      { zone: one.challenge, label: '', at: NOW, source: '192.0.2.55' },
      { zone: one.challenge, label: '', at: NOW + 1, source: '192.0.2.56' },
    ]);
    assert.deepEqual(await fetched(one), ['192.0.2.55', '192.0.2.53']);
    assert.deepEqual(await fetched(before), ['192.0.2.55', '192.0.2.53']);
  });

  test('what happened is recorded with the change, newest first, until it is old', async () => {
    const { challenges } = store();
    const one = await addAnswerer(store(), newName());
    await present(store(), one, 'v');
    await cleanUp(store(), one, 'v');
    assert.equal(await cleanUp(store(), one, 'v'), false);
    assert.equal(await present(store(), one, 'v', { valuesMax: 0 }), 'too-many');
    const fetched = { ...one.event('fetched', NOW + DAY), clientId: null };
    await challenges.record([{ ...one.event('refused'), reason: 'no-rule' }, fetched]);
    const about = { challenge: one.challenge, limit: 10 };
    assert.deepEqual(
      (await challenges.listEvents(about)).map(({ event, reason }) => [event, reason]),
      [
        ['fetched', null],
        ['refused', 'no-rule'],
        ['cleaned', null],
        ['presented', null],
      ],
    );
    assert.deepEqual((await challenges.listEvents({ ...about, limit: 1 }))[0], fetched);
    const own = await challenges.listEvents({ clientId: one.client.id, limit: 10 });
    assert.equal(own.length, 3);
    while ((await challenges.purgeEvents(NOW + 1, 2)) > 0);
    assert.deepEqual(await challenges.listEvents(about), [fetched]);
  });
}

function present(
  store: Store,
  who: Pick<Answerer, 'value' | 'event'>,
  text: string,
  {
    at = NOW,
    names = [],
    valuesMax = 128,
  }: { at?: number; names?: Answerer['label'][]; valuesMax?: number } = {},
) {
  const value = { ...who.value(text), expiresAt: at + HOUR };
  return store.challenges.present(value, names, who.event('presented', at), valuesMax);
}

function cleanUp(store: Store, who: Answerer, text: string): Promise<boolean> {
  return store.challenges.cleanUp(who.value(text), who.event('cleaned'));
}
