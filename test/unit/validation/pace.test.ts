import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../src/core/index.ts';
import { CROWD, REST_MS, STEPS_PER_TURN, WORK_MS } from '../../../src/validation/limits.ts';
import { createPace } from '../../../src/validation/pace.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

/** Asks for so many steps at once and notes each as it begins. */
function crowd(steps: number, clock: Clock) {
  const pace = createPace(clock);
  const begun: number[] = [];
  for (let n = 0; n < steps; n++) {
    const wait = pace('crowd');
    if (wait === undefined) begun.push(n);
    else void wait.then(() => begun.push(n));
  }
  return { pace, begun };
}

describe('the pace', () => {
  test('what fits into one turn of the event loop does not wait, nor does what comes in a later turn', async () => {
    const { pace, begun } = crowd(STEPS_PER_TURN + 1, createVirtualClock());
    assert.equal(begun.length, STEPS_PER_TURN, 'one too many waits');
    for (let n = 0; n < 3; n++) await turn();
    assert.equal(begun.length, STEPS_PER_TURN + 1);
    assert.equal(pace('crowd'), undefined);
  });

  test('never more than so many in one turn, in the order in which they came, and all in the end', async () => {
    const { begun } = crowd(20, createVirtualClock());
    let before = begun.length;
    for (let turns = 0; begun.length < 20; turns++) {
      assert.ok(turns <= 20, 'it goes on');
      await turn();
      assert.ok(begun.length - before <= STEPS_PER_TURN);
      before = begun.length;
    }
    assert.deepEqual(begun, [...Array(20).keys()]);
  });

  test('owners take turns: a crowd delays another by one step', async () => {
    const { pace, begun } = crowd(50, createVirtualClock());
    const before = begun.length;
    await pace('other');
    assert.ok(begun.length - before <= 2 * STEPS_PER_TURN, `${begun.length - before} before it`);
  });

  test('a crowd rests after a while of work, by the clock; those who are no crowd do not', async () => {
    const virtual = createVirtualClock();
    let workedMs = 0;
    const clock = { ...virtual, monotonic: () => virtual.monotonic() + workedMs };
    const { begun } = crowd(CROWD + 10, clock);
    workedMs = WORK_MS;
    for (let n = 0; n < 10; n++) await turn();
    assert.deepEqual([begun.length, virtual.pending()], [STEPS_PER_TURN, 1], 'at rest, until a timer');
    await virtual.advance(REST_MS);
    for (let n = 0; n < 2 * CROWD; n++) {
      workedMs += WORK_MS;
      await virtual.advance(REST_MS);
    }
    assert.equal(begun.length, CROWD + 10, 'the last of them without a rest');
    assert.equal(virtual.pending(), 0);
  });
});
