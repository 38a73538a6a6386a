import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChallengeChange } from '../../../src/store/index.ts';
import { addAnswerer, BY } from './delegation-world.ts';
import { HOUR, NOW, type OpenStore, storeFor } from './world.ts';

type Answerer = Awaited<ReturnType<typeof addAnswerer>>;

const present = (who: Answerer, value: string, names = [who.label]): ChallengeChange => {
  return { kind: 'present', value: who.value(value), names, event: who.event('presented') };
};
const cleanup = (who: Answerer, value: string): ChallengeChange => {
  return { kind: 'cleanup', value: who.value(value), event: who.event('cleaned') };
};
const clear = (who: Answerer): ChallengeChange => {
  const { challenge, client } = who;
  return { kind: 'clear', challenge, clientId: client.id, event: who.event('cleaned') };
};

export function challengeChangeContract(open: OpenStore): void {
  const store = storeFor(open);
  const own = (who: Answerer, now = NOW) => store().challengeChanges.own(who.challenge, who.client.id, now);

  test('several are made in their order, and touch nobody else', async () => {
    const { challengeChanges, challenges } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store(), one.rule.name);
    assert.equal((await challengeChanges.apply([present(other, 'theirs')], 9)).outcome, 'applied');
    assert.equal(
      (await challengeChanges.apply([present(one, 'a'), present(one, 'b')], 9)).outcome,
      'applied',
    );
    assert.deepEqual(await own(one), ['a', 'b']);
    assert.deepEqual(await own(one, NOW + HOUR), [], 'expired');
    assert.equal((await challengeChanges.apply([clear(one), present(one, 'c')], 9)).outcome, 'applied');
    assert.deepEqual(await own(one), ['c']);
    assert.equal(
      (await challengeChanges.apply([cleanup(one, 'theirs'), cleanup(one, 'c')], 9)).outcome,
      'applied',
    );
    assert.deepEqual(await own(one), []);
    assert.deepEqual(await challenges.liveValues(one.challenge, NOW), ['theirs']);
    assert.equal((await challenges.listByChallenge(one.challenge)).length, 1);
    const events = await challenges.listEvents({ clientId: one.client.id, limit: 9 });
    assert.equal(events.length, 6);
  });

  test('a value is counted as often as it is presented, but a clearing takes all of it', async () => {
    const { challengeChanges } = store();
    const one = await addAnswerer(store());
    await challengeChanges.apply([present(one, 'a'), present(one, 'a'), cleanup(one, 'a')], 9);
    assert.deepEqual(await own(one), ['a']);
    await challengeChanges.apply([present(one, 'a'), clear(one)], 9);
    assert.deepEqual(await own(one), []);
  });

  test('all or none: a rule that is gone, too many values, a label that is another challenge', async () => {
    const { challengeChanges, rules, challenges } = store();
    const one = await addAnswerer(store());
    const other = await addAnswerer(store());
    assert.equal(
      (await challengeChanges.apply([present(one, 'a'), present(one, 'b')], 1)).outcome,
      'too-many',
    );
    const taken = { ...other.label, challenge: one.challenge };
    assert.equal(await challenges.allocate([other.label]), true);
    const changes = [present(one, 'a'), present(one, 'b', [taken])];
    assert.equal((await challengeChanges.apply(changes, 9)).outcome, 'label-taken');
    await challengeChanges.apply([present(one, 'before')], 9);
    await rules.remove(other.rule.id, BY);
    assert.equal((await challengeChanges.apply([clear(one), present(other, 'x')], 9)).outcome, 'rule-gone');
    assert.deepEqual(await own(one), ['before']);
  });
}
