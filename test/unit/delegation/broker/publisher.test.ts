import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPublisher } from '../../../../src/delegation/broker/index.ts';
import type { ZoneDelta } from '../../../../src/delegation/zone/index.ts';
import type { ChallengeStore, DelegatedName } from '../../../../src/store/index.ts';

const name = (challenge: string): DelegatedName => {
  return { zone: 'z.example', label: challenge, challenge, clientId: null, createdAt: 0 };
};

/** Challenges in memory, whose reads can be held up. */
function world({ zones = ['z.example'], challengeZones = false } = {}) {
  const values = new Map<string, string[]>();
  const sent: ZoneDelta[][] = [];
  const counts = { reserved: 0 };
  const held: (() => void)[] = [];
  let hold = false;
  let open = true;
  const challenges = {
    async listByChallenge(challenge) {
      return [name(challenge)];
    },
    async liveValues(challenge) {
      return [...(values.get(challenge) ?? [])];
    },
    async allLive() {
      return [...values].flatMap(([challenge, all]) => all.map((value) => ({ challenge, value })));
    },
    async listNames({ after }) {
      return after === undefined ? [...values.keys()].map(name) : [];
    },
    async reserveSequences(count) {
      counts.reserved += count;
      return counts.reserved;
    },
  } satisfies Partial<ChallengeStore> as Partial<ChallengeStore> as ChallengeStore;
  const send = async (deltas: readonly ZoneDelta[]) => {
    sent.push([...deltas]);
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
    return open;
  };
  return {
    values,
    sent,
    counts,
    publisher: createPublisher({ challenges, now: () => 0, send, zones, challengeZones }),
    hold: () => void (hold = true),
    release() {
      hold = false;
      for (const go of held.splice(0)) go();
    },
    shut: () => void (open = false),
  };
}

test('what changes while a round runs is read after it, all together, and waits for its own round', async () => {
  const at = world();
  const publisher = await at.publisher;
  at.hold();
  at.values.set('a', ['1']);
  const first = publisher.publish(['a']);
  while (at.sent.length === 0) await new Promise(setImmediate);
  let later = 0;
  const others = ['a', 'b', 'a'].map((challenge) => {
    at.values.set(challenge, [...(at.values.get(challenge) ?? []), `v${later++}`]);
    return publisher.publish([challenge]);
  });
  let done = 0;
  for (const one of [first, ...others]) void one.then(() => done++);
  await new Promise(setImmediate);
  assert.equal(done, 0, 'nobody is told before the zone serves it');
  at.release();
  await Promise.all([first, ...others]);
  assert.deepEqual(
    at.sent.map((round) => round.map(({ label, values }) => [label, values])),
    [
      [['a', ['1']]],
      [
        ['a', ['1', 'v0', 'v2']],
        ['b', ['v1']],
      ],
    ],
  );
});

test('sequences only grow, over blocks and restarts', async () => {
  const at = world();
  const publisher = await at.publisher;
  const many = Array.from({ length: 1_700 }, (_, index) => `c${index}`);
  for (const challenge of many) at.values.set(challenge, ['v']);
  await publisher.publish(many);
  const sequences = at.sent.flat().map((delta) => delta.sequence);
  assert.equal(sequences.length, 1_700);
  assert.ok(sequences.every((one, index) => index === 0 || one > (sequences[index - 1] ?? 0)));
  assert.ok(at.counts.reserved >= (sequences.at(-1) ?? 0), 'never one that was not reserved');
  assert.equal(publisher.base().sequence, sequences.at(-1));
});

test('a zone server that starts is told every name, with its live values', async () => {
  const at = world();
  const publisher = await at.publisher;
  at.values.set('idle', []);
  at.values.set('busy', ['1', '1', '2']);
  const names: ZoneDelta[] = [];
  for await (const one of publisher.base().names) names.push(one);
  assert.deepEqual(
    names.map(({ label, values }) => [label, values]),
    [
      ['idle', []],
      ['busy', ['1', '2']],
    ],
  );
});

test('where the zone server is closed, nobody is told that a value is served', async () => {
  const at = world();
  const publisher = await at.publisher;
  at.shut();
  await assert.rejects(publisher.publish(['a']), /closed/);
  await assert.rejects(publisher.publish(['a']), /closed/, 'and the next round runs all the same');
});

test('a challenge is a zone of its own too, where that is wanted; labels of zones that are gone are left out', async () => {
  const at = world({ challengeZones: true });
  const publisher = await at.publisher;
  at.values.set('_acme-challenge.a.example', ['v']);
  await publisher.publish(['_acme-challenge.a.example']);
  assert.deepEqual(
    at.sent.flat().map(({ zone, label, values }) => [zone, label, values]),
    [
      ['z.example', '_acme-challenge.a.example', ['v']],
      ['_acme-challenge.a.example', '', ['v']],
    ],
  );
  const elsewhere = world({ zones: ['other.example'], challengeZones: true });
  elsewhere.values.set('a', ['v']);
  const other = await elsewhere.publisher;
  await other.publish(['a']);
  assert.deepEqual(elsewhere.sent, []);
  for await (const one of other.base().names) assert.fail(JSON.stringify(one));
});
