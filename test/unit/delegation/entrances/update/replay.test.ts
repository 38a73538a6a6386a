import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  REPLAY_MS,
  REPLAYS_MAX,
  REPLAYS_PER_KEY_MAX,
} from '../../../../../src/delegation/entrances/update/limits.ts';
import { createReplayGuard } from '../../../../../src/delegation/entrances/update/replay.ts';

function message(key: string, number: number) {
  return { key, mac: Uint8Array.from({ length: 32 }, (_, i) => (i < 4 ? number >> (8 * i) : 7)) };
}

it('a message that comes again has the outcome of the first', () => {
  const guard = createReplayGuard<number>();
  let runs = 0;
  const admit = (key: string, number: number, now: number) =>
    guard.admit(message(key, number), now, () => ++runs);
  assert.deepEqual(admit('a', 1, 0), { outcome: 'new', value: 1 });
  assert.deepEqual(admit('a', 1, 5), { outcome: 'again', value: 1 });
  assert.deepEqual(admit('b', 1, 5), { outcome: 'new', value: 2 }, 'of another key it is another message');
  assert.deepEqual(admit('a', 2, 5), { outcome: 'new', value: 3 });
  // as long as the signature could be valid: from one fudge before its time to one after it
  assert.ok(REPLAY_MS > 2 * 300_000);
  assert.deepEqual(admit('a', 1, REPLAY_MS), { outcome: 'again', value: 1 });
  assert.deepEqual(admit('a', 1, REPLAY_MS + 1), { outcome: 'new', value: 4 });
});

it('one that had no outcome may come again', () => {
  const guard = createReplayGuard<number>();
  guard.admit(message('a', 1), 0, () => 1);
  guard.forget(message('a', 1));
  guard.forget(message('a', 1));
  assert.deepEqual(
    guard.admit(message('a', 1), 0, () => 2),
    { outcome: 'new', value: 2 },
  );
});

it('a key at its bound is refused until its oldest are forgotten; other keys are not', () => {
  const guard = createReplayGuard<boolean>();
  for (let i = 0; i < REPLAYS_PER_KEY_MAX; i++) guard.admit(message('a', i), i, () => true);
  const at = REPLAYS_PER_KEY_MAX;
  assert.deepEqual(guard.admit(message('a', at), at, never), { outcome: 'full' });
  assert.equal(guard.admit(message('a', 0), at, never).outcome, 'again');
  assert.equal(guard.admit(message('b', at), at, () => true).outcome, 'new');
  assert.equal(guard.admit(message('a', at), REPLAY_MS, never).outcome, 'full');
  assert.equal(guard.admit(message('a', at), REPLAY_MS + 1, () => true).outcome, 'new');
});

it('all keys together have a bound, and old messages of keys that are silent make room', () => {
  const guard = createReplayGuard<boolean>();
  const keys = REPLAYS_MAX / REPLAYS_PER_KEY_MAX;
  for (let key = 0; key < keys; key++) {
    for (let i = 0; i < REPLAYS_PER_KEY_MAX; i++) guard.admit(message(`k${key}`, i), 0, () => true);
  }
  assert.equal(guard.admit(message('one more', 0), 5_000, () => true).outcome, 'full');
  assert.equal(guard.admit(message('one more', 0), REPLAY_MS + 1, () => true).outcome, 'new');
});

function never(): never {
  assert.fail('what is not remembered is not done');
}
